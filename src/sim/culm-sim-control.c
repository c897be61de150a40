/* culm-sim-control.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-control.h"
#include "culm-sim-exchange.h"
#include "culm-sim-lan.h"
#include "culm-sim-world.h"

struct _CulmSimControl {
  GObject parent_instance;
  CulmSimWorld *world;
  CulmSimBroker *broker;
  CulmSimLink *link;
  SoupServer *server;
  char *url;
};

G_DEFINE_FINAL_TYPE (CulmSimControl, culm_sim_control, G_TYPE_OBJECT)

static void
answer_done (CulmSimExchange *exchange)
{
  culm_sim_exchange_answer_object (exchange, 200, json_object_new ());
}

static void
answer_error (CulmSimExchange *exchange, guint status, const char *text)
{
  JsonObject *out = json_object_new ();

  json_object_set_string_member (out, "error", text);
  culm_sim_exchange_answer_object (exchange, status, out);
}

static void
answer_list (CulmSimExchange *exchange, JsonArray *list)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, list);
  culm_sim_exchange_answer_node (exchange, 200, node);
}

/* What an order came to; NULL: it was carried out. */
static void
answer_outcome (CulmSimExchange *exchange, const GError *error)
{
  if (error == NULL)
    answer_done (exchange);
  else
    answer_error (exchange, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) ? 409 : 400, error->message);
}

static CulmSimPrinter *
find_printer (CulmSimControl *self, CulmSimExchange *exchange, const char *serial)
{
  CulmSimPrinter *printer = culm_sim_farm_find (self->world->farm, serial);

  if (printer == NULL)
    answer_error (exchange, 404, "There is no printer of that serial");
  return printer;
}

/* The sections that steer (contract.md §6); what only asks is left out unless ?all. */
static gboolean
steers (JsonObject *entry)
{
  static const char *const sections[] = { "print", "system", "camera", "xcam", "upgrade" };
  g_autoptr (JsonNode) node = json_from_string (json_object_get_string_member (entry, "payload"), NULL);

  for (guint i = 0; node != NULL && JSON_NODE_HOLDS_OBJECT (node) && i < G_N_ELEMENTS (sections); i++) {
    if (json_object_has_member (json_node_get_object (node), sections[i]))
      return TRUE;
  }
  return FALSE;
}

static CulmSimJournal *
get_files (CulmSimControl *self)
{
  return culm_sim_uploads_get_journal (self->world->uploads);
}

static void
get_commands (gpointer control, CulmSimExchange *exchange)
{
  /* A bare "?all" has no value, and so is no form to libsoup. */
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  gboolean all = query != NULL && g_str_has_prefix (query, "all");

  answer_list (exchange, culm_sim_journal_dup (((CulmSimControl *) control)->world->commands, all ? NULL : steers));
}

static void
get_requests (gpointer control, CulmSimExchange *exchange)
{
  answer_list (exchange, culm_sim_journal_dup (((CulmSimControl *) control)->world->requests, NULL));
}

static void
get_uploads (gpointer control, CulmSimExchange *exchange)
{
  answer_list (exchange, culm_sim_journal_dup (get_files (control), NULL));
}

static void
delete_commands (gpointer control, CulmSimExchange *exchange)
{
  culm_sim_journal_clear (((CulmSimControl *) control)->world->commands);
  answer_done (exchange);
}

static void
delete_requests (gpointer control, CulmSimExchange *exchange)
{
  culm_sim_journal_clear (((CulmSimControl *) control)->world->requests);
  answer_done (exchange);
}

static void
delete_uploads (gpointer control, CulmSimExchange *exchange)
{
  culm_sim_journal_clear (get_files (control));
  answer_done (exchange);
}

static void
get_printers (gpointer control, CulmSimExchange *exchange)
{
  GPtrArray *printers = culm_sim_farm_get_printers (((CulmSimControl *) control)->world->farm);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < printers->len; i++)
    json_array_add_string_element (list, culm_sim_printer_get_serial (g_ptr_array_index (printers, i)));
  answer_list (exchange, list);
}

