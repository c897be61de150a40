/* culm-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-json.h"

static void
print_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  if (g_ascii_strtod (buffer, NULL) != number)
    g_ascii_dtostr (buffer, sizeof buffer, number);
  g_string_append (text, buffer);
}

static void
print_string (GString *text, const char *string)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), string);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append (text, quoted);
}

/* A new line with so many blanks; in compact text, which has no lines, nothing. */
static void
print_break (GString *text, int level)
{
  if (level >= 0)
    g_string_append_printf (text, "\n%*s", level, "");
}

/* `level` is how deep it stands, -1 in compact text. */
static void
print_node (GString *text, JsonNode *node, int level)
{
  int inner = level >= 0 ? level + 1 : -1;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    const char *name, *separator = "";
    JsonNode *member;

    g_string_append_c (text, '{');
    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    for (; json_object_iter_next_ordered (&iter, &name, &member); separator = ",") {
      g_string_append (text, separator);
      print_break (text, inner);
      print_string (text, name);
      g_string_append (text, level >= 0 ? ": " : ":");
      print_node (text, member, inner);
    }
    if (*separator != '\0')
      print_break (text, level);
    g_string_append_c (text, '}');
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    g_string_append_c (text, '[');
    for (guint i = 0; i < json_array_get_length (array); i++) {
      g_string_append (text, i > 0 ? "," : "");
      print_break (text, inner);
      print_node (text, json_array_get_element (array, i), inner);
    }
    if (json_array_get_length (array) > 0)
      print_break (text, level);
    g_string_append_c (text, ']');
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE) {
    print_number (text, json_node_get_double (node));
  } else {
    g_autofree char *value = json_to_string (node, FALSE);

    g_string_append (text, value);
  }
}

JsonNode *
culm_json_build (CulmJsonText *text, guint index)
{
  const CulmJsonToken *token = culm_json_text_get_token (text, index);
  JsonNode *node = json_node_alloc ();
  guint at = index + 1;
  gint64 whole;

  switch (token->kind) {
  case CULM_JSON_STRING: return json_node_init_string (node, culm_json_text_get_string (text, index));
  case CULM_JSON_TRUE:
  case CULM_JSON_FALSE: return json_node_init_boolean (node, token->kind == CULM_JSON_TRUE);
  case CULM_JSON_NULL: return json_node_init_null (node);
  case CULM_JSON_INTEGER:
    if (culm_json_text_get_int (text, index, &whole))
      return json_node_init_int (node, whole);
    return json_node_init_double (node, culm_json_text_get_double (text, index));
  case CULM_JSON_REAL: return json_node_init_double (node, culm_json_text_get_double (text, index));
  case CULM_JSON_ARRAY: {
    g_autoptr (JsonArray) array = json_array_sized_new (token->n);

    for (guint i = 0; i < token->n; i++, at = culm_json_text_get_token (text, at)->next)
      json_array_add_element (array, culm_json_build (text, at));
    return json_node_init_array (node, array);
  }
  case CULM_JSON_OBJECT:
  case CULM_JSON_NO_NUMBER:
  default: {
    g_autoptr (JsonObject) object = json_object_new ();

    for (guint i = 0; i < token->n; i++, at = culm_json_text_get_token (text, at + 1)->next) {
      g_autofree char *name = g_strdup (culm_json_text_get_string (text, at));

      json_object_set_member (object, name, culm_json_build (text, at + 1));
    }
    return json_node_init_object (node, object);
  }
  }
}

JsonNode *
culm_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (CulmJsonText) text = culm_json_text_new (bytes, error);

  return text != NULL ? culm_json_build (text, 0) : NULL;
}

char *
culm_json_print (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  print_node (text, node, -1);
  return g_string_free (text, FALSE);
}

char *
culm_json_print_lines (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  print_node (text, node, 0);
  return g_string_free (text, FALSE);
}
