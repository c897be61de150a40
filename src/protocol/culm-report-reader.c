/* culm-report-reader.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-reader.h"
#include "culm-json.h"
#include <math.h>
#include <string.h>

/* A message without `msg` that has more members than this is a full one. */
#define DELTA_MAX_KEYS 20
/* The greatest double that is a whole number for sure. */
#define WHOLE_MAX 9007199254740992.0

/* All of the text, but for blanks around it. */
static gboolean
is_end (const char *text, const char *end)
{
  return end != text && end[strspn (end, " \t\r\n")] == '\0';
}

static gboolean
read_double (JsonNode *node, double *value)
{
  GType type = json_node_get_value_type (node);
  const char *text;
  char *end = NULL;

  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) {
    *value = json_node_get_double (node);
  } else if (type == G_TYPE_STRING) {
    text = json_node_get_string (node);
    *value = g_ascii_strtod (text, &end);
    if (!is_end (text, end))
      return FALSE;
  } else {
    return FALSE;
  }
  return isfinite (*value);
}

static gboolean
read_int (JsonNode *node, gint64 *value)
{
  GType type = json_node_get_value_type (node);
  double real;

  if (type == G_TYPE_INT64) {
    *value = json_node_get_int (node);
    return TRUE;
  }
  if (type == G_TYPE_BOOLEAN) {
    *value = json_node_get_boolean (node);
    return TRUE;
  }
  if (type == G_TYPE_STRING) {
    const char *text = json_node_get_string (node);
    char *end = NULL;

    *value = g_ascii_strtoll (text, &end, 10);
    if (is_end (text, end))
      return TRUE;
  }
  if (!read_double (node, &real) || fabs (real) > WHOLE_MAX)
    return FALSE;
  *value = (gint64) real;
  return TRUE;
}

static gboolean
read_uint32 (JsonNode *node, gint64 *value)
{
  if (!read_int (node, value) || *value < G_MININT32 || *value > (gint64) G_MAXUINT32)
    return FALSE;
  *value &= G_MAXUINT32;
  return TRUE;
}

static gboolean
read_hex (JsonNode *node, gint64 *value)
{
  const char *text;
  char *end = NULL;

  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return read_int (node, value);
  text = json_node_get_string (node);
  *value = (gint64) g_ascii_strtoull (text, &end, 16);
  return is_end (text, end) && strchr (text, '-') == NULL;
}

static gboolean
read_boolean (JsonNode *node, gint64 *value)
{
  static const char *const yes[] = { "true", "enable", "on", NULL };
  static const char *const no[] = { "false", "disable", "off", NULL };
  const char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  if (lower != NULL && (g_strv_contains (yes, lower) || g_strv_contains (no, lower))) {
    *value = g_strv_contains (yes, lower);
    return TRUE;
  }
  if (!read_int (node, value))
    return FALSE;
  *value = *value != 0;
  return TRUE;
}

static void
read_string (CulmRecord *record, guint field, JsonNode *node)
{
  GType type = json_node_get_value_type (node);
  g_autofree char *number = NULL;

  if (type == G_TYPE_STRING) {
    culm_record_set_string (record, field, json_node_get_string (node));
  } else if (type == G_TYPE_INT64) {
    number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    culm_record_set_string (record, field, number);
  } else if (type == G_TYPE_DOUBLE && isfinite (json_node_get_double (node))) {
    number = g_strdup_printf ("%g", json_node_get_double (node));
    culm_record_set_string (record, field, number);
  }
}

static void
read_ints (CulmRecord *record, guint field, JsonArray *array)
{
  guint n = json_array_get_length (array);
  GArray *ints = g_array_sized_new (FALSE, FALSE, sizeof (int), n);

  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (array, i);
    gint64 value;

    if (JSON_NODE_HOLDS_VALUE (node) && read_int (node, &value) && value >= G_MININT && value <= G_MAXINT) {
      int number = (int) value;

      g_array_append_val (ints, number);
    }
  }
  culm_record_take_ints (record, field, ints);
}

static void
read_strings (CulmRecord *record, guint field, JsonArray *array)
{
  guint n = json_array_get_length (array);
  GPtrArray *strings = g_ptr_array_new_full (n + 1, g_free);

  for (guint i = 0; i < n; i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_ptr_array_add (strings, json_node_dup_string (node));
  }
  g_ptr_array_add (strings, NULL);
  culm_record_take_strings (record, field, strings);
}

static void
read_scalar (CulmRecord *record, guint field, CulmValueKind kind, JsonNode *node)
{
  gint64 number = 0;
  double real = 0;

  switch (kind) {
  case CULM_VALUE_STRING: read_string (record, field, node); break;
  case CULM_VALUE_DOUBLE:
    if (read_double (node, &real))
      culm_record_set_double (record, field, real);
    break;
  case CULM_VALUE_INT:
    if (read_int (node, &number))
      culm_record_set_int (record, field, number);
    break;
  case CULM_VALUE_UINT32:
    if (read_uint32 (node, &number))
      culm_record_set_int (record, field, number);
    break;
  case CULM_VALUE_HEX:
    if (read_hex (node, &number))
      culm_record_set_int (record, field, number);
    break;
  case CULM_VALUE_BOOLEAN:
    if (read_boolean (node, &number))
      culm_record_set_int (record, field, number);
    break;
  case CULM_VALUE_INTS:
  case CULM_VALUE_STRINGS:
  case CULM_VALUE_RECORD:
  case CULM_VALUE_LIST:
  default: break;
  }
}