static void
get_printer (gpointer control, CulmSimExchange *exchange)
{
  CulmSimLan *lan = ((CulmSimControl *) control)->world->lan;
  CulmSimPrinter *printer = find_printer (control, exchange, exchange->part);
  JsonObject *state;

  if (printer == NULL)
    return;
  state = culm_sim_printer_dup_state (printer);
  if (lan != NULL)
    culm_sim_lan_describe (lan, printer, state);
  if (lan != NULL)
    culm_sim_lan_describe_visits (lan, printer, state);
  culm_sim_exchange_answer_object (exchange, 200, state);
}

static void
post_state (gpointer control, CulmSimExchange *exchange)
{
  CulmSimPrinter *printer = find_printer (control, exchange, exchange->part);
  JsonObject *fragment = culm_sim_exchange_get_body (exchange);
  g_autoptr (GError) error = NULL;

  if (printer == NULL)
    return;
  if (fragment == NULL) {
    answer_error (exchange, 400, "A fragment of a report is wanted, an object");
    return;
  }
  culm_sim_printer_merge (printer, fragment, &error);
  answer_outcome (exchange, error);
}

static void
post_do (gpointer control, CulmSimExchange *exchange)
{
  CulmSimControl *self = control;
  CulmSimPrinter *printer = find_printer (control, exchange, exchange->part);
  const char *what = culm_sim_exchange_get_text (exchange, "what");
  g_autoptr (GError) error = NULL;
  JsonNode *value;

  if (printer == NULL)
    return;
  if (what == NULL) {
    answer_error (exchange, 400, "\"what\" is missing");
    return;
  }
  value = json_object_get_member (culm_sim_exchange_get_body (exchange), "value");
  if (self->world->lan == NULL || !culm_sim_lan_do (self->world->lan, printer, what, value, &error))
    culm_sim_printer_do (printer, what, value, &error);
  answer_outcome (exchange, error);
  culm_sim_world_hold (self->world, exchange->message); /* a new access code wants the broker's ear first */
}

static void
post_fault (gpointer control, CulmSimExchange *exchange)
{
  CulmSimControl *self = control;
  JsonObject *order = culm_sim_exchange_get_body (exchange);
  g_autoptr (GError) error = NULL;

  if (order == NULL) {
    answer_error (exchange, 400, "An object is wanted");
    return;
  }
  if (g_strcmp0 (culm_sim_exchange_get_text (exchange, "where"), "ftps") == 0)
    culm_sim_ftp_faults_add (self->world->ftp_faults, order, &error);
  else
    culm_sim_faults_add (self->world->faults, order, &error);
  answer_outcome (exchange, error);
  culm_sim_link_meet_trouble (self->link);
  culm_sim_world_hold (self->world, exchange->message);
}

static void
delete_fault (gpointer control, CulmSimExchange *exchange)
{
  CulmSimControl *self = control;

  culm_sim_faults_clear (self->world->faults);
  culm_sim_ftp_faults_clear (self->world->ftp_faults);
  culm_sim_broker_refuse (self->broker, FALSE);
  answer_done (exchange);
  culm_sim_world_hold (self->world, exchange->message);
}

static void
post_publish (gpointer control, CulmSimExchange *exchange)
{
  CulmSimControl *self = control;
  CulmSimPrinter *printer = find_printer (self, exchange, culm_sim_exchange_get_text (exchange, "serial"));
  const char *text = culm_sim_exchange_get_text (exchange, "payload");
  const char *base64 = culm_sim_exchange_get_text (exchange, "base64");
  g_autoptr (GBytes) payload = NULL;

  if (printer == NULL)
    return;
  if (text != NULL) {
    payload = g_bytes_new (text, strlen (text));
  } else if (base64 != NULL) {
    gsize size;
    guchar *bytes = g_base64_decode (base64, &size);

    payload = g_bytes_new_take (bytes, size);
  } else {
    answer_error (exchange, 400, "\"payload\" or \"base64\" is missing");
    return;
  }
  if (culm_sim_link_publish (self->link, culm_sim_printer_get_serial (printer), payload))
    answer_done (exchange);
  else
    answer_error (exchange, 409, "The broker is not there");
}

