/* test-status-view.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-status-view.h"
#include "culm-ams-group.h"
#include "culm-fan-row.h"
#include "culm-heater-row.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

static GtkWidget *
show_view (CulmPrinter *printer, GtkWidget **window)
{
  GtkWidget *view = g_object_new (CULM_TYPE_STATUS_VIEW, NULL);

  *window = culm_test_show (view);
  culm_status_view_set_printer (CULM_STATUS_VIEW (view), NULL, printer);
  culm_test_settle (*window);
  return view;
}

static guint
count (GtkWidget *root, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count (child, type);
  return n;
}

/* Rows for what the model has, and no others. */
static void
test_rows (void)
{
  static const struct {
    const char *scene;
    guint heaters, fans, groups;
  } scenes[] = {
    { "one-ams", 3, 3, 1 }, { "two-ams-ht", 3, 2, 4 }, { "dual", 4, 3, 1 }, { "small", 2, 1, 0 }, { "idle", 2, 3, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++) {
    g_autoptr (CulmPrinter) printer = culm_test_scene_new (scenes[i].scene);
    GtkWidget *window, *view = show_view (printer, &window);

    g_test_message ("%s", scenes[i].scene);
    g_assert_cmpuint (count (view, CULM_TYPE_HEATER_ROW), ==, scenes[i].heaters);
    g_assert_cmpuint (count (view, CULM_TYPE_FAN_ROW), ==, scenes[i].fans);
    g_assert_cmpuint (count (view, CULM_TYPE_AMS_GROUP), ==, scenes[i].groups);
    g_assert_cmpint (culm_test_says (window, "Filament"), ==, scenes[i].groups > 0);
    culm_test_assert_finalises (window, view);
  }
}

static void
test_nozzle_names (void)
{
  g_autoptr (CulmPrinter) dual = culm_test_scene_new ("dual");
  g_autoptr (CulmPrinter) single = culm_test_scene_new ("one-ams");
  GtkWidget *window, *view = show_view (dual, &window);

  g_assert_true (culm_test_says (window, "Left nozzle"));
  g_assert_true (culm_test_says (window, "Right nozzle"));
  culm_status_view_set_printer (CULM_STATUS_VIEW (view), NULL, single);
  g_assert_false (culm_test_says (window, "Left nozzle"));
  g_assert_true (culm_test_says (window, "Nozzle"));
  culm_test_assert_finalises (window, view);
}

/* Units come and go while the page is shown, and pages change while units come. */
static void
test_units (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("small");
  g_autoptr (CulmPrinter) other = culm_test_scene_new ("two-ams-ht");
  GtkWidget *window, *view = show_view (printer, &window);

  culm_test_printer_tell (printer,
                          "\"ams\":{\"ams\":[{\"id\":\"0\",\"tray\":[{\"id\":\"0\",\"tray_type\":\"PLA\","
                          "\"tray_color\":\"FF0000FF\"}]}],\"ams_exist_bits\":\"1\",\"tray_exist_bits\":\"1\"}");
  culm_test_settle (window);
  g_assert_cmpuint (count (view, CULM_TYPE_AMS_GROUP), ==, 1);
  g_assert_true (culm_test_says (window, "AMS Lite"));
  for (guint i = 0; i < 4; i++) {
    culm_status_view_set_printer (CULM_STATUS_VIEW (view), NULL, i % 2 == 0 ? other : printer);
    culm_test_settle (window);
    g_assert_cmpuint (count (view, CULM_TYPE_AMS_GROUP), ==, i % 2 == 0 ? 4 : 1);
  }
  culm_status_view_set_printer (CULM_STATUS_VIEW (view), NULL, NULL);
  culm_test_assert_finalises (window, view);
  g_assert_finalize_object (g_steal_pointer (&printer));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/status-view/rows", test_rows);
  g_test_add_func ("/status-view/nozzle-names", test_nozzle_names);
  g_test_add_func ("/status-view/units", test_units);
  return g_test_run ();
}
