/* test-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-json.h"
#include <string.h>

typedef struct {
  const char *name, *text, *printed; /* NULL: refused as malformed */
} Case;

static const Case cases[] = {
  { "object", "{\"a\":[1,-2.5e3,true,null,\"x\"]}", "{\"a\":[1,-2500,true,null,\"x\"]}" },
  { "nan", "{\"a\":NaN,\"b\":1}", "{\"a\":{},\"b\":1}" },
  { "infinity", "[-Infinity,inf,+nan]", "[{},{},{}]" },
  { "nan-in-text", "{\"a\":\"NaN\"}", "{\"a\":\"NaN\"}" },
  { "duplicate-key", "{\"a\":1,\"a\":2}", "{\"a\":2}" },
  { "pair", "[\"\\ud83d\\ude00\"]", "[\"\xf0\x9f\x98\x80\"]" },
  { "half-pair", "[\"\\ud800x\"]", "[\"\xef\xbf\xbdx\"]" },
  { "wrong-half-first", "[\"\\udc00\\ud800\"]", "[\"\xef\xbf\xbd\xef\xbf\xbd\"]" },
  { "half-and-letter", "[\"\\ud800\\u0041\"]",
    "[\"\xef\xbf\xbd"
    "A\"]" },
  { "broken-utf8", "[\"\xff\"]", "[\"\xef\xbf\xbd\"]" },
  { "short-escape", "[\"\\u1\"]", NULL },
  { "cut-escape", "[\"\\u12", NULL },
  { "comment", "/* \" */ {}", NULL },
  { "line-comment", "# x\n{}", NULL },
  { "other-quotes", "{'a':1}", NULL },
  { "open-string", "{\"a", NULL },
  { "word", "{\"a\":yes}", NULL },
  { "minus-true", "[-true]", NULL },
  { "empty", "", NULL },
  { "blank", "  \n", NULL },
  { "two", "{} {}", NULL },
  { "closed-twice", "{}}", NULL },
};

static JsonNode *
parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return culm_json_parse (bytes, error);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = parse (test->text, strlen (test->text), &error);
  g_autofree char *printed = NULL;

  if (test->printed == NULL) {
    g_assert_null (root);
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
    return;
  }
  g_assert_no_error (error);
  printed = culm_json_print (root);
  g_assert_cmpstr (printed, ==, test->printed);
}

static void
test_nesting (void)
{
  for (guint depth = CULM_JSON_MAX_DEPTH; depth <= CULM_JSON_MAX_DEPTH + 1; depth++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) root = NULL;

    for (guint i = 0; i < depth; i++)
      g_string_append_c (text, '[');
    for (guint i = 0; i < depth; i++)
      g_string_append_c (text, ']');
    root = parse (text->str, text->len, &error);
    g_assert_cmpint (root != NULL, ==, depth == CULM_JSON_MAX_DEPTH);
    if (root == NULL)
      g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  }
}

static void
test_deep_and_open (void)
{
  g_autofree char *text = g_malloc (200 * 1024);
  g_autoptr (GError) error = NULL;

  memset (text, '[', 200 * 1024);
  g_assert_null (parse (text, 200 * 1024, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
}

/* What a walk takes for the end of a text, json-glib must as well: else nesting could hide in it. */
static void
test_nesting_behind_a_quote (void)
{
  static const char *const openings[] = { "[\"\\u1\" \"", "[\"\\\\\" , \"\\\"", "[\"\\u12\"\",\"", "['\"'" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++) {
    g_autoptr (GString) text = g_string_new (openings[i]);
    g_autoptr (GError) error = NULL;

    for (guint j = 0; j < 100000; j++)
      g_string_append_c (text, '[');
    g_assert_null (parse (text->str, text->len, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  }
}

static void
test_length (void)
{
  for (gsize length = CULM_JSON_MAX_BYTES; length <= CULM_JSON_MAX_BYTES + 1; length++) {
    g_autofree char *text = g_malloc (length);
    g_autoptr (JsonNode) root = NULL;

    memset (text, 'x', length);
    text[0] = text[length - 1] = '"';
    root = parse (text, length, NULL);
    g_assert_cmpint (root != NULL, ==, length == CULM_JSON_MAX_BYTES);
  }
}

static void
test_nul_byte (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = parse ("[\"a\0b\"]", 7, &error);
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  printed = culm_json_print (root);
  g_assert_cmpstr (printed, ==,
                   "[\"a\xef\xbf\xbd"
                   "b\"]");
}

static void
test_prints_short_numbers (void)
{
  static const char numbers[] = "[219.8,0.1,0.30000000000000004,1e21]";
  g_autoptr (JsonNode) root = parse (numbers, strlen (numbers), NULL);
  g_autofree char *printed = culm_json_print (root);

  g_assert_cmpstr (printed, ==, "[219.8,0.1,0.30000000000000004,1e+21]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/json/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/json/nesting", test_nesting);
  g_test_add_func ("/json/deep-and-open", test_deep_and_open);
  g_test_add_func ("/json/nesting-behind-a-quote", test_nesting_behind_a_quote);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/nul-byte", test_nul_byte);
  g_test_add_func ("/json/prints-short-numbers", test_prints_short_numbers);
  return g_test_run ();
}
