/* test-temperature-chart.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-temperature-chart.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

static void
show_chart (CulmPrinter *printer, GtkWidget **chart, GtkWidget **window)
{
  *chart = g_object_new (CULM_TYPE_TEMPERATURE_CHART, NULL);
  *window = culm_test_show (*chart);
  culm_temperature_chart_set_history (CULM_TEMPERATURE_CHART (*chart), culm_temperature_history_of (printer));
  culm_test_settle (*window);
}

/* The newest values in words, for those who cannot see it. */
static void
test_describes (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *chart, *window;

  show_chart (printer, &chart, &window);
  culm_test_assert_named (chart, "Temperature chart");
  culm_test_assert_described (chart, "Nozzle 220 °C, Bed 60 °C, Chamber 38 °C");
  culm_test_assert_finalises (window, chart);
}

/* No sample, one sample, gaps in a line and values that were never told are drawn without complaint. */
static void
test_gaps (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("unknown");
  GtkWidget *chart, *window;

  show_chart (printer, &chart, &window);
  culm_test_assert_described (chart, "");
  culm_test_printer_tell (printer, "\"nozzle_temper\":999999,\"bed_temper\":-40");
  culm_test_settle (window);
  culm_test_printer_warm_up (printer, 3600);
  culm_test_settle (window);
  culm_temperature_chart_set_history (CULM_TEMPERATURE_CHART (chart), NULL);
  culm_test_settle (window);
  culm_test_assert_finalises (window, chart);
}

static void
on_layout (GdkFrameClock *clock G_GNUC_UNUSED, gpointer n_layouts)
{
  (*(guint *) n_layouts)++;
}

/* New samples are drawn; nothing is laid out anew for them. */
static void
test_draws_only (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *chart, *window;
  guint n_layouts = 0;
  GdkFrameClock *clock;
  gulong handler;

  show_chart (printer, &chart, &window);
  clock = gtk_widget_get_frame_clock (chart);
  handler = g_signal_connect (clock, "layout", G_CALLBACK (on_layout), &n_layouts);
  for (guint i = 0; i < 20; i++) {
    culm_test_printer_warm_up (printer, 60);
    culm_test_settle (window);
  }
  g_signal_handler_disconnect (clock, handler);
  g_assert_cmpuint (n_layouts, ==, 0);
  culm_test_assert_finalises (window, chart);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/temperature-chart/describes", test_describes);
  g_test_add_func ("/temperature-chart/gaps", test_gaps);
  g_test_add_func ("/temperature-chart/draws-only", test_draws_only);
  return g_test_run ();
}
