/* culm-ctl-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void
append_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++) {
    guchar byte = (guchar) *p;

    if (byte == '"' || byte == '\\')
      g_string_append_printf (text, "\\%c", byte);
    else if (byte == '\n')
      g_string_append (text, "\\n");
    else if (byte < 0x20 || byte == 0x7f)
      g_string_append_printf (text, "\\u%04x", byte);
    else
      g_string_append_c (text, (char) byte);
  }
  g_string_append_c (text, '"');
}

static void
append_double (GString *text, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value)) {
    g_string_append (text, "null");
    return;
  }
  for (int precision = 15; precision <= 17; precision++) {
    char format[8];

    g_snprintf (format, sizeof format, "%%.%dg", precision);
    g_ascii_formatd (digits, sizeof digits, format, value);
    if (g_ascii_strtod (digits, NULL) == value)
      break;
  }
  g_string_append (text, digits);
}

static void
append_value (GString *text, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    append_string (text, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    append_double (text, json_node_get_double (node));
}

static void
append_node (GString *text, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject *object = json_node_get_object (node);
    JsonObjectIter iter;
    const char *name;
    JsonNode *member;
    char comma = '{';

    json_object_iter_init_ordered (&iter, object);
    for (; json_object_iter_next_ordered (&iter, &name, &member); comma = ',') {
      g_string_append_c (text, comma);
      append_string (text, name);
      g_string_append_c (text, ':');
      append_node (text, member);
    }
    g_string_append (text, comma == '{' ? "{}" : "}");
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    g_string_append_c (text, '[');
    for (guint i = 0; i < json_array_get_length (array); i++) {
      if (i > 0)
        g_string_append_c (text, ',');
      append_node (text, json_array_get_element (array, i));
    }
    g_string_append_c (text, ']');
  } else if (JSON_NODE_HOLDS_VALUE (node)) {
    append_value (text, node);
  } else {
    g_string_append (text, "null");
  }
}

char *
culm_ctl_json_to_text (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  append_node (text, node);
  return g_string_free (text, FALSE);
}

void
culm_ctl_print_json (JsonNode *node)
{
  g_autofree char *text = culm_ctl_json_to_text (node);

  /* Not g_print(): JSON is UTF-8 whatever the locale. */
  puts (text);
  fflush (stdout);
  json_node_unref (node);
}
