/* culm-raw-report.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-raw-report.h"
#include "culm-json.h"
#include <string.h>

#define HIDDEN "**REDACTED**"
/* A serial number begins with the model's three letters. */
#define SERIAL_SHOWN 3
/* A longer list is not matched by id. */
#define LIST_MAX 256
/* A message without `msg` that has more members than this is a full one (reference/mqtt.md §3.2). */
#define DELTA_MAX_KEYS 20

/* ---- Merging ---- */

/* The member that items of a list are told apart by; NULL: the list counts as a whole. */
static const char *
get_id_member (const char *list)
{
  static const char *const names[][2] = { { "ams", "id" }, { "tray", "id" }, { "lights_report", "node" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], list))
      return names[i][1];
  return NULL;
}

/* The text of an id, which may be a number. Returns: (transfer full) (nullable). */
static char *
dup_id (JsonNode *item, const char *member)
{
  JsonNode *id = JSON_NODE_HOLDS_OBJECT (item) ? json_object_get_member (json_node_get_object (item), member) : NULL;
  g_autofree char *text = id != NULL && JSON_NODE_HOLDS_VALUE (id) ? json_to_string (id, FALSE) : NULL;

  return text != NULL ? g_strdup (g_strdelimit (text, "\"", ' ')) : NULL;
}

static JsonNode *
find_item (JsonArray *list, const char *member, JsonNode *like)
{
  g_autofree char *wanted = dup_id (like, member);

  for (guint i = 0; wanted != NULL && i < json_array_get_length (list); i++) {
    g_autofree char *id = dup_id (json_array_get_element (list, i), member);

    if (id != NULL && g_str_equal (g_strstrip (id), g_strstrip (wanted)))
      return json_array_get_element (list, i);
  }
  return NULL;
}

/* A slot of which only the id and the state are told was emptied. */
static gboolean
is_bare (const char *list, JsonObject *item)
{
  guint n = json_object_get_size (item);

  return g_str_equal (list, "tray") && (n == 1 || (n == 2 && json_object_has_member (item, "state")));
}

static gboolean
goes_by_id (const char *name, JsonNode *known, JsonNode *news)
{
  return get_id_member (name) != NULL && JSON_NODE_HOLDS_ARRAY (known) && JSON_NODE_HOLDS_ARRAY (news) &&
         json_array_get_length (json_node_get_array (known)) <= LIST_MAX &&
         json_array_get_length (json_node_get_array (news)) <= LIST_MAX;
}

static gboolean
is_mergeable (const char *name, JsonNode *known, JsonNode *news)
{
  return (JSON_NODE_HOLDS_OBJECT (known) && JSON_NODE_HOLDS_OBJECT (news)) || goes_by_id (name, known, news);
}

static void
drop_missing (JsonArray *known, JsonArray *news, const char *id)
{
  for (guint i = json_array_get_length (known); i-- > 0;)
    if (find_item (news, id, json_array_get_element (known, i)) == NULL)
      json_array_remove_element (known, i);
}

/* Two that is_mergeable() accepts, into the first. Nesting is the parser's limit. */
static void
merge_node (const char *name, JsonNode *known, JsonNode *news, gboolean full)
{
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (news) ? json_node_get_array (news) : NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  if (list != NULL && full)
    drop_missing (json_node_get_array (known), list, get_id_member (name));
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonNode *item = json_array_get_element (list, i);
    JsonNode *match = find_item (json_node_get_array (known), get_id_member (name), item);

    if (match == NULL)
      json_array_add_element (json_node_get_array (known), json_node_copy (item));
    else if (is_bare (name, json_node_get_object (item)))
      json_node_set_object (match, json_node_get_object (item));
    else
      merge_node (name, match, item, full);
  }
  if (list != NULL)
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (news));
  while (json_object_iter_next_ordered (&iter, &key, &member)) {
    JsonNode *old = json_object_get_member (json_node_get_object (known), key);

    if (old != NULL && is_mergeable (key, old, member))
      merge_node (key, old, member, full);
    else
      json_object_set_member (json_node_get_object (known), key, json_node_copy (member));
  }
}

