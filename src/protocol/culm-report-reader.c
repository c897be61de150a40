/* culm-report-reader.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-reader.h"
#include "culm-json-text.h"
#include "culm-json.h"
#include <math.h>
#include <string.h>

/* A message without `msg` that has more members than this is a full one. */
#define DELTA_MAX_KEYS 20
/* The greatest double that is a whole number for sure. */
#define WHOLE_MAX 9007199254740992.0
/* No list of a printer is longer; more would hold the main loop while it is matched by id. */
#define LIST_MAX 256
/* Nor has a message more sections. */
#define REPLIES_MAX 16

/* All of the text, but for blanks around it. */
static gboolean
is_end (const char *text, const char *end)
{
  return end != text && end[strspn (end, " \t\r\n")] == '\0';
}

/* One value of the message. */
typedef struct {
  CulmJsonText *text;
  guint index;
} Node;

static CulmJsonKind
get_kind (Node node)
{
  return culm_json_text_get_token (node.text, node.index)->kind;
}

/* To what stands behind it. */
static void
step (Node *node)
{
  node->index = culm_json_text_get_token (node->text, node->index)->next;
}

static guint
count_items (Node array)
{
  return MIN (culm_json_text_get_token (array.text, array.index)->n, LIST_MAX);
}

static gboolean
read_double (Node node, double *value)
{
  CulmJsonKind kind = get_kind (node);
  const char *text;
  char *end = NULL;

  if (kind == CULM_JSON_INTEGER || kind == CULM_JSON_REAL) {
    *value = culm_json_text_get_double (node.text, node.index);
  } else if (kind == CULM_JSON_STRING) {
    text = culm_json_text_get_string (node.text, node.index);
    *value = g_ascii_strtod (text, &end);
    if (!is_end (text, end))
      return FALSE;
  } else {
    return FALSE;
  }
  return isfinite (*value);
}