static void
get_account (gpointer control, CulmSimExchange *exchange)
{
  CulmSimAccount *account = ((CulmSimControl *) control)->world->account;
  JsonObject *out = culm_sim_account_dup_ready (account);

  json_object_set_int_member (out, "uid", (gint64) culm_sim_account_get_uid (account));
  json_object_set_string_member (out, "token", culm_sim_account_get_token (account));
  culm_sim_exchange_answer_object (exchange, 200, out);
}

static gboolean
asks_for (JsonObject *body, const char *member)
{
  JsonNode *node = json_object_get_member (body, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static void
post_account (gpointer control, CulmSimExchange *exchange)
{
  CulmSimAccount *account = ((CulmSimControl *) control)->world->account;
  JsonObject *body = culm_sim_exchange_get_body (exchange);
  gboolean token = body != NULL && asks_for (body, "expire");
  gboolean code = body != NULL && asks_for (body, "expire-code");

  if (!token && !code) {
    answer_error (exchange, 400, "\"expire\" or \"expire-code\" is wanted");
    return;
  }
  answer_done (exchange);
  if (code)
    culm_sim_account_expire_code (account);
  if (token)
    culm_sim_account_expire (account);
  culm_sim_world_hold (((CulmSimControl *) control)->world, exchange->message);
}

static const CulmSimRoute routes[] = {
  { "GET", "/commands", get_commands, TRUE },
  { "DELETE", "/commands", delete_commands, TRUE },
  { "GET", "/uploads", get_uploads, TRUE },
  { "DELETE", "/uploads", delete_uploads, TRUE },
  { "GET", "/requests", get_requests, TRUE },
  { "DELETE", "/requests", delete_requests, TRUE },
  { "GET", "/printers", get_printers, TRUE },
  { "GET", "/printers/*", get_printer, TRUE },
  { "POST", "/printers/*/state", post_state, TRUE },
  { "POST", "/printers/*/do", post_do, TRUE },
  { "POST", "/fault", post_fault, TRUE },
  { "DELETE", "/fault", delete_fault, TRUE },
  { "POST", "/publish", post_publish, TRUE },
  { "GET", "/account", get_account, TRUE },
  { "POST", "/account", post_account, TRUE },
};

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  g_auto (CulmSimExchange) exchange = { 0 };
  const CulmSimRoute *route;
  gboolean known;

  culm_sim_exchange_init (&exchange, message, path, query);
  route = culm_sim_exchange_find_route (&exchange, routes, G_N_ELEMENTS (routes), &known);
  if (route != NULL)
    route->handler (user_data, &exchange);
  else
    answer_error (&exchange, known ? 405 : 404, known ? "Not with this method" : "There is nothing of that name");
}

static void
culm_sim_control_dispose (GObject *object)
{
  CulmSimControl *self = CULM_SIM_CONTROL (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (culm_sim_control_parent_class)->dispose (object);
}

static void
culm_sim_control_class_init (CulmSimControlClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_control_dispose;
}

static void
culm_sim_control_init (CulmSimControl *self G_GNUC_UNUSED)
{
}

CulmSimControl *
culm_sim_control_new (CulmSimWorld *world, CulmSimBroker *broker, CulmSimLink *link, GError **error)
{
  g_autoptr (CulmSimControl) self = g_object_new (CULM_SIM_TYPE_CONTROL, NULL);
  GSList *uris;

  self->world = world;
  self->broker = broker;
  self->link = link;
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  uris = soup_server_get_uris (self->server);
  self->url = culm_sim_world_dup_url ("http", "127.0.0.1", (guint) g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&self);
}

const char *
culm_sim_control_get_url (CulmSimControl *self)
{
  return self->url;
}
