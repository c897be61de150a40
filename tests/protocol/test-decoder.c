/* test-decoder.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-decoder.h"
#include "report-rig.h"
#include "culm-json.h"
#include "culm-printer-json.h"
#include <string.h>

/* Written by hand from the reference, for models that nobody has published a report of. */
static const char *const reports[] = { "h2c", "a2l", "x1e", "x2d" };

static GBytes *
load (const char *folder, const char *prefix, const char *name)
{
  g_autofree char *file = g_strconcat (prefix, name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "protocol", folder, file, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static void
test_report (gconstpointer name)
{
  g_autoptr (GBytes) messages = load ("reports", "", name), text = load ("expected", "report-", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmPrinter) printer = culm_decode_messages (messages, NULL, NULL, &error);
  g_autoptr (JsonNode) expected = NULL, decoded = NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  g_assert_no_error (error);
  expected = culm_json_parse (text, &error);
  g_assert_no_error (error);
  decoded = culm_printer_to_json (printer, 0);
  json_object_iter_init_ordered (&iter, json_node_get_object (decoded));
  while (json_object_iter_next_ordered (&iter, &key, &member)) {
    g_autofree char *value = culm_json_print (member), *wanted = report_rig_print_at (expected, key);

    g_test_message ("%s", key);
    g_assert_cmpstr (value, ==, wanted);
  }
  g_assert_cmpuint (json_object_get_size (json_node_get_object (decoded)), ==,
                    json_object_get_size (json_node_get_object (expected)));
}

#define ONE "{\"print\":{\"msg\":0,\"mc_percent\":1,\"gcode_state\":\"RUNNING\"}}"
#define TWO "{\"print\":{\"msg\":1,\"mc_percent\":2}}"

static const struct {
  const char *text;
  int progress; /* -1: refused */
  guint n_refused;
} files[] = {
  { ONE, 1, 0 },
  { " \n" ONE "\n\n", 1, 0 },
  { ONE "\n" TWO, 2, 0 },
  { ONE "\r\n\r\n" TWO "\r\n", 2, 0 },
  { "[" ONE "," TWO "]", 2, 0 },
  { "\xEF\xBB\xBF[ " ONE " ,\n " TWO " ] ", 2, 0 },
  { "[" ONE ",7,\"a,]b\",null," TWO "]", 2, 3 },
  { ONE "\nnoise\n" TWO, 2, 1 },
  { "{\"print\":{\"msg\":0,\"mc\n" ONE "\n" TWO, 2, 1 },
  { "{\"print\":{\"subtask_name\":\"a\\\"]}\",\n\"msg\":0,\"mc_percent\":1,\"gcode_state\":\"RUNNING\"}}", 1, 0 },
  { "", -1, 0 },
  { "[]", -1, 0 },
  { "[" ONE, -1, 0 },
  { "[" ONE "]]", -1, 0 },
  { "[" ONE " " TWO "]", -1, 0 },
  { "{\"print\":{\"msg\":0}", -1, 1 },
  { "{}", -1, 0 },
};

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) text = g_bytes_new_static (files[i].text, strlen (files[i].text));
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) refused = g_array_new (FALSE, FALSE, sizeof (guint));
    g_autoptr (CulmPrinter) printer = culm_decode_messages (text, NULL, refused, &error);

    g_test_message ("%s", files[i].text);
    g_assert_cmpuint (refused->len, ==, files[i].n_refused);
    if (files[i].progress < 0) {
      g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
      g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_FILE);
      continue;
    }
    g_assert_no_error (error);
    g_assert_cmpint (culm_job_get_progress (culm_printer_get_job (printer)), ==, files[i].progress);
  }
}

/* What was passed over is told by its line, and what is no JSON by its place. */
static void
test_tells_where (void)
{
  static const struct {
    const char *text, *lines, *words; /* `lines` NULL: nothing can be used */
  } cases[] = {
    { ONE "\nnoise\n" TWO "\n\nNaN\n", "2,5", NULL },
    { "noise\r\n\r\n" ONE, "1", NULL },
    { "[" ONE ",\n7,\n" TWO "]", "2", NULL },
    { "Infinity", NULL, "byte 0" },
    { " \n-Infinity\n", NULL, "byte 2" },
    { "[\nNaN]", NULL, "byte 2" },
    { "[1,NaN]", NULL, "byte 3" },
    { "{\"print\":{\"msg\":0}", NULL, "byte 18" },
    { "[" ONE " " TWO "]", NULL, "byte" },
    { "5", NULL, "no report" },
  };
  g_autofree char *open = g_strnfill (100, '['), *closed = g_strnfill (100, ']');
  g_autofree char *deep = g_strconcat (open, closed, NULL);

  for (guint i = 0; i <= G_N_ELEMENTS (cases); i++) {
    const char *file = i < G_N_ELEMENTS (cases) ? cases[i].text : deep;
    const char *lines = i < G_N_ELEMENTS (cases) ? cases[i].lines : NULL;
    const char *words = i < G_N_ELEMENTS (cases) ? cases[i].words : "byte 65";
    g_autoptr (GBytes) text = g_bytes_new_static (file, strlen (file));
    g_autoptr (GArray) refused = g_array_new (FALSE, FALSE, sizeof (guint));
    g_autoptr (GString) seen = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmPrinter) printer = culm_decode_messages (text, NULL, refused, &error);

    g_test_message ("%s: %s", file, error != NULL ? error->message : "");
    for (guint j = 0; j < refused->len; j++)
      g_string_append_printf (seen, "%s%u", j > 0 ? "," : "", g_array_index (refused, guint, j));
    g_assert_true ((printer != NULL) == (lines != NULL));
    if (lines != NULL)
      g_assert_cmpstr (seen->str, ==, lines);
    else
      g_assert_nonnull (strstr (error->message, words));
  }
}

