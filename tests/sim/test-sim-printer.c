/* test-sim-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-probe.h"

static char *
describe (guint64 seed, guint index)
{
  CulmSimPrinterConfig config = { .model = "X1C", .state = "printing", .seed = seed, .index = index, .speed = 1 };
  g_autoptr (CulmSimPrinter) printer = culm_sim_printer_new (&config, NULL);
  g_autoptr (JsonObject) state = NULL;
  g_autoptr (JsonNode) node = NULL;
  GPtrArray *tasks;
  char *text;

  culm_sim_printer_set_now (printer, 1800000000);
  state = culm_sim_printer_dup_state (printer);
  json_object_remove_member (state, "print"); /* and the two instants of a job that began before the clock was set */
  json_object_remove_member (state, "gcode_start_time");
  tasks = culm_sim_printer_dup_tasks (printer);
  for (guint i = 0; i < tasks->len; i++) {
    JsonObject *task = g_ptr_array_index (tasks, i);
    g_autofree char *key = g_strdup_printf ("task %u", i);

    json_object_set_string_member (state, key, json_object_get_string_member (task, "title"));
  }
  g_ptr_array_unref (tasks);
  node = json_node_init_object (json_node_alloc (), state);
  text = json_to_string (node, FALSE);
  return text;
}

static void
test_follows_its_seed (void)
{
  g_autofree char *first = describe (1, 0), *again = describe (1, 0), *other = describe (2, 0), *next = describe (1, 1);

  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, !=, other);
  g_assert_cmpstr (first, !=, next);
}

static void
test_farm_has_no_twins (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 60; i++) {
    CulmSimPrinterConfig config = { .model = "P1S", .seed = 3, .index = i, .speed = 1 };
    g_autoptr (CulmSimPrinter) printer = culm_sim_printer_new (&config, NULL);

    g_assert_true (g_hash_table_add (seen, g_strdup (culm_sim_printer_get_serial (printer))));
    g_assert_true (g_hash_table_add (seen, g_strdup (culm_sim_printer_get_name (printer))));
  }
}

