/* test-json-read.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-json-read.h"

static const char document[] =
    "{\"text\":\"a\",\"empty\":\"\",\"null\":null,\"int\":1090332016999,\"digits\":\" 42 \",\"real\":5.65,"
    "\"real-text\":\"2.5\",\"yes\":true,\"no\":\"False\",\"one\":1,\"huge\":1e300,\"noise\":\"4x\","
    "\"object\":{\"a\":1},\"array\":[{\"b\":2},3]}";

static JsonObject *
load (JsonNode **root)
{
  *root = json_from_string (document, NULL);
  return json_node_get_object (*root);
}

static void
test_texts (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = load (&root);
  static const char *const rows[][2] = {
    { "text", "a" }, { "empty", NULL },  { "null", NULL },  { "absent", NULL }, { "int", "1090332016999" },
    { "yes", NULL }, { "object", NULL }, { "array", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = culm_json_read_string (object, rows[i][0]);

    g_assert_cmpstr (text, ==, rows[i][1]);
  }
  g_assert_null (culm_json_read_string (NULL, "text"));
}

static void
test_numbers (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = load (&root);

  g_assert_cmpint (culm_json_read_int (object, "int", -1), ==, 1090332016999);
  g_assert_cmpint (culm_json_read_int (object, "digits", -1), ==, 42);
  g_assert_cmpint (culm_json_read_int (object, "real", -1), ==, 5);
  g_assert_cmpint (culm_json_read_int (object, "real-text", -1), ==, 2);
  g_assert_cmpint (culm_json_read_int (object, "huge", -1), ==, -1);
  g_assert_cmpint (culm_json_read_int (object, "noise", -1), ==, -1);
  g_assert_cmpint (culm_json_read_int (object, "empty", -1), ==, -1);
  g_assert_cmpint (culm_json_read_int (object, "yes", -1), ==, -1);
  g_assert_cmpint (culm_json_read_int (object, "array", -1), ==, -1);
  g_assert_cmpfloat (culm_json_read_double (object, "real", -1), ==, 5.65);
  g_assert_cmpfloat (culm_json_read_double (object, "digits", -1), ==, 42);
  g_assert_cmpfloat (culm_json_read_double (object, "null", -1), ==, -1);
}

static void
test_truths (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = load (&root);

  g_assert_true (culm_json_read_bool (object, "yes", FALSE));
  g_assert_false (culm_json_read_bool (object, "no", TRUE));
  g_assert_true (culm_json_read_bool (object, "one", FALSE));
  g_assert_true (culm_json_read_bool (object, "absent", TRUE));
  g_assert_true (culm_json_read_bool (object, "text", TRUE));
}

static void
test_containers (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = load (&root);
  JsonArray *array = culm_json_read_array (object, "array");

  g_assert_nonnull (culm_json_read_object (object, "object"));
  g_assert_null (culm_json_read_object (object, "array"));
  g_assert_null (culm_json_read_array (object, "null"));
  g_assert_cmpint (culm_json_read_int (culm_json_read_element (array, 0), "b", 0), ==, 2);
  g_assert_null (culm_json_read_element (array, 1));
  g_assert_null (culm_json_read_element (array, 2));
  g_assert_null (culm_json_read_element (NULL, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-read/texts", test_texts);
  g_test_add_func ("/json-read/numbers", test_numbers);
  g_test_add_func ("/json-read/truths", test_truths);
  g_test_add_func ("/json-read/containers", test_containers);
  return g_test_run ();
}
