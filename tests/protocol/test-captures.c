/* test-captures.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rig.h"
#include <string.h>

/* Captures of real printers, read from where they are kept; what they should say is ours, in expected/. */
static const char *const captures[] = {
  "x1c/multi-ams-finish", "p1p/ams-failed",  "p1/ams-running",          "a1/ams-lite-idle", "a1mini/get-version",
  "p2s/ams2-running",     "x2d/running-hms", "h2d/running-with-deltas", "h2c/rack-failed",
};

static JsonNode *
load (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

/* NULL, and the test skipped, where the captures are not at hand. */
static JsonNode *
load_capture (const char *name)
{
  const char *shared = g_getenv ("CULM_SHARED_DIR");
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "fixtures", file, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_test_skip ("No captures: set CULM_SHARED_DIR to the folder that has fixtures/");
    return NULL;
  }
  return load (path);
}

/* Takes the collector's wrapping off: a message of the report topic is what a printer sends. */
static char *
unwrap (const char *key, JsonNode *content)
{
  g_autofree char *text = json_to_string (content, FALSE);
  gboolean version = g_str_equal (key, "get_version") || g_str_equal (key, "info");
  const char *section = version ? "info" : "print";

  if (json_object_has_member (json_node_get_object (content), section))
    return g_steal_pointer (&text);
  return g_strdup_printf ("{\"%s\":%s}", section, text);
}

static gboolean
is_message (const char *key)
{
  return g_str_has_prefix (key, "push") || g_str_equal (key, "get_version") || g_str_equal (key, "print") ||
         g_str_equal (key, "info");
}

static void
feed_all (ReportRig *rig, JsonNode *capture)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *content;

  json_object_iter_init_ordered (&iter, json_node_get_object (capture));
  while (json_object_iter_next_ordered (&iter, &key, &content)) {
    g_autofree char *message = is_message (key) ? unwrap (key, content) : NULL;

    if (message != NULL)
      report_rig_feed (rig, message);
  }
}

static void
test_capture (gconstpointer name)
{
  g_autoptr (JsonNode) capture = load_capture (name), expected = NULL;
  g_autofree char *file = g_strdelimit (g_strconcat (name, ".json", NULL), "/", '-');
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "protocol", "expected", file, NULL);
  g_auto (ReportRig) rig = { 0 };
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  if (capture == NULL)
    return;
  expected = load (path);
  report_rig_init (&rig, NULL);
  feed_all (&rig, capture);
  json_object_iter_init_ordered (&iter, json_node_get_object (expected));
  while (json_object_iter_next_ordered (&iter, &key, &member)) {
    g_autofree char *value = report_rig_get (&rig, key);
    g_autofree char *wanted = report_rig_print_at (expected, key);

    g_test_message ("%s", key);
    g_assert_cmpstr (value, ==, wanted);
  }
}

/* The deltas of the H2D one by one. */
static void
test_deltas (void)
{
  static const struct {
    const char *delta, *path, *before, *after;
  } steps[] = {
    { "push_door_closed", "door", "\"closed\"", "\"closed\"" },
    { "push_door_opened", "door", "\"closed\"", "\"open\"" },
    { "push_left_extruder", "nozzles.1.active", "false", "true" },
    { "push_alt_nozzle_info", "nozzles.1.kind", "\"hardened_steel\"", "\"tungsten_carbide\"" },
  };
  g_autoptr (JsonNode) capture = load_capture ("h2d/running-with-deltas");
  g_auto (ReportRig) rig = { 0 };
  JsonObject *object;

  if (capture == NULL)
    return;
  object = json_node_get_object (capture);
  report_rig_init (&rig, "H2D");
  for (guint i = 0; i <= G_N_ELEMENTS (steps); i++) {
    const char *key = i == 0 ? "push_all" : steps[i - 1].delta;
    g_autofree char *message = unwrap (key, json_object_get_member (object, key));
    g_autofree char *before = i > 0 ? report_rig_get (&rig, steps[i - 1].path) : NULL, *after = NULL;

    report_rig_feed (&rig, message);
    if (i == 0)
      continue;
    after = report_rig_get (&rig, steps[i - 1].path);
    g_assert_cmpstr (before, ==, steps[i - 1].before);
    g_assert_cmpstr (after, ==, steps[i - 1].after);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (captures); i++) {
    g_autofree char *path = g_strdup_printf ("/captures/%s", captures[i]);

    g_test_add_data_func (path, captures[i], test_capture);
  }
  g_test_add_func ("/captures/deltas", test_deltas);
  return g_test_run ();
}