static void
test_finds_models_by_any_name (void)
{
  static const char *const names[][2] = { { "X1C", "BL-P001" },       { "bl-p001", "BL-P001" },
                                          { "X1 Carbon", "BL-P001" }, { "a1mini", "N1" },
                                          { "A1 mini", "N1" },        { "h2dpro", "O1E" },
                                          { "N7-V2", "N7" },          { "O1C2", "O1C" },
                                          { "c12", "C12" },           { "Bambu Lab P2S", "N7" } };
  CulmSimPrinterConfig config = { .model = "Z9", .seed = 1, .speed = 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (culm_sim_printer_new (&config, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CulmSimPrinter) printer = NULL;

    config.model = names[i][0];
    printer = culm_sim_printer_new (&config, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (culm_sim_printer_get_model_id (printer), ==, names[i][1]);
  }
  config.state = "asleep";
  g_assert_null (culm_sim_printer_new (&config, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
check_error (CulmSimProbe *probe, const char *what, const char *value, GIOErrorEnum code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (culm_sim_probe_do (probe, what, value, &error));
  g_assert_error (error, G_IO_ERROR, (int) code);
}

static void
test_does_what_it_is_told (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("X1C", "idle");

  check_error (probe, "finish", NULL, G_IO_ERROR_BUSY);
  check_error (probe, "explode", NULL, G_IO_ERROR_INVALID_ARGUMENT);
  check_error (probe, "door", "'ajar'", G_IO_ERROR_INVALID_ARGUMENT);
  check_error (probe, "online", NULL, G_IO_ERROR_BUSY);
  g_assert_true (culm_sim_probe_do (probe, "start-print", NULL, NULL));
  check_error (probe, "start-print", NULL, G_IO_ERROR_BUSY);
  g_assert_true (culm_sim_probe_do (probe, "fail", NULL, NULL));
  culm_sim_probe_wait (probe, 0.1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "FAILED");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "print_error"), !=, 0);
  g_assert_true (culm_sim_probe_do (probe, "hms", "{'attr':83887616,'code':131184}", NULL));
  culm_sim_probe_wait (probe, 0.1);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "hms.1.attr"), ==, 83887616);
  g_assert_true (culm_sim_probe_do (probe, "hms", "null", NULL));
  g_assert_true (culm_sim_probe_do (probe, "door", "true", NULL));
  culm_sim_probe_wait (probe, 0.1);
  g_assert_false (culm_sim_probe_has (probe, "hms.0"));
  g_assert_true (culm_sim_probe_get_int (probe, "home_flag") & (1 << 23));
}

static void
on_online_changed (CulmSimPrinter *printer G_GNUC_UNUSED, gboolean online, guint *calls)
{
  *calls = *calls * 2 + (online ? 1 : 2);
}

static void
test_is_silent_offline (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("P1P", "offline");
  guint calls = 0;

  g_signal_connect (probe->printer, "online-changed", G_CALLBACK (on_online_changed), &calls);
  g_assert_false (culm_sim_printer_get_online (probe->printer));
  culm_sim_probe_wait (probe, 20);
  g_assert_false (culm_sim_probe_send (probe, "{'pushing':{'command':'pushall'}}"));
  g_assert_cmpuint (probe->reports->len, ==, 0);
  g_assert_true (culm_sim_probe_do (probe, "online", NULL, NULL));
  g_assert_cmpuint (probe->reports->len, ==, 1);
  g_assert_true (culm_sim_probe_do (probe, "offline", NULL, NULL));
  g_assert_cmpuint (calls, ==, 1 * 2 + 2);
}

static void
test_merges_fragments (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("P1S", "idle");
  g_autoptr (JsonNode) fragment =
      json_from_string ("{\"print\":{\"gcode_state\":\"RUNNING\",\"mc_percent\":48,\"bed_temper\":34.5,"
                        "\"upgrade_state\":{\"status\":\"DOWNLOADING\"},\"ams\":{\"ams\":[{\"id\":\"0\",\"tray\":"
                        "[{\"id\":\"0\",\"tray_type\":\"ASA\"}]}]}}}",
                        NULL);
  g_autoptr (JsonObject) empty = json_object_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (culm_sim_printer_merge (probe->printer, json_node_get_object (fragment), NULL));
  culm_sim_probe_wait (probe, 0.1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "RUNNING");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "mc_percent"), ==, 48);
  g_assert_cmpfloat_with_epsilon (culm_sim_probe_get_double (probe, "bed_temper"), 34.5, 0.1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "upgrade_state.status"), ==, "DOWNLOADING");
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ams.ams.0.tray.0.tray_type"), ==, "ASA");
  g_assert_false (culm_sim_printer_merge (probe->printer, empty, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_shows_itself_to_the_account (void)
{
  CulmSimPrinterConfig config = { .model = "A1", .state = "printing", .seed = 5, .speed = 1 };
  g_autoptr (CulmSimPrinter) printer = culm_sim_printer_new (&config, NULL);
  g_autoptr (JsonObject) device = culm_sim_printer_dup_rest_device (printer);
  g_autoptr (JsonObject) print = culm_sim_printer_dup_rest_print (printer);
  GPtrArray *tasks = culm_sim_printer_dup_tasks (printer);

  g_assert_cmpstr (json_object_get_string_member (device, "dev_model_name"), ==, "N2S");
  g_assert_cmpstr (json_object_get_string_member (device, "dev_structure"), ==, "I3");
  g_assert_cmpstr (json_object_get_string_member (device, "dev_id"), ==, culm_sim_printer_get_serial (printer));
  g_assert_true (json_object_get_boolean_member (device, "online"));
  g_assert_cmpstr (json_object_get_string_member (print, "task_status"), ==, "RUNNING");
  g_assert_cmpint (json_object_get_int_member (print, "progress"), >, 0);
  g_assert_cmpuint (tasks->len, >=, 6);
  g_assert_cmpint (json_object_get_int_member (g_ptr_array_index (tasks, 0), "status"), ==, 4);
  g_ptr_array_unref (tasks);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/printer/follows-its-seed", test_follows_its_seed);
  g_test_add_func ("/sim/printer/farm-has-no-twins", test_farm_has_no_twins);
  g_test_add_func ("/sim/printer/finds-models-by-any-name", test_finds_models_by_any_name);
  g_test_add_func ("/sim/printer/does-what-it-is-told", test_does_what_it_is_told);
  g_test_add_func ("/sim/printer/is-silent-offline", test_is_silent_offline);
  g_test_add_func ("/sim/printer/merges-fragments", test_merges_fragments);
  g_test_add_func ("/sim/printer/shows-itself-to-the-account", test_shows_itself_to_the_account);
  return g_test_run ();
}
