/* test-diagnostics.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-diagnostics.h"
#include "culm-test-rig.h"
#include <math.h>
#include <string.h>

static CulmDiagnostics *
load (CulmPrinter *printer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  CulmDiagnostics *facts;

  culm_diagnostics_load_async (printer, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  facts = culm_diagnostics_load_finish (printer, result, &error);
  g_assert_no_error (error);
  return facts;
}

static void
test_says_what_is_known (void)
{
  const char *args[] = { "--auth", "password", "--models", "H2D:printing,P1S:idle", "--printers", "2", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmDiagnostics) facts = NULL, other = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "H2D");
  facts = load (printer);
  other = load (culm_test_rig_get_printer (rig, "P1S"));
  g_assert_cmpuint (facts->messages, >=, 1);
  g_assert_cmpuint (facts->malformed, ==, 0);
  g_assert_cmpint (facts->full_at, >, 0);
  g_assert_cmpint (facts->route, ==, CULM_ROUTE_CLOUD);
  g_assert_cmpint (facts->control, ==, culm_printer_get_control (printer));
  g_assert_true (facts->has_fun);
  g_assert_cmpint (facts->reason, ==, CULM_FORM_BY_MODEL);
  g_assert_nonnull (strstr (facts->forms, "nozzle struct"));
  g_assert_nonnull (strstr (other->forms, "nozzle gcode"));
  g_assert_nonnull (strstr (facts->report, "\"gcode_state\": \"RUNNING\""));
  g_assert_null (strstr (facts->report, culm_printer_get_serial (printer)));
}

/* The person's choice is kept by serial, and the next command obeys it. */
static void
test_obeys_the_person (void)
{
  const char *args[] = { "--auth", "password", "--models", "H2D:idle,P1S:idle", "--printers", "2", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmDiagnostics) facts = NULL;
  g_autoptr (GVariant) kept = NULL;
  GSettings *settings;
  CulmPrinter *printer, *other;

  culm_test_rig_connect (rig);
  settings = culm_engine_get_settings (rig->engine);
  printer = culm_test_rig_get_printer (rig, "H2D");
  other = culm_test_rig_get_printer (rig, "P1S");
  g_assert_cmpstr (culm_diagnostics_get_dialect (settings, printer), ==, "auto");
  culm_diagnostics_set_dialect (settings, other, "struct");
  culm_diagnostics_set_dialect (settings, printer, "gcode");
  g_assert_cmpstr (culm_diagnostics_get_dialect (settings, printer), ==, "gcode");
  g_assert_cmpstr (culm_diagnostics_get_dialect (settings, other), ==, "struct");
  facts = load (printer);
  g_assert_cmpint (facts->reason, ==, CULM_FORM_BY_PERSON);
  g_assert_nonnull (strstr (facts->forms, "bed gcode"));
  culm_test_rig_send (printer, "bed", "50", NULL);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "M140 S50"), ==, 1);
  culm_diagnostics_set_dialect (settings, printer, "auto");
  kept = g_settings_get_value (settings, "dialects");
  g_assert_cmpuint (g_variant_n_children (kept), ==, 1);
  culm_test_rig_send (printer, "bed", "55", NULL);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "\"set_bed_temp\""), ==, 1);
}

/* These bytes on the report topic. */
static void
publish (CulmTestRig *rig, CulmPrinter *printer, const char *payload)
{
  g_autofree char *coded = g_base64_encode ((const guchar *) payload, strlen (payload));
  g_autofree char *body =
      g_strdup_printf ("{\"serial\":\"%s\",\"base64\":\"%s\"}", culm_printer_get_serial (printer), coded);
  g_autoptr (JsonNode) answer = culm_test_sim_control (rig->sim, "POST", "/publish", body);
}

static gboolean
is_at_speed_4 (gpointer printer)
{
  return culm_printer_get_speed_level (printer) == 4;
}

/* Too long, too deep, cut, no JSON at all: refused and counted. With NaN, or a member twice: what is left is used. */
static void
test_counts_what_is_refused (void)
{
  const char *args[] = { "--auth", "password", "--models", "P1S:idle", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *filler = g_strnfill (256 * 1024, 'a'), *brackets = g_strnfill (70, '[');
  g_autofree char *long_one = g_strdup_printf ("{\"print\":{\"msg\":1,\"spd_lvl\":1,\"x\":\"%s\"}}", filler);
  g_autofree char *deep_one = g_strdup_printf ("{\"print\":{\"msg\":1,\"spd_lvl\":1,\"x\":%s", brackets);
  g_autoptr (CulmDiagnostics) facts = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  publish (rig, printer, long_one);
  publish (rig, printer, deep_one);
  publish (rig, printer, "{\"print\":{\"msg\":1,\"spd_lvl\":1");
  publish (rig, printer, "<html>");
  publish (rig, printer, "{\"print\":{\"msg\":1,\"spd_lvl\":1,\"bed_temper\":NaN,\"spd_lvl\":4,\"hms\":7}}");
  g_assert_true (culm_test_wait_for (is_at_speed_4, printer, 20));
  facts = load (printer);
  g_assert_cmpuint (facts->malformed, ==, 4);
  g_assert_false (isnan (culm_heater_get_current (culm_printer_get_heater (printer, CULM_HEATER_BED))));
  g_assert_true (culm_printer_get_online (printer));
}

/* A printer without a session, and a profile without settings. */
static void
test_nothing_known (void)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new ("01P00A000000001");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_diagnostics_load_async (printer, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  g_assert_null (culm_diagnostics_load_finish (printer, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_assert_cmpstr (culm_diagnostics_get_dialect (NULL, printer), ==, "auto");
  culm_diagnostics_set_dialect (NULL, printer, "seed");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostics/says-what-is-known", test_says_what_is_known);
  g_test_add_func ("/diagnostics/obeys-the-person", test_obeys_the_person);
  g_test_add_func ("/diagnostics/counts-what-is-refused", test_counts_what_is_refused);
  g_test_add_func ("/diagnostics/nothing-known", test_nothing_known);
  return g_test_run ();
}
