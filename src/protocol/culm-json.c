/* culm-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-json.h"
#include <stdlib.h>
#include <string.h>

/* What stands for a number that is none: an object is of the wrong type wherever a number may be. */
#define NO_NUMBER "{}"
#define REPLACEMENT "fffd"

/* A walk over the text before the parser: json-glib follows nesting with its stack, takes comments and other quotes,
 * and lets half a surrogate pair through as invalid UTF-8. */
typedef struct {
  const char *text;
  gsize length, at;
  char *mended;   /* a copy to write to; NULL in the first walk */
  gboolean dirty; /* there is something to mend */
} Walk;

static void
mend (Walk *walk, gsize at, gsize length, const char *with)
{
  walk->dirty = TRUE;
  if (walk->mended == NULL)
    return;
  memset (walk->mended + at, ' ', length);
  memcpy (walk->mended + at, with, strlen (with));
}

/* The four digits after `\u`; -1 when they are not there. */
static int
read_escape (const Walk *walk, gsize at)
{
  int code = 0;

  if (at + 6 > walk->length || walk->text[at] != '\\' || walk->text[at + 1] != 'u')
    return -1;
  for (gsize i = at + 2; i < at + 6; i++) {
    int digit = g_ascii_xdigit_value (walk->text[i]);

    if (digit < 0)
      return -1;
    code = code << 4 | digit;
  }
  return code;
}

/* At a `\u`. */
static gboolean
skip_escape (Walk *walk)
{
  int code = read_escape (walk, walk->at), second;

  if (code < 0)
    return FALSE;
  if (code < 0xD800 || code > 0xDFFF) {
    walk->at += 6;
    return TRUE;
  }
  second = read_escape (walk, walk->at + 6);
  if (code <= 0xDBFF && second >= 0xDC00 && second <= 0xDFFF) {
    walk->at += 12;
    return TRUE;
  }
  mend (walk, walk->at + 2, 4, REPLACEMENT);
  walk->at += 6;
  return TRUE;
}

/* At a quote; ends after the other one. */
static gboolean
skip_string (Walk *walk)
{
  walk->at++;
  while (walk->at < walk->length) {
    char c = walk->text[walk->at];

    if (c == '"') {
      walk->at++;
      return TRUE;
    }
    if (c == '\\' && walk->at + 1 < walk->length && walk->text[walk->at + 1] == 'u') {
      if (!skip_escape (walk))
        return FALSE;
    } else {
      walk->at += c == '\\' ? 2 : 1;
    }
  }
  return FALSE;
}

static gboolean
skip_word (Walk *walk, gsize from)
{
  static const char *const words[] = { "true", "false", "null" };
  static const char *const numbers[] = { "nan", "inf", "infinity" };
  gsize start = walk->at, length;

  while (walk->at < walk->length && g_ascii_isalpha (walk->text[walk->at]))
    walk->at++;
  length = walk->at - start;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (length == strlen (words[i]) && strncmp (walk->text + start, words[i], length) == 0)
      return from == start;
  }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (length == strlen (numbers[i]) && g_ascii_strncasecmp (walk->text + start, numbers[i], length) == 0) {
      mend (walk, from, walk->at - from, NO_NUMBER);
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
skip_number (Walk *walk)
{
  gsize start = walk->at;

  if (walk->text[walk->at] == '-' || walk->text[walk->at] == '+')
    walk->at++;
  if (walk->at < walk->length && g_ascii_isalpha (walk->text[walk->at]))
    return skip_word (walk, start);
  while (walk->at < walk->length &&
         (g_ascii_isdigit (walk->text[walk->at]) || strchr (".eE+-", walk->text[walk->at]) != NULL))
    walk->at++;
  return walk->at > start;
}

static gboolean
fail_malformed (GError **error, const char *what)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_MALFORMED, "Message refused: %s", what);
  return FALSE;
}

static gboolean
skip_value (Walk *walk)
{
  char c = walk->text[walk->at];

  if (c == '"')
    return skip_string (walk);
  if (g_ascii_isalpha (c))
    return skip_word (walk, walk->at);
  return (g_ascii_isdigit (c) || c == '-' || c == '+') && skip_number (walk);
}

static gboolean
walk_text (Walk *walk, GError **error)
{
  guint depth = 0, n_roots = 0;

  while (walk->at < walk->length) {
    char c = walk->text[walk->at];
    gboolean fine = TRUE;

    if (c == ',' || c == ':' || g_ascii_isspace (c)) {
      walk->at++;
      continue;
    }
    if (c == '}' || c == ']') {
      fine = depth-- > 0;
      walk->at++;
    } else {
      fine = depth > 0 || n_roots++ == 0;
      if (c == '{' || c == '[') {
        depth++;
        walk->at++;
      } else {
        fine = fine && skip_value (walk);
      }
    }
    if (!fine)
      return fail_malformed (error, "not JSON");
    if (depth > CULM_JSON_MAX_DEPTH)
      return fail_malformed (error, "nested too deeply");
  }
  return TRUE;
}

/* TRUE with `mended` NULL: the text is fine as it is. */
static gboolean
check_text (const char *text, gsize length, char **mended, GError **error)
{
  Walk walk = { .text = text, .length = length };

  *mended = NULL;
  if (!walk_text (&walk, error))
    return FALSE;
  if (!walk.dirty)
    return TRUE;
  *mended = g_memdup2 (text, length);
  walk = (Walk){ .text = text, .length = length, .mended = *mended };
  return walk_text (&walk, error);
}

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

static void
print_node (GString *text, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    const char *name, *separator = "";
    JsonNode *member;

    g_string_append_c (text, '{');
    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    for (; json_object_iter_next_ordered (&iter, &name, &member); separator = ",") {
      g_string_append (text, separator);
      print_string (text, name);
      g_string_append_c (text, ':');
      print_node (text, member);
    }
    g_string_append_c (text, '}');
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    g_string_append_c (text, '[');
    for (guint i = 0; i < json_array_get_length (array); i++) {
      g_string_append (text, i > 0 ? "," : "");
      print_node (text, json_array_get_element (array, i));
    }
    g_string_append_c (text, ']');
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE) {
    print_number (text, json_node_get_double (node));
  } else {
    g_autofree char *value = json_to_string (node, FALSE);

    g_string_append (text, value);
  }
}

JsonNode *
culm_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *valid = NULL, *mended = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *root = NULL;

  if (length == 0 || length > CULM_JSON_MAX_BYTES) {
    fail_malformed (error, length == 0 ? "empty" : "too long");
    return NULL;
  }
  if (!g_utf8_validate_len (text, length, NULL)) {
    text = valid = g_utf8_make_valid (text, (gssize) length);
    length = strlen (valid);
  }
  if (!check_text (text, length, &mended, error))
    return NULL;
  parser = json_parser_new ();
  if (json_parser_load_from_data (parser, mended != NULL ? mended : text, (gssize) length, &problem))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    fail_malformed (error, problem != NULL ? problem->message : "empty");
  return root;
}

char *
culm_json_print (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  print_node (text, node);
  return g_string_free (text, FALSE);
}
