/* test-sidebar.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-row.h"
#include "culm-sidebar.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"

static CulmPrinter *
find_printer (GListModel *printers, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (g_strcmp0 (culm_printer_get_name (printer), name) == 0)
      return printer; /* the list keeps it */
  }
  return NULL;
}

/* What a printer reports is what its row says, at once. */
static void
test_follows (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  CulmPrinter *printer = find_printer (printers, "Workshop X1");
  GtkWidget *sidebar = culm_sidebar_new ();
  GtkWidget *window = culm_test_show (sidebar);

  culm_sidebar_set_printers (CULM_SIDEBAR (sidebar), printers);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Workshop X1"));
  g_assert_true (culm_test_says (window, "Printing · 62 % · 1 h 12 min left"));
  g_assert_true (culm_test_says (window, "Offline since yesterday"));
  culm_test_printer_tell (printer, "\"mc_percent\":63,\"mc_remaining_time\":70");
  g_assert_true (culm_test_says (window, "Printing · 63 % · 1 h 10 min left"));
  culm_printer_set_identity (printer, "<b>&\"", NULL, NULL);
  g_assert_true (culm_test_says (window, "<b>&\""));
  culm_test_assert_finalises (window, sidebar);
}

static void
on_notify (GObject *sidebar G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, gpointer n_notified)
{
  (*(guint *) n_notified)++;
}

/* A row that is pressed selects its printer; the order of printers may change meanwhile. */
static void
test_selects (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  CulmPrinter *printer = find_printer (printers, "Lab P1S");
  GtkWidget *sidebar = culm_sidebar_new ();
  GtkWidget *window = culm_test_show (sidebar);
  GtkWidget *row;
  guint n_notified = 0;

  culm_sidebar_set_printers (CULM_SIDEBAR (sidebar), printers);
  g_signal_connect (sidebar, "notify::printer", G_CALLBACK (on_notify), &n_notified);
  g_assert_null (culm_sidebar_get_printer (CULM_SIDEBAR (sidebar)));
  row = culm_test_find (window, CULM_TYPE_PRINTER_ROW);
  while (culm_printer_row_get_printer (CULM_PRINTER_ROW (row)) != printer)
    row = gtk_widget_get_next_sibling (row);
  gtk_widget_activate_action (row, "row.activate", NULL);
  g_assert_true (culm_sidebar_get_printer (CULM_SIDEBAR (sidebar)) == printer);
  g_list_model_items_changed (printers, 0, 6, 6);
  g_assert_true (culm_sidebar_get_printer (CULM_SIDEBAR (sidebar)) == printer);
  g_assert_true (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));
  g_assert_cmpuint (n_notified, ==, 1);
  g_list_store_remove_all (G_LIST_STORE (printers));
  g_assert_null (culm_sidebar_get_printer (CULM_SIDEBAR (sidebar)));
  culm_test_assert_finalises (window, sidebar);
}

static void
test_searches (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  GtkWidget *sidebar = culm_sidebar_new ();
  GtkWidget *window = culm_test_show (sidebar);
  GtkWidget *entry;

  culm_sidebar_set_printers (CULM_SIDEBAR (sidebar), printers);
  g_object_set (sidebar, "search-mode", TRUE, NULL);
  entry = culm_test_find (window, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "h2d");
  culm_test_wait (!culm_test_says (window, "Workshop X1"));
  g_assert_true (culm_test_says (window, "Studio H2D"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  culm_test_wait (culm_test_says (window, "Workshop X1"));
  culm_test_assert_finalises (window, sidebar);
}

/* Names that try the layout are shown as they are. */
static void
test_hard_names (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new_hard ();
  GtkWidget *sidebar = culm_sidebar_new ();
  GtkWidget *window = culm_test_show (sidebar);
  int minimum;

  culm_sidebar_set_printers (CULM_SIDEBAR (sidebar), printers);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "<b>&\""));
  g_assert_true (culm_test_says (window, "طابعة الورشة"));
  gtk_widget_measure (sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  culm_test_assert_finalises (window, sidebar);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/sidebar/follows", test_follows);
  g_test_add_func ("/sidebar/selects", test_selects);
  g_test_add_func ("/sidebar/searches", test_searches);
  g_test_add_func ("/sidebar/hard-names", test_hard_names);
  return g_test_run ();
}
