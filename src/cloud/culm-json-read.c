/* culm-json-read.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-json-read.h"

#include <math.h>
#include <string.h>

/* The member when it is there and no null. */
static JsonNode *
find_member (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* The value of a member that is no object and no array. */
static gboolean
find_value (JsonObject *object, const char *member, GValue *value)
{
  JsonNode *node = find_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  json_node_get_value (node, value);
  return TRUE;
}

static gboolean
convert_double (const GValue *value, double *number)
{
  if (G_VALUE_HOLDS_INT64 (value)) {
    *number = (double) g_value_get_int64 (value);
  } else if (G_VALUE_HOLDS_DOUBLE (value)) {
    *number = g_value_get_double (value);
  } else if (G_VALUE_HOLDS_STRING (value)) {
    const char *text = g_value_get_string (value);
    char *end = NULL;

    *number = g_ascii_strtod (text, &end);
    if (end == text || end[strspn (end, " \t\r\n")] != '\0')
      return FALSE;
  } else {
    return FALSE;
  }
  return isfinite (*number);
}

static gboolean
convert_int (const GValue *value, gint64 *number)
{
  double fraction;

  if (G_VALUE_HOLDS_INT64 (value)) {
    *number = g_value_get_int64 (value);
    return TRUE;
  }
  if (G_VALUE_HOLDS_STRING (value)) {
    g_autofree char *text = g_strstrip (g_strdup (g_value_get_string (value)));

    if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL))
      return TRUE;
  }
  if (!convert_double (value, &fraction) || fraction < -9.2e18 || fraction > 9.2e18)
    return FALSE;
  *number = (gint64) fraction;
  return TRUE;
}

char *
culm_json_read_string (JsonObject *object, const char *member)
{
  g_auto (GValue) value = G_VALUE_INIT;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!find_value (object, member, &value))
    return NULL;
  if (G_VALUE_HOLDS_STRING (&value))
    return *g_value_get_string (&value) != '\0' ? g_value_dup_string (&value) : NULL;
  if (G_VALUE_HOLDS_INT64 (&value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (&value));
  if (G_VALUE_HOLDS_DOUBLE (&value))
    return g_strdup (g_ascii_dtostr (number, sizeof number, g_value_get_double (&value)));
  return NULL;
}

char *
culm_json_read_word (JsonObject *object, const char *first, const char *second)
{
  const char *const members[] = { first, second };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *text = culm_json_read_string (object, members[i]);

    if (text != NULL && *g_strstrip (text) != '\0')
      return g_steal_pointer (&text);
  }
  return NULL;
}

gint64
culm_json_read_int (JsonObject *object, const char *member, gint64 fallback)
{
  g_auto (GValue) value = G_VALUE_INIT;
  gint64 number;

  return find_value (object, member, &value) && convert_int (&value, &number) ? number : fallback;
}

double
culm_json_read_double (JsonObject *object, const char *member, double fallback)
{
  g_auto (GValue) value = G_VALUE_INIT;
  double number;

  return find_value (object, member, &value) && convert_double (&value, &number) ? number : fallback;
}

gboolean
culm_json_read_bool (JsonObject *object, const char *member, gboolean fallback)
{
  g_auto (GValue) value = G_VALUE_INIT;
  double number;

  if (!find_value (object, member, &value))
    return fallback;
  if (G_VALUE_HOLDS_BOOLEAN (&value))
    return g_value_get_boolean (&value);
  if (G_VALUE_HOLDS_STRING (&value) && g_ascii_strcasecmp (g_value_get_string (&value), "true") == 0)
    return TRUE;
  if (G_VALUE_HOLDS_STRING (&value) && g_ascii_strcasecmp (g_value_get_string (&value), "false") == 0)
    return FALSE;
  return convert_double (&value, &number) ? number != 0 : fallback;
}

JsonObject *
culm_json_read_object (JsonObject *object, const char *member)
{
  JsonNode *node = find_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
culm_json_read_array (JsonObject *object, const char *member)
{
  JsonNode *node = find_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
culm_json_read_element (JsonArray *array, guint index)
{
  JsonNode *node =
      array != NULL && index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
