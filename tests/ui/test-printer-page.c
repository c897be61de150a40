/* test-printer-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-page.h"
#include "culm-job-card.h"
#include "culm-notice.h"
#include "culm-plate-picture.h"
#include "culm-status-view.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

static GtkWidget *
show_page (CulmPrinter *printer, GtkWidget **window)
{
  GtkWidget *page = culm_printer_page_new (NULL);

  *window = culm_test_show (page);
  culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), printer);
  culm_test_settle (*window);
  return page;
}

/* Every scene can be shown, in a window as narrow as a telephone, and lets go of all it holds. */
static void
test_narrow (void)
{
  for (guint i = 0; culm_test_scene_names[i] != NULL; i++) {
    g_autoptr (CulmPrinter) printer = culm_test_scene_new (culm_test_scene_names[i]);
    GtkWidget *page = culm_printer_page_new (NULL), *leaflet = adw_leaflet_new (), *window;
    int minimum;

    culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), printer);
    adw_leaflet_append (ADW_LEAFLET (leaflet), g_object_new (GTK_TYPE_SEPARATOR, "width-request", 300, NULL));
    adw_leaflet_append (ADW_LEAFLET (leaflet), page);
    adw_leaflet_set_visible_child (ADW_LEAFLET (leaflet), page);
    window = culm_test_show (leaflet);
    gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
    culm_test_settle (window);
    gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    g_test_message ("%s: %d", culm_test_scene_names[i], minimum);
    g_assert_cmpint (minimum, <=, 350);
    culm_test_end_commands (printer, -1);
    culm_test_assert_finalises (window, page);
    g_assert_finalize_object (g_steal_pointer (&printer));
  }
}

static GtkWidget *
find_light (GtkWidget *root)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TOGGLE_BUTTON (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), "printer.light") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_light (child);
  return found;
}

/* A window that was kept at 360 pixels opens so: the buttons for wide ones come when there is room. */
static void
test_opens_narrow (void)
{
  static const int widths[] = { 360, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++) {
    g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
    GtkWidget *page = culm_printer_page_new (NULL), *leaflet = adw_leaflet_new (), *window;

    culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), printer);
    adw_leaflet_append (ADW_LEAFLET (leaflet), g_object_new (GTK_TYPE_SEPARATOR, "width-request", 300, NULL));
    adw_leaflet_append (ADW_LEAFLET (leaflet), page);
    adw_leaflet_set_visible_child (ADW_LEAFLET (leaflet), page);
    window = g_object_new (ADW_TYPE_WINDOW, "content", leaflet, "default-width", widths[i], NULL);
    culm_test_show (window);
    g_assert_cmpint (gtk_widget_get_width (window), <=, widths[i]);
    g_assert_true (gtk_widget_get_visible (find_light (page)) == (widths[i] == 1000));
    culm_test_assert_finalises (window, page);
  }
}

/* A printer with one AMS needs no scrolling in a window of 1280 × 800 with its sidebar, nor does one with four heaters
 * or many faults. */
static void
test_fits (void)
{
  static const char *const scenes[] = { "one-ams", "dual", "dual-ready", "faults", "small", "refused", "idle" };

  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++) {
    g_autoptr (CulmPrinter) printer = culm_test_scene_new (scenes[i]);
    GtkWidget *window, *page = show_page (printer, &window);
    int height;

    gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, 1280 - 301, &height, NULL, NULL, NULL);
    gtk_widget_measure (
        gtk_widget_get_first_child (gtk_widget_get_first_child (culm_test_find (page, CULM_TYPE_STATUS_VIEW))),
        GTK_ORIENTATION_VERTICAL, 1280 - 301, &height, NULL, NULL, NULL);
    g_test_message ("%s: %d", scenes[i], height);
    g_assert_cmpint (height, <=, 800 - 10 - 47 - (g_str_equal (scenes[i], "refused") ? 52 : 0));
    culm_test_assert_finalises (window, page);
  }
}

/* Waiting, then the page of status; offline keeps it and says since when. */
static void
test_states (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("waiting");
  GtkWidget *window, *page = show_page (printer, &window);
  g_autoptr (CulmPrinter) online = culm_test_scene_new ("one-ams");

  g_assert_true (culm_test_says (window, "Waiting for the Printer"));
  culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), online);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Voronoi vase"));
  g_assert_true (culm_test_says (window, "X1 Carbon · Cloud"));
  culm_printer_set_online (online, FALSE, culm_test_fleet_get_yesterday ());
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Voronoi vase"));
  g_assert_true (culm_test_says (window, "Offline since yesterday. What you see is from before; controls come back "
                                         "with the printer."));
  g_assert_true (gtk_widget_has_css_class (culm_test_find (page, CULM_TYPE_STATUS_VIEW), "past"));
  culm_test_assert_finalises (window, page);
}

/* Refused: a notice says what does not work, and what does. */
static void
test_refused (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *window, *page = show_page (printer, &window);
  GtkWidget *light = find_light (page);

  culm_printer_set_control (printer, CULM_CONTROL_REFUSED);
  culm_test_settle (window);
  g_assert_true (culm_test_says (
      window, "This printer’s firmware refuses commands of other programs. Status, light and camera go on."));
  culm_test_assert_named (light, "Light");
  g_assert_true (gtk_widget_is_sensitive (light));
  culm_test_assert_finalises (window, page);
}

