/* test-printer-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-page.h"
#include "culm-test-display.h"
#include "culm-test-scenes.h"

/* Names the widgets that keep a page from being narrow. */
static void
blame (GtkWidget *widget, int limit, int depth)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int minimum;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    if (minimum > limit)
      g_test_message ("%*s%s %d", depth, "", G_OBJECT_TYPE_NAME (child), minimum);
    blame (child, limit, depth + 1);
  }
}

static void
test_narrow (void)
{
  for (guint i = 0; culm_test_scene_names[i] != NULL; i++) {
    g_autoptr (CulmPrinter) printer = culm_test_scene_new (culm_test_scene_names[i]);
    GtkWidget *page = culm_printer_page_new (NULL), *leaflet = adw_leaflet_new (), *window;
    int minimum;

    culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), printer);
    adw_leaflet_append (ADW_LEAFLET (leaflet),
                        g_object_ref_sink (g_object_new (GTK_TYPE_SEPARATOR, "width-request", 300, NULL)));
    adw_leaflet_append (ADW_LEAFLET (leaflet), page);
    adw_leaflet_set_visible_child (ADW_LEAFLET (leaflet), page);
    window = culm_test_show (leaflet);
    gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
    culm_test_settle (window);
    gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    g_test_message ("%s: %d", culm_test_scene_names[i], minimum);
    if (minimum > 360)
      blame (page, 20, 0);
    g_assert_cmpint (minimum, <=, 360);
    culm_test_assert_finalises (window, page);
  }
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/printer-page/narrow", test_narrow);
  return g_test_run ();
}
