/* culm-sim-exchange.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-exchange.h"
#include <sys/socket.h>

/* Returns: whether the path fits; part: what the "*" of the pattern stands for, if it has one */
static gboolean
match_path (const char *pattern, const char *path, char **part)
{
  gsize stem = strcspn (pattern, "*"), length;
  const char *tail;

  if (pattern[stem] == '\0')
    return g_str_equal (pattern, path);
  tail = pattern + stem + 1;
  if (strncmp (pattern, path, stem) != 0)
    return FALSE;
  length = strcspn (path + stem, "/");
  if (length == 0 || !g_str_equal (path + stem + length, tail))
    return FALSE;
  *part = g_strndup (path + stem, length);
  return TRUE;
}

static JsonNode *
read_json (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (body->length == 0 || body->data == NULL || !json_parser_load_from_data (parser, body->data, body->length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

void
culm_sim_exchange_clear (CulmSimExchange *self)
{
  g_clear_pointer (&self->part, g_free);
  g_clear_pointer (&self->body, json_node_unref);
}

void
culm_sim_exchange_init (CulmSimExchange *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  *self = (CulmSimExchange){ .message = message, .path = path, .query = query };
  self->method = soup_server_message_get_method (message);
  self->body = read_json (message);
}

const CulmSimRoute *
culm_sim_exchange_find_route (CulmSimExchange *exchange, const CulmSimRoute *routes, gsize n, gboolean *known)
{
  *known = FALSE;
  for (gsize i = 0; i < n; i++) {
    g_clear_pointer (&exchange->part, g_free);
    if (!match_path (routes[i].path, exchange->path, &exchange->part))
      continue;
    *known = TRUE;
    if (g_str_equal (routes[i].method, exchange->method))
      return &routes[i];
  }
  return NULL;
}

JsonObject *
culm_sim_exchange_get_body (CulmSimExchange *exchange)
{
  return exchange->body != NULL && JSON_NODE_HOLDS_OBJECT (exchange->body) ? json_node_get_object (exchange->body)
                                                                           : NULL;
}

const char *
culm_sim_exchange_get_text (CulmSimExchange *exchange, const char *member)
{
  JsonObject *body = culm_sim_exchange_get_body (exchange);
  JsonNode *node = body != NULL ? json_object_get_member (body, member) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

const char *
culm_sim_exchange_get_query (CulmSimExchange *exchange, const char *name)
{
  return exchange->query != NULL ? g_hash_table_lookup (exchange->query, name) : NULL;
}

gint64
culm_sim_exchange_get_count (CulmSimExchange *exchange, const char *name, gint64 fallback)
{
  const char *text = culm_sim_exchange_get_query (exchange, name);
  guint64 value;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    return fallback;
  return (gint64) value;
}

void
culm_sim_exchange_answer_node (CulmSimExchange *exchange, guint status, JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  soup_server_message_set_status (exchange->message, status, NULL);
  soup_server_message_set_response (exchange->message, "application/json", SOUP_MEMORY_TAKE, text, strlen (text));
  json_node_unref (node);
}

void
culm_sim_exchange_answer_object (CulmSimExchange *exchange, guint status, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  culm_sim_exchange_answer_node (exchange, status, node);
}

void
culm_sim_exchange_answer_text (CulmSimExchange *exchange, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (exchange->message, status, NULL);
  soup_server_message_set_response (exchange->message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/* An answer may wait for several things at once, and goes when the last has come. */
static GQuark
get_waits_quark (void)
{
  return g_quark_from_static_string ("culm-sim-waits");
}

static guint
get_waits (SoupServerMessage *message)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (message), get_waits_quark ()));
}

static void
set_waits (SoupServerMessage *message, guint waits)
{
  g_object_set_qdata (G_OBJECT (message), get_waits_quark (), GUINT_TO_POINTER (waits));
}

void
culm_sim_exchange_pause (SoupServerMessage *message)
{
  if (get_waits (message) == 0)
    soup_server_message_pause (message);
  set_waits (message, get_waits (message) + 1);
}

void
culm_sim_exchange_resume (SoupServerMessage *message)
{
  set_waits (message, get_waits (message) - 1);
  if (get_waits (message) == 0)
    soup_server_message_unpause (message);
}

static gboolean
on_delay_over (gpointer user_data)
{
  culm_sim_exchange_resume (user_data);
  return G_SOURCE_REMOVE;
}

void
culm_sim_exchange_delay (SoupServerMessage *message, double seconds)
{
  culm_sim_exchange_pause (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (CLAMP (seconds, 0, 3600) * 1000), on_delay_over,
                      g_object_ref (message), g_object_unref);
}

void
culm_sim_exchange_reset (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  if (socket == NULL)
    return;
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
}