/* Reports of two printers in turn, late ones and the same ones again: each knows its own, and the last word counts. */
static void
test_interleaved (void)
{
  static const char *const first[] = { "\"msg\":1,\"mc_percent\":30",
                                       "\"msg\":0,\"gcode_state\":\"RUNNING\",\"mc_percent\":31",
                                       "\"msg\":1,\"mc_percent\":32", "\"msg\":1,\"mc_percent\":32",
                                       "\"msg\":1,\"mc_percent\":31" };
  static const char *const second[] = { "\"msg\":0,\"gcode_state\":\"PAUSE\",\"mc_percent\":70,\"spd_lvl\":1",
                                        "\"msg\":1,\"mc_percent\":71", "\"msg\":1,\"gcode_state\":\"RUNNING\"",
                                        "\"msg\":0,\"gcode_state\":\"FINISH\",\"mc_percent\":100",
                                        "\"msg\":1,\"spd_lvl\":2" };
  g_auto (ReportRig) one = { 0 }, other = { 0 };

  report_rig_init (&one, "P1S");
  report_rig_init (&other, "H2D");
  for (guint i = 0; i < G_N_ELEMENTS (first); i++) {
    report_rig_feed_print (&one, first[i]);
    report_rig_feed_print (&other, second[i]);
    g_assert_true ((culm_printer_get_job (one.printer) != NULL) == (i > 0));
  }
  g_assert_cmpint (culm_printer_get_state (one.printer), ==, CULM_PRINTER_STATE_PRINTING);
  g_assert_cmpint (culm_job_get_progress (culm_printer_get_job (one.printer)), ==, 31);
  g_assert_cmpint (culm_printer_get_speed_level (one.printer), ==, 0);
  g_assert_cmpint (culm_printer_get_state (other.printer), ==, CULM_PRINTER_STATE_FINISHED);
  g_assert_cmpint (culm_job_get_progress (culm_printer_get_job (other.printer)), ==, 100);
  g_assert_cmpint (culm_printer_get_speed_level (other.printer), ==, 2);
}

static char *
decode (JsonArray *messages)
{
  g_autoptr (JsonNode) root = json_node_init_array (json_node_alloc (), messages), object = NULL;
  char *text = culm_json_print (root);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmPrinter) printer = culm_decode_messages (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  object = culm_printer_to_json (printer, 0);
  return culm_json_print (object);
}

/* A message that comes again says nothing new, and versions may come before or after the reports. */
static void
test_repeated_and_turned (gconstpointer name)
{
  g_autoptr (GBytes) text = load ("reports", "", name);
  g_autoptr (JsonNode) root = culm_json_parse (text, NULL);
  g_autoptr (JsonArray) plain = json_array_new (), doubled = json_array_new (), turned = json_array_new ();
  JsonArray *messages = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  g_autofree char *once = NULL, *twice = NULL, *other = NULL;

  for (guint i = 0; i < (messages != NULL ? json_array_get_length (messages) : 1); i++) {
    JsonNode *message = messages != NULL ? json_array_get_element (messages, i) : root;

    json_array_add_element (plain, json_node_copy (message));
    json_array_add_element (doubled, json_node_copy (message));
    json_array_add_element (doubled, json_node_copy (message));
    if (json_object_has_member (json_node_get_object (message), "info"))
      json_array_add_element (turned, json_node_copy (message));
  }
  for (guint i = 0; i < json_array_get_length (plain); i++)
    json_array_add_element (turned, json_node_copy (json_array_get_element (plain, i)));
  once = decode (plain);
  twice = decode (doubled);
  other = decode (turned);
  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpstr (once, ==, other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++) {
    g_autofree char *path = g_strdup_printf ("/decoder/report/%s", reports[i]);
    g_autofree char *again = g_strdup_printf ("/decoder/again/%s", reports[i]);

    g_test_add_data_func (path, reports[i], test_report);
    g_test_add_data_func (again, reports[i], test_repeated_and_turned);
  }
  g_test_add_func ("/decoder/files", test_files);
  g_test_add_func ("/decoder/tells-where", test_tells_where);
  g_test_add_func ("/decoder/interleaved", test_interleaved);
  return g_test_run ();
}
