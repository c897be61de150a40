/* test-printer-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-json.h"
#include "report-rig.h"

/* The keys of contract.md §4 in the order printed there; objects that are there before any report. */
static const struct {
  const char *path, *keys;
} shapes[] = {
  { "", "serial name model model_id firmware route online report_age control state stage job nozzles bed chamber fans "
        "airduct speed light ams external error hms storage door wifi_dbm camera upgrade rack lights modules " },
  { "stage", "code name " },
  { "nozzles.0", "id current target diameter kind flow active " },
  { "bed", "current target " },
  { "fans", "part aux aux2 chamber hotend " },
  { "camera", "kind available recording timelapse " },
  { "upgrade", "status progress available " },
  { "lights", "" },
};

static const struct {
  const char *path, *keys;
} full_shapes[] = {
  { "job", "name file plate progress remaining layer layers task_id source prepare skipped " },
  { "chamber", "current target " },
  { "speed", "level name percent " },
  { "ams.0", "id kind humidity_level humidity temperature drying nozzle slots " },
  { "ams.0.slots.0", "id empty active type name color colors remain nozzle_min nozzle_max preset " },
  { "external.0", "id nozzle empty active type color " },
  { "error", "code text " },
  { "hms.0", "code severity module text url " },
  { "rack.0", "id diameter kind flow " },
  { "modules.0", "name version " },
};

static const char everything[] =
    "{\"print\":{\"msg\":0,\"gcode_state\":\"RUNNING\",\"spd_lvl\":2,\"print_error\":50364420,"
    "\"hms\":[{\"attr\":83887616,\"code\":131184}],\"vir_slot\":[{\"id\":\"255\"}],"
    "\"ams\":{\"ams\":[{\"id\":\"0\",\"tray\":[{\"id\":\"0\"}]}]},\"device\":{\"nozzle\":{\"info\":[{\"id\":16}]}}},"
    "\"info\":{\"command\":\"get_version\",\"module\":[{\"name\":\"ota\",\"sw_ver\":\"1\"}]}}";

static char *
list_keys (ReportRig *rig, const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  GString *keys = g_string_new (NULL);
  JsonObjectIter iter;
  const char *key;

  if (path[0] == '\0') {
    node = culm_printer_to_json (rig->printer, rig->now);
  } else {
    text = report_rig_get (rig, path);
    node = json_from_string (text, NULL);
  }
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, NULL))
    g_string_append_printf (keys, "%s ", key);
  return g_string_free (keys, FALSE);
}

static void
test_shape_before_any_report (void)
{
  g_auto (ReportRig) rig = { 0 };

  report_rig_init (&rig, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    g_autofree char *keys = list_keys (&rig, shapes[i].path);

    g_assert_cmpstr (keys, ==, shapes[i].keys);
  }
}

static void
test_shape_of_all (void)
{
  g_auto (ReportRig) rig = { 0 };

  report_rig_init (&rig, "H2C");
  report_rig_feed (&rig, everything);
  for (guint i = 0; i < G_N_ELEMENTS (full_shapes); i++) {
    g_autofree char *keys = list_keys (&rig, full_shapes[i].path);

    g_assert_cmpstr (keys, ==, full_shapes[i].keys);
  }
}

/* What a session adds: name, route, age, and that a printer that is gone is offline whatever it said last. */
static void
test_session (void)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new ("01P00A000000001");
  g_auto (ReportRig) rig = { 0 };
  g_autoptr (JsonNode) before = culm_printer_to_json (printer, 5);
  g_autoptr (JsonNode) node = NULL, gone = NULL;
  JsonObject *object;

  g_assert_true (json_object_get_null_member (json_node_get_object (before), "report_age"));
  report_rig_init (&rig, NULL);
  culm_printer_set_identity (printer, "Workshop", "C12", "P1S");
  culm_printer_set_online (printer, TRUE, 1);
  culm_printer_set_link (printer, NULL, CULM_ROUTE_CLOUD);
  culm_printer_apply (printer, report_rig_feed (&rig, everything), 10 * G_USEC_PER_SEC, 1);
  node = culm_printer_to_json (printer, 10 * G_USEC_PER_SEC + 440000);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "serial"), ==, "01P00A000000001");
  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, "Workshop");
  g_assert_cmpstr (json_object_get_string_member (object, "route"), ==, "cloud");
  g_assert_true (json_object_get_boolean_member (object, "online"));
  g_assert_cmpfloat (json_object_get_double_member (object, "report_age"), ==, 0.4);
  g_assert_cmpstr (json_object_get_string_member (object, "state"), ==, "printing");
  culm_printer_set_online (printer, FALSE, 2);
  gone = culm_printer_to_json (printer, 0);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (gone), "state"), ==, "offline");
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_object_get_member (json_node_get_object (gone), "job")));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer-json/shape-before-any-report", test_shape_before_any_report);
  g_test_add_func ("/printer-json/shape-of-all", test_shape_of_all);
  g_test_add_func ("/printer-json/session", test_session);
  return g_test_run ();
}