/* Nesting is the schema's: a message cannot make this deeper. */
static CulmRecord *
read_record (const CulmSchema *schema, JsonObject *object)
{
  CulmRecord *record = culm_record_new (schema);
  guint n_bare = 0;

  for (guint i = 0; i < schema->n_fields; i++) {
    const CulmField *field = &schema->fields[i];
    JsonNode *node = json_object_get_member (object, field->key);

    if (node == NULL)
      continue;
    n_bare += schema->bare_mask >> i & 1;
    if (JSON_NODE_HOLDS_VALUE (node)) {
      read_scalar (record, i, field->kind, node);
    } else if (JSON_NODE_HOLDS_OBJECT (node) && field->kind == CULM_VALUE_RECORD) {
      culm_record_take_record (record, i, read_record (field->item, json_node_get_object (node)));
    } else if (JSON_NODE_HOLDS_ARRAY (node) && field->kind == CULM_VALUE_INTS) {
      read_ints (record, i, json_node_get_array (node));
    } else if (JSON_NODE_HOLDS_ARRAY (node) && field->kind == CULM_VALUE_STRINGS) {
      read_strings (record, i, json_node_get_array (node));
    } else if (JSON_NODE_HOLDS_ARRAY (node) && field->kind == CULM_VALUE_LIST) {
      JsonArray *array = json_node_get_array (node);
      guint n = json_array_get_length (array);
      GPtrArray *list = g_ptr_array_new_full (n, (GDestroyNotify) culm_record_unref);

      for (guint j = 0; j < n; j++) {
        JsonNode *item = json_array_get_element (array, j);

        if (JSON_NODE_HOLDS_OBJECT (item))
          g_ptr_array_add (list, read_record (field->item, json_node_get_object (item)));
      }
      culm_record_take_list (record, i, list);
    }
  }
  culm_record_set_bare (record, schema->bare_mask != 0 && n_bare == json_object_get_size (object));
  return record;
}

static const char *
peek_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonObject *
peek_section (JsonObject *message, const char *name)
{
  JsonNode *node = json_object_get_member (message, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* A section whose command is not the expected one is the echo of another. */
static gboolean
is_for (JsonObject *section, const char *command)
{
  const char *name = section != NULL ? peek_text (section, "command") : NULL;

  return section != NULL && (name == NULL || g_str_equal (name, command));
}

static gboolean
is_full (JsonObject *print)
{
  JsonNode *node = json_object_get_member (print, "msg");
  gint64 msg;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && read_int (node, &msg))
    return msg == 0;
  return json_object_get_size (print) > DELTA_MAX_KEYS;
}

static CulmSwitch
read_presence (JsonObject *message)
{
  JsonObject *event = peek_section (message, "event");
  const char *name = event != NULL ? peek_text (event, "event") : NULL;

  if (g_strcmp0 (name, "client.connected") == 0)
    return CULM_SWITCH_ON;
  return g_strcmp0 (name, "client.disconnected") == 0 ? CULM_SWITCH_OFF : CULM_SWITCH_UNKNOWN;
}

static GPtrArray *
read_replies (JsonObject *message)
{
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_reply_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, message);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    CulmReply *reply =
        JSON_NODE_HOLDS_OBJECT (node) ? culm_reply_new_from_section (name, json_node_get_object (node)) : NULL;

    if (reply != NULL)
      g_ptr_array_add (replies, reply);
  }
  return replies;
}

CulmReport *
culm_report_new_from_json (JsonNode *message, GPtrArray **replies, GError **error)
{
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (message) ? json_node_get_object (message) : NULL;
  CulmRecord *status = NULL, *info = NULL;
  JsonObject *print, *versions;
  gboolean full = FALSE;

  if (root == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_MALFORMED, "Message refused: not a JSON object");
    return NULL;
  }
  print = peek_section (root, "print");
  versions = peek_section (root, "info");
  if (is_for (print, "push_status")) {
    status = read_record (&culm_status_schema, print);
    full = is_full (print);
  }
  if (is_for (versions, "get_version"))
    info = read_record (&culm_info_schema, versions);
  if (replies != NULL)
    *replies = read_replies (root);
  return culm_report_new (status, info, full, read_presence (root));
}

CulmReport *
culm_report_new_from_message (GBytes *message, GPtrArray **replies, GError **error)
{
  g_autoptr (JsonNode) root = culm_json_parse (message, error);

  return root != NULL ? culm_report_new_from_json (root, replies, error) : NULL;
}

CulmReport *
culm_report_new_from_bytes (GBytes *message, GError **error)
{
  return culm_report_new_from_message (message, NULL, error);
}
