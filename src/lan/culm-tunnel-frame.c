/* culm-tunnel-frame.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-tunnel-frame.h"
#include "culm-error.h"
#include "culm-lan-words.h"
#include <string.h>

#define USER "bblp"
#define FIELD 8 /* bytes of the user, and of the code */
#define GAP "\n\n"
#define MAX_DEPTH 16   /* real ones have four; the parser goes down on the stack */
#define MAX_WELCOME 64 /* bytes */
#define EXACT 9.0e15   /* up to there a double is a whole number */

static void
put_number (guint8 *bytes, guint32 number)
{
  number = GUINT32_TO_LE (number);
  memcpy (bytes, &number, sizeof number);
}

static guint32
get_number (const guint8 *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT32_FROM_LE (number);
}

static void
complain (GError **error, const char *what)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_MALFORMED, "The file tunnel sent %s", what);
}

/* Returns: (transfer full) (nullable): an object. */
static JsonNode *
parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length); /* ends at a NUL, which no JSON holds */
  JsonNode *root =
      culm_lan_is_shallow (valid, strlen (valid), MAX_DEPTH) && json_parser_load_from_data (parser, valid, -1, NULL)
          ? json_parser_get_root (parser)
          : NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_ref (root);
  complain (error, "something that is no reply");
  return NULL;
}

static JsonNode *
find (JsonNode *node, const char *name)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), name)
                                                       : NULL;
}

/* By what it means to whoever asked (reference/lan.md §7). A transfer that the printer cancels (4) has failed: nobody
 * here wished it. */
static CulmError
judge (gint64 result)
{
  switch (result) {
  case 3:
  case 25: return CULM_ERROR_OFFLINE;
  case CULM_TUNNEL_BUSY: return CULM_ERROR_BUSY;
  case CULM_TUNNEL_TIMEOUT: return CULM_ERROR_TIMED_OUT;
  case CULM_TUNNEL_NO_FILE:
  case CULM_TUNNEL_NO_STORAGE: return CULM_ERROR_NOT_FOUND;
  case 11:
  case 21:
  case 24: return CULM_ERROR_REFUSED;
  case CULM_TUNNEL_BAD_SIZE:
  case 15:
  case 23: return CULM_ERROR_DAMAGED;
  case 2:
  case CULM_TUNNEL_BAD_TYPE:
  case 18: return CULM_ERROR_UNSUPPORTED;
  case 20: return CULM_ERROR_FULL;
  default: return CULM_ERROR_FAILED;
  }
}

void
culm_tunnel_frame_write_header (guint8 header[CULM_TUNNEL_HEADER], CulmTunnelMagic magic, gsize length, guint32 counter)
{
  put_number (header, (guint32) length);
  put_number (header + 4, magic);
  put_number (header + 8, counter);
  put_number (header + 12, 0);
}

gboolean
culm_tunnel_frame_read_header (const guint8 header[CULM_TUNNEL_HEADER], CulmTunnelMagic expected, gsize *length,
                               GError **error)
{
  guint32 size = get_number (header);
  gsize most = expected == CULM_TUNNEL_MAGIC_WELCOME ? MAX_WELCOME : CULM_TUNNEL_LARGEST;

  if (get_number (header + 4) != (guint32) expected)
    complain (error, "no frame that was due");
  else if (size > most)
    complain (error, "a frame that is too large");
  else {
    *length = size;
    return TRUE;
  }
  return FALSE;
}

void
culm_tunnel_frame_write_login (guint8 login[CULM_TUNNEL_LOGIN], const char *code)
{
  memset (login, 0, CULM_TUNNEL_LOGIN);
  memcpy (login, USER, strlen (USER));
  memcpy (login + FIELD, code, MIN (strlen (code), FIELD));
}

gboolean
culm_tunnel_frame_is_welcome (const guint8 *payload, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (payload[i] != 0)
      return FALSE;
  return TRUE;
}

GBytes *
culm_tunnel_frame_make_message (int kind, int command, gint64 sequence, JsonObject *request, const guint8 *data,
                                gsize size)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *message = json_object_new ();
  g_autofree char *text = NULL;
  GByteArray *payload = g_byte_array_new ();

  json_object_set_int_member (message, "mtype", kind);
  if (kind != CULM_TUNNEL_SETUP)
    json_object_set_int_member (message, "cmdtype", command);
  json_object_set_int_member (message, "sequence", sequence);
  json_object_set_object_member (message, "req", request);
  json_node_take_object (node, message);
  text = json_to_string (node, FALSE);
  g_byte_array_append (payload, (const guint8 *) text, (guint) strlen (text));
  if (data != NULL) {
    g_byte_array_append (payload, (const guint8 *) GAP, strlen (GAP));
    g_byte_array_append (payload, data, (guint) size);
  }
  return g_byte_array_free_to_bytes (payload);
}

CulmTunnelReply *
culm_tunnel_reply_new (GBytes *payload, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (payload, &length);
  const char *gap = length > 0 ? memmem (bytes, length, GAP, strlen (GAP)) : NULL;
  JsonNode *root = parse (bytes != NULL ? bytes : "", gap != NULL ? (gsize) (gap - bytes) : length, error);
  CulmTunnelReply *self;

  if (root == NULL)
    return NULL;
  self = g_new0 (CulmTunnelReply, 1);
  self->root = root;
  self->payload = g_bytes_ref (payload);
  self->kind = culm_tunnel_get_int (root, "mtype", -1);
  self->command = culm_tunnel_get_int (root, "cmdtype", -1);
  self->sequence = culm_tunnel_get_int (root, "sequence", -1);
  self->result = culm_tunnel_get_int (root, "result", -1);
  self->reply = find (root, "reply");
  if (gap != NULL) {
    self->data = (const guint8 *) gap + strlen (GAP);
    self->size = length - (gsize) (gap - bytes) - strlen (GAP);
  }
  return self;
}

void
culm_tunnel_reply_free (CulmTunnelReply *self)
{
  json_node_unref (self->root);
  g_bytes_unref (self->payload);
  g_free (self);
}

gint64
culm_tunnel_get_int (JsonNode *node, const char *name, gint64 fallback)
{
  JsonNode *value = find (node, name);
  double number;

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return fallback;
  if (json_node_get_value_type (value) == G_TYPE_INT64)
    return json_node_get_int (value);
  if (json_node_get_value_type (value) != G_TYPE_DOUBLE)
    return fallback;
  number = json_node_get_double (value);
  return number > -EXACT && number < EXACT ? (gint64) number : fallback; /* what is no number is neither */
}

const char *
culm_tunnel_get_string (JsonNode *node, const char *name)
{
  JsonNode *value = find (node, name);

  return value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING
             ? json_node_get_string (value)
             : NULL;
}

JsonArray *
culm_tunnel_get_array (JsonNode *node, const char *name)
{
  JsonNode *value = find (node, name);

  return value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
}

GError *
culm_tunnel_make_error (gint64 result)
{
  GError *error =
      culm_error_new (CULM_ERROR_ORIGIN_LAN, judge (result), "File tunnel: result %" G_GINT64_FORMAT, result);

  culm_error_set_server_code (error, result);
  culm_error_set_err (error, judge (result) == CULM_ERROR_DAMAGED ? "ERR_CHECKSUM_MISMATCH" : "ERR_BAD_REQUEST");
  return error;
}