/* As culm_report_new_from_message() takes it. */
static gboolean
is_full (JsonObject *message)
{
  JsonNode *node = json_object_get_member (message, "print");
  JsonObject *print = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *msg = print != NULL ? json_object_get_member (print, "msg") : NULL;

  if (msg != NULL && JSON_NODE_HOLDS_VALUE (msg) && json_node_get_value_type (msg) == G_TYPE_INT64)
    return json_node_get_int (msg) == 0;
  return print != NULL && json_object_get_size (print) > DELTA_MAX_KEYS;
}

/* ---- Redacting ---- */

/* Members whose value is nobody's business, or whose letters tell who and where the owner is. */
static gboolean
is_secret (const char *name)
{
  static const char *const secrets[] = { "access_code", "accessCode", "passwd",  "password", "token",   "auth",
                                         "authkey",     "auth_key",   "ttcode",  "secret",   "email",   "account",
                                         "user_id",     "user_name",  "uid",     "ssid",     "bssid",   "mac",
                                         "ip",          "mask",       "gateway", "dev_ip",   "rtsp_url" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (g_ascii_strcasecmp (secrets[i], name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_serial (const char *name)
{
  return g_str_equal (name, "sn") || g_str_equal (name, "dev_id") || g_str_equal (name, "serial");
}

/* "disable" and "" say something; 0 is no address. */
static gboolean
says_nothing (JsonNode *value)
{
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;

  if (text != NULL)
    return *text == '\0' || g_str_equal (text, "disable") || g_str_equal (text, "enable");
  return json_node_get_value_type (value) == G_TYPE_INT64 && json_node_get_int (value) == 0;
}

static void
hide_serial (JsonNode *value, const char *serial)
{
  GString *text = g_string_new (json_node_get_string (value));
  g_autofree char *start = g_strndup (serial, SERIAL_SHOWN);
  g_autofree char *masked = g_strconcat (start, HIDDEN, NULL);

  g_string_replace (text, serial, masked, 0);
  json_node_set_string (value, text->str);
  g_string_free (text, TRUE);
}

static void
redact_value (const char *name, JsonNode *value, const char *serial)
{
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;
  const char *colon = text != NULL ? strstr (text, "://") : NULL;

  if (is_secret (name) && !says_nothing (value)) {
    json_node_set_string (value, HIDDEN);
  } else if (colon != NULL) { /* it may be signed */
    g_autofree char *scheme = g_strndup (text, (gsize) (colon - text));
    g_autofree char *masked = g_strconcat (scheme, "://" HIDDEN, NULL);

    json_node_set_string (value, masked);
  } else if (text != NULL && *text != '\0' && is_serial (name)) {
    g_autofree char *whole = g_strdup (text);

    hide_serial (value, whole);
  } else if (text != NULL && serial != NULL && *serial != '\0' && strstr (text, serial) != NULL) {
    hide_serial (value, serial);
  }
}

static void
redact_node (const char *name, JsonNode *node, const char *serial)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));

    for (GList *link = members; link != NULL; link = link->next)
      redact_node (link->data, json_object_get_member (json_node_get_object (node), link->data), serial);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      redact_node (name, json_array_get_element (array, i), serial);
  } else if (JSON_NODE_HOLDS_VALUE (node)) {
    redact_value (name, node, serial);
  }
}

JsonNode *
culm_raw_report_new (GPtrArray *messages)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  JsonNode *report = json_node_init_object (json_node_alloc (), nothing);

  for (guint i = 0; i < messages->len; i++) {
    g_autoptr (JsonNode) message = culm_json_parse (g_ptr_array_index (messages, i), NULL);

    if (message != NULL && JSON_NODE_HOLDS_OBJECT (message))
      merge_node ("", report, message, is_full (json_node_get_object (message)));
  }
  return report;
}

void
culm_raw_report_redact (JsonNode *report, const char *serial)
{
  redact_node ("", report, serial);
}