static gboolean
read_int (Node node, gint64 *value)
{
  CulmJsonKind kind = get_kind (node);
  double real;

  if (kind == CULM_JSON_INTEGER && culm_json_text_get_int (node.text, node.index, value))
    return TRUE;
  if (kind == CULM_JSON_TRUE || kind == CULM_JSON_FALSE) {
    *value = kind == CULM_JSON_TRUE;
    return TRUE;
  }
  if (kind == CULM_JSON_STRING) {
    const char *text = culm_json_text_get_string (node.text, node.index);
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
read_uint32 (Node node, gint64 *value)
{
  if (!read_int (node, value) || *value < G_MININT32 || *value > (gint64) G_MAXUINT32)
    return FALSE;
  *value &= G_MAXUINT32;
  return TRUE;
}

static gboolean
read_hex (Node node, gint64 *value)
{
  const char *text;
  char *end = NULL;

  if (get_kind (node) != CULM_JSON_STRING)
    return read_int (node, value);
  text = culm_json_text_get_string (node.text, node.index);
  *value = (gint64) g_ascii_strtoull (text, &end, 16);
  return is_end (text, end) && strchr (text, '-') == NULL;
}

static gboolean
is_any_of (const char *text, const char *const *words)
{
  for (; *words != NULL; words++) {
    if (g_ascii_strcasecmp (text, *words) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
read_boolean (Node node, gint64 *value)
{
  static const char *const yes[] = { "true", "enable", "on", NULL };
  static const char *const no[] = { "false", "disable", "off", NULL };
  const char *text = get_kind (node) == CULM_JSON_STRING ? culm_json_text_get_string (node.text, node.index) : NULL;

  if (text != NULL && (is_any_of (text, yes) || is_any_of (text, no))) {
    *value = is_any_of (text, yes);
    return TRUE;
  }
  if (!read_int (node, value))
    return FALSE;
  *value = *value != 0;
  return TRUE;
}

static void
read_string (CulmRecord *record, guint field, Node node)
{
  CulmJsonKind kind = get_kind (node);
  g_autofree char *number = NULL;
  gint64 whole;
  double real;

  if (kind == CULM_JSON_STRING) {
    culm_record_set_string (record, field, culm_json_text_get_string (node.text, node.index));
  } else if (kind == CULM_JSON_INTEGER && culm_json_text_get_int (node.text, node.index, &whole)) {
    number = g_strdup_printf ("%" G_GINT64_FORMAT, whole);
    culm_record_set_string (record, field, number);
  } else if ((kind == CULM_JSON_INTEGER || kind == CULM_JSON_REAL) && read_double (node, &real)) {
    number = g_strdup_printf ("%g", real);
    culm_record_set_string (record, field, number);
  }
}

static void
read_ints (CulmRecord *record, guint field, Node array)
{
  guint n = count_items (array);
  GArray *ints = g_array_sized_new (FALSE, FALSE, sizeof (int), n);
  Node node = { array.text, array.index + 1 };

  for (guint i = 0; i < n; i++, step (&node)) {
    gint64 value;

    if (read_int (node, &value) && value >= G_MININT && value <= G_MAXINT) {
      int number = (int) value;

      g_array_append_val (ints, number);
    }
  }
  culm_record_take_ints (record, field, ints);
}

static void
read_strings (CulmRecord *record, guint field, Node array)
{
  guint n = count_items (array);
  GPtrArray *strings = g_ptr_array_new_full (n + 1, g_free);
  Node node = { array.text, array.index + 1 };

  for (guint i = 0; i < n; i++, step (&node)) {
    if (get_kind (node) == CULM_JSON_STRING)
      g_ptr_array_add (strings, g_strdup (culm_json_text_get_string (node.text, node.index)));
  }
  g_ptr_array_add (strings, NULL);
  culm_record_take_strings (record, field, strings);
}

static void
read_scalar (CulmRecord *record, guint field, CulmValueKind kind, Node node)
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

/* Returns: n_fields when the schema does not name it. */
static guint
find_field (const CulmSchema *schema, Node name)
{
  gsize length;
  const char *text = culm_json_text_peek (name.text, name.index, &length);

  for (guint i = 0; i < schema->n_fields; i++) {
    const char *key = schema->fields[i].key;

    /* Most differ in the first letter already. */
    if (*key == *text && strncmp (key, text, length) == 0 && key[length] == '\0')
      return i;
  }
  return schema->n_fields;
}

/* Nesting is the schema's: a message cannot make this deeper. */
static CulmRecord *
read_record (const CulmSchema *schema, Node object)
{
  CulmRecord *record = culm_record_new (schema);
  guint n = culm_json_text_get_token (object.text, object.index)->n, n_bare = 0;
  Node node = { object.text, object.index + 1 };

  for (guint i = 0; i < n; i++, step (&node)) {
    guint id = find_field (schema, node);
    const CulmField *field = &schema->fields[id];
    CulmJsonKind kind;

    step (&node);
    if (id == schema->n_fields)
      continue;
    kind = get_kind (node);
    n_bare += schema->bare_mask >> id & 1;
    if (kind == CULM_JSON_OBJECT && field->kind == CULM_VALUE_RECORD) {
      culm_record_take_record (record, id, read_record (field->item, node));
    } else if (kind == CULM_JSON_ARRAY && field->kind == CULM_VALUE_INTS) {
      read_ints (record, id, node);
    } else if (kind == CULM_JSON_ARRAY && field->kind == CULM_VALUE_STRINGS) {
      read_strings (record, id, node);
    } else if (kind == CULM_JSON_ARRAY && field->kind == CULM_VALUE_LIST) {
      guint n_items = count_items (node);
      GPtrArray *list = g_ptr_array_new_full (n_items, (GDestroyNotify) culm_record_unref);
      Node item = { node.text, node.index + 1 };

      for (guint j = 0; j < n_items; j++, step (&item)) {
        if (get_kind (item) == CULM_JSON_OBJECT)
          g_ptr_array_add (list, read_record (field->item, item));
      }
      culm_record_take_list (record, id, list);
    } else if (kind != CULM_JSON_OBJECT && kind != CULM_JSON_ARRAY) {
      read_scalar (record, id, field->kind, node);
    }
  }
  culm_record_set_bare (record, schema->bare_mask != 0 && n_bare == n);
  return record;
}

/* Returns: 0 when there is none of this name and kind. */
static guint
find_member (CulmJsonText *text, guint object, const char *name, CulmJsonKind kind)
{
  guint found = culm_json_text_find (text, object, name);

  return found != 0 && culm_json_text_get_token (text, found)->kind == kind ? found : 0;
}

static gboolean
holds_text (CulmJsonText *text, guint object, const char *name, const char *value)
{
  guint found = find_member (text, object, name, CULM_JSON_STRING);

  return found != 0 && g_str_equal (culm_json_text_get_string (text, found), value);
}

/* A section whose command is not the expected one is the echo of another. */
static gboolean
is_for (CulmJsonText *text, guint section, const char *command)
{
  return section != 0 && (find_member (text, section, "command", CULM_JSON_STRING) == 0 ||
                          holds_text (text, section, "command", command));
}

static gboolean
is_full (CulmJsonText *text, guint print)
{
  guint found = culm_json_text_find (text, print, "msg");
  gint64 msg;

  if (found != 0 && read_int ((Node){ text, found }, &msg))
    return msg == 0;
  return culm_json_text_get_token (text, print)->n > DELTA_MAX_KEYS;
}

static CulmSwitch
read_presence (CulmJsonText *text)
{
  guint event = find_member (text, 0, "event", CULM_JSON_OBJECT);

  if (event != 0 && holds_text (text, event, "event", "client.connected"))
    return CULM_SWITCH_ON;
  return event != 0 && holds_text (text, event, "event", "client.disconnected") ? CULM_SWITCH_OFF : CULM_SWITCH_UNKNOWN;
}

/* What culm_reply_new_from_section() looks at: the echo of a command may be long. */
static JsonObject *
build_answer (CulmJsonText *text, guint section)
{
  static const char *const names[] = { "command", "sequence_id", "result", "reason", "err_code", "errno", "soft_temp" };
  JsonObject *answer = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    guint found = culm_json_text_find (text, section, names[i]);

    if (found != 0 && culm_json_text_get_token (text, found)->kind > CULM_JSON_ARRAY)
      json_object_set_member (answer, names[i], culm_json_build (text, found));
  }
  return answer;
}

static GPtrArray *
read_replies (CulmJsonText *text)
{
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_reply_free);
  guint n = culm_json_text_get_token (text, 0)->n;
  Node node = { text, 1 };

  for (guint i = 0; i < n && replies->len < REPLIES_MAX; i++, step (&node)) {
    g_autofree char *name = NULL;
    g_autoptr (JsonObject) answer = NULL;
    CulmReply *reply;

    name = g_strdup (culm_json_text_get_string (text, node.index));
    step (&node);
    if (find_member (text, node.index, "command", CULM_JSON_STRING) == 0 ||
        holds_text (text, node.index, "command", "push_status"))
      continue;
    answer = build_answer (text, node.index);
    reply = culm_reply_new_from_section (name, answer);
    if (reply != NULL)
      g_ptr_array_add (replies, reply);
  }
  return replies;
}

CulmReport *
culm_report_new_from_message (GBytes *message, GPtrArray **replies, GError **error)
{
  g_autoptr (CulmJsonText) text = culm_json_text_new (message, error);
  CulmRecord *status = NULL, *info = NULL;
  guint print, versions;
  gboolean full = FALSE;

  if (text == NULL)
    return NULL;
  if (culm_json_text_get_token (text, 0)->kind != CULM_JSON_OBJECT) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_MALFORMED, "Message refused: not a JSON object");
    return NULL;
  }
  print = find_member (text, 0, "print", CULM_JSON_OBJECT);
  versions = find_member (text, 0, "info", CULM_JSON_OBJECT);
  if (is_for (text, print, "push_status")) {
    status = read_record (&culm_status_schema, (Node){ text, print });
    full = is_full (text, print);
  }
  if (is_for (text, versions, "get_version"))
    info = read_record (&culm_info_schema, (Node){ text, versions });
  if (replies != NULL)
    *replies = read_replies (text);
  return culm_report_new (status, info, full, read_presence (text));
}

CulmReport *
culm_report_new_from_bytes (GBytes *message, GError **error)
{
  return culm_report_new_from_message (message, NULL, error);
}