/* The light follows the printer, not the wish. */
static void
test_light (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  FakeLink *link = culm_test_give_link (printer);
  GtkWidget *window, *page = show_page (printer, &window);
  GtkWidget *light = find_light (page);

  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (light)));
  gtk_widget_activate_action (page, "printer.light", NULL);
  g_assert_cmpuint (fake_link_get_n_sent (link), ==, 1);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (light)));
  g_assert_true (gtk_widget_has_css_class (light, "pending"));
  culm_test_end_commands (printer, CULM_ERROR_NOT_CONFIRMED);
  culm_test_settle (window);
  g_assert_false (gtk_widget_has_css_class (light, "pending"));
  g_assert_true (culm_test_says (window, "The printer did not react. Check it before you try again."));
  gtk_widget_activate_action (page, "printer.light", NULL);
  culm_test_end_commands (printer, -1);
  culm_test_printer_tell (printer, "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"off\"}]");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (light)));
  culm_test_assert_finalises (window, page);
}

static GtkWidget *
find_labelled (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_labelled (child, label);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* All heaters at once, and not while it prints. */
static void
test_cool_down (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  FakeLink *link = culm_test_give_link (printer);
  GtkWidget *window, *page = show_page (printer, &window);
  GtkWidget *button = find_labelled (page, "Cool Down");

  g_assert_false (gtk_widget_get_sensitive (button));
  culm_test_assert_described (button, "Cold, the print would be lost. Pause or stop it first.");
  culm_test_printer_tell (printer, "\"gcode_state\":\"FINISH\"");
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_widget_activate (button);
  culm_test_wait (fake_link_get_n_open (link) == 2); /* nozzle and bed; the chamber has no heater */
  culm_test_end_commands (printer, -1);
  culm_test_printer_tell (printer, "\"nozzle_target_temper\":0,\"bed_target_temper\":0");
  g_assert_false (gtk_widget_get_sensitive (button));
  culm_test_assert_described (button, "Every heater is off already.");
  culm_test_assert_finalises (window, page);
}

static void
count_focus (GtkWidget *focus, guint *n_fields, guint *n_sliders, guint *n_buttons)
{
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON) != NULL)
    (*n_fields)++;
  else if (GTK_IS_SCALE (focus))
    (*n_sliders)++;
  else if (GTK_IS_BUTTON (focus))
    (*n_buttons)++;
}

/* Every control can be reached by Tab alone. */
static void
test_keyboard (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *window, *page = show_page (printer, &window), *first = NULL;
  guint n_fields = 0, n_sliders = 0, n_buttons = 0;

  culm_test_give_link (printer);
  for (guint i = 0; i < 80; i++) {
    GtkWidget *focus;

    gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
    focus = gtk_root_get_focus (GTK_ROOT (window));
    if (focus == NULL)
      continue;
    if (focus == first)
      break; /* once around */
    if (first == NULL)
      first = focus;
    g_test_message ("%s", G_OBJECT_TYPE_NAME (focus));
    count_focus (focus, &n_fields, &n_sliders, &n_buttons);
  }
  g_assert_cmpuint (n_fields, >=, 2);
  g_assert_cmpuint (n_sliders, >=, 3);
  g_assert_cmpuint (n_buttons, >=, 10); /* menu, light, pause, stop, two values, four speeds */
  culm_test_assert_finalises (window, page);
}

static void
on_layout (GdkFrameClock *clock G_GNUC_UNUSED, gpointer n_layouts)
{
  (*(guint *) n_layouts)++;
}

/* A report that says nothing new lays nothing out, and one that does costs less than a millisecond. */
static void
test_cost (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *window, *page = show_page (printer, &window);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (page);
  const guint n_reports = 1000;
  guint n_layouts = 0;
  gulong handler;
  gint64 begun, bare, shown;

  culm_test_settle (window);
  handler = g_signal_connect (clock, "layout", G_CALLBACK (on_layout), &n_layouts);
  for (guint i = 0; i < 20; i++) {
    culm_test_printer_tell (printer, "\"nozzle_temper\":219.8,\"mc_percent\":62");
    culm_test_settle (window);
  }
  g_signal_handler_disconnect (clock, handler);
  g_assert_cmpuint (n_layouts, ==, 0);

  begun = g_get_monotonic_time ();
  for (guint i = 0; i < n_reports; i++)
    culm_test_printer_tell (printer, i % 2 == 0 ? "\"nozzle_temper\":219.9,\"bed_temper\":60.0"
                                                : "\"nozzle_temper\":220.1,\"bed_temper\":60.2");
  shown = g_get_monotonic_time () - begun;
  culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), NULL);
  begun = g_get_monotonic_time ();
  for (guint i = 0; i < n_reports; i++)
    culm_test_printer_tell (printer, i % 2 == 0 ? "\"nozzle_temper\":219.9,\"bed_temper\":60.0"
                                                : "\"nozzle_temper\":220.1,\"bed_temper\":60.2");
  bare = g_get_monotonic_time () - begun;
  g_test_message ("%.3f ms a report, of these %.3f ms without a page", (double) shown / n_reports / 1000,
                  (double) bare / n_reports / 1000);
  g_assert_cmpint ((shown - bare) / n_reports, <, 5000); /* µs; generous, for a machine under load */
  culm_test_assert_finalises (window, page);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/printer-page/narrow", test_narrow);
  g_test_add_func ("/printer-page/opens-narrow", test_opens_narrow);
  g_test_add_func ("/printer-page/fits", test_fits);
  g_test_add_func ("/printer-page/states", test_states);
  g_test_add_func ("/printer-page/refused", test_refused);
  g_test_add_func ("/printer-page/light", test_light);
  g_test_add_func ("/printer-page/cool-down", test_cool_down);
  g_test_add_func ("/printer-page/keyboard", test_keyboard);
  g_test_add_func ("/printer-page/cost", test_cost);
  return g_test_run ();
}
