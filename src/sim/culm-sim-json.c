/* culm-sim-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-json.h"

#include <math.h>
#include <string.h>

static JsonNode *G_GNUC_PRINTF (1, 0) parse_format (const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  for (char *c = text; *c != '\0'; c++)
    if (*c == '\'')
      *c = '"';
  node = json_from_string (text, &error);
  if (node == NULL)
    g_error ("culm-sim writes bad JSON: %s: %s", error->message, text);
  return node;
}

static JsonNode *
get_value (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

JsonNode *
culm_sim_json_new (const char *format, ...)
{
  va_list args;
  JsonNode *node;

  va_start (args, format);
  node = parse_format (format, args);
  va_end (args);
  return node;
}

JsonObject *
culm_sim_json_new_object (const char *format, ...)
{
  g_autoptr (JsonNode) node = NULL;
  va_list args;

  va_start (args, format);
  node = parse_format (format, args);
  va_end (args);
  return json_node_dup_object (node);
}

void
culm_sim_json_put (JsonObject *object, const char *member, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  json_object_set_member (object, member, parse_format (format, args));
  va_end (args);
}

void
culm_sim_json_add (JsonObject *object, const char *format, ...)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  va_list args;

  va_start (args, format);
  node = parse_format (format, args);
  va_end (args);
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (object, name, json_node_copy (value));
}

JsonObject *
culm_sim_json_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, culm_sim_json_copy (value));
  return copy;
}

JsonNode *
culm_sim_json_copy (JsonNode *node)
{
  JsonNode *copy;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    copy = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (copy, culm_sim_json_copy_object (json_node_get_object (node)));
    return copy;
  }
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_array_new (), *original = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (original); i++)
      json_array_add_element (array, culm_sim_json_copy (json_array_get_element (original, i)));
    copy = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (copy, array);
    return copy;
  }
  return json_node_copy (node);
}

double
culm_sim_json_get_double (JsonObject *object, const char *member, double fallback)
{
  JsonNode *node = get_value (object, member);
  const char *text;
  char *end;
  double value;

  if (node == NULL || json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return fallback;
  text = json_node_get_string (node);
  if (text == NULL) {
    value = json_node_get_double (node);
    return isfinite (value) ? value : fallback;
  }
  value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (value) ? value : fallback;
}

gint64
culm_sim_json_get_int (JsonObject *object, const char *member, gint64 fallback)
{
  double value = culm_sim_json_get_double (object, member, (double) fallback);

  return fabs (value) < 9e15 ? (gint64) value : fallback;
}

gboolean
culm_sim_json_get_bool (JsonObject *object, const char *member, gboolean fallback)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL || json_node_get_value_type (node) == G_TYPE_STRING)
    return fallback;
  return json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node)
                                                           : json_node_get_int (node) != 0;
}

const char *
culm_sim_json_get_string (JsonObject *object, const char *member, const char *fallback)
{
  JsonNode *node = get_value (object, member);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  return text != NULL ? text : fallback;
}

gboolean
culm_sim_json_is_number (JsonObject *object, const char *member)
{
  return culm_sim_json_get_double (object, member, -1e300) > -1e300;
}

JsonObject *
culm_sim_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
culm_sim_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

GBytes *
culm_sim_json_wrap (const char *section, JsonObject *content)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  char *text;

  json_node_take_object (root, json_object_new ());
  json_object_set_object_member (json_node_get_object (root), section, content);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}
