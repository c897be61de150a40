/* test-fault-list.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-journal-private.h"
#include "culm-fault-library-private.h"
#include "culm-fault-list.h"
#include "culm-fault-row.h"
#include "culm-faults-dialog.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

static GtkWidget *
show_list (CulmPrinter *printer, GtkWidget **window)
{
  GtkWidget *list = g_object_new (CULM_TYPE_FAULT_LIST, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), list);
  *window = culm_test_show (box);
  culm_fault_list_set_printer (CULM_FAULT_LIST (list), printer);
  culm_test_settle (*window);
  return list;
}

static char *
list_titles (GtkWidget *list)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (GtkWidget *row = culm_test_find (list, CULM_TYPE_FAULT_ROW); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (titles, "%s | %s\n", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                            adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

/* The print error first, then the gravest. */
static void
test_order (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("faults");
  GtkWidget *window, *list = show_list (printer, &window);
  g_autofree char *titles = list_titles (list);

  g_assert_cmpstr (titles, ==,
                   "AMS A: slot empty | Pauses the print · AMS · 0700-8011\n"
                   "Hotend fan slow or stopped | Fatal · Motion · 0300-0300-0001-0001\n"
                   "Unknown problem | Serious · Main board · 0500-0100-0002-0001\n"
                   "Unknown problem | Warning · Camera · 0C00-0100-0003-0006\n"
                   "Unknown problem | Information · Toolhead · 0800-1000-0004-0001\n");
  culm_test_assert_finalises (window, list);
}

/* Entries come and go; a row that stays is the same row. */
static void
test_follows (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("idle");
  GtkWidget *window, *list = show_list (printer, &window), *row;

  g_assert_false (gtk_widget_get_visible (list));
  g_assert_false (culm_fault_list_is_needed (printer));
  culm_test_printer_tell (printer, "\"hms\":[{\"attr\":50332416,\"code\":65537}]");
  g_assert_true (gtk_widget_get_visible (list));
  g_assert_true (culm_fault_list_is_needed (printer));
  row = culm_test_find (list, CULM_TYPE_FAULT_ROW);
  culm_test_printer_tell (printer, "\"hms\":[{\"attr\":83886336,\"code\":131073},{\"attr\":50332416,\"code\":65537}]");
  g_assert_true (culm_test_find (list, CULM_TYPE_FAULT_ROW) == row);
  culm_test_printer_tell (printer, "\"hms\":[]");
  g_assert_false (gtk_widget_get_visible (list));
  culm_test_assert_finalises (window, list);
}

/* A job that a person stopped is no fault. */
static void
test_cancel (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *window, *list = show_list (printer, &window);

  culm_test_printer_tell (printer, "\"gcode_state\":\"FAILED\",\"print_error\":50348044");
  g_assert_false (gtk_widget_get_visible (list));
  culm_test_printer_tell (printer, "\"print_error\":50348036");
  g_assert_true (gtk_widget_get_visible (list));
  culm_test_assert_finalises (window, list);
}

/* A page of the wiki for each entry that has one. */
static void
test_links (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("faults");
  GtkWidget *window, *list = show_list (printer, &window);
  GtkWidget *error = culm_test_find (list, CULM_TYPE_FAULT_ROW), *entry = gtk_widget_get_next_sibling (error);
  GtkWidget *link = culm_test_find (entry, GTK_TYPE_LINK_BUTTON);

  g_assert_false (gtk_widget_get_visible (culm_test_find (error, GTK_TYPE_LINK_BUTTON)));
  g_assert_true (gtk_widget_get_mapped (link));
  g_assert_true (g_str_has_suffix (gtk_link_button_get_uri (GTK_LINK_BUTTON (link)), "/0300_0300_0001_0001"));
  culm_test_assert_named (link, "What 0300-0300-0001-0001 means");
  culm_test_assert_finalises (window, list);
}

/* Out of sight until it comes back, and no further than in this list. */
static void
test_dismiss (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("idle");
  g_autoptr (CulmFaultJournal) journal = culm_fault_journal_new (NULL);
  GtkWidget *window, *list = show_list (NULL, &window), *button;

  culm_fault_journal_watch (journal, printer);
  culm_fault_list_set_sources (CULM_FAULT_LIST (list), journal, NULL);
  culm_fault_list_set_printer (CULM_FAULT_LIST (list), printer);
  culm_test_printer_tell (printer, "\"hms\":[{\"attr\":50332416,\"code\":65537}]");
  g_assert_true (gtk_widget_get_visible (list));
  button = culm_test_find (culm_test_find (list, CULM_TYPE_FAULT_ROW), GTK_TYPE_BUTTON);
  while (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "faults.dismiss") != 0)
    button = gtk_widget_get_next_sibling (button);
  culm_test_assert_named (button, "Dismiss 0300-0300-0001-0001 until it comes back");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_visible (list));
  g_assert_cmpuint (g_list_model_get_n_items (culm_printer_get_hms (printer)), ==, 1);
  culm_test_printer_tell (printer, "\"hms\":[]");
  culm_test_printer_tell (printer, "\"hms\":[{\"attr\":50332416,\"code\":65537}]");
  g_assert_true (gtk_widget_get_visible (list));
  culm_test_assert_finalises (window, list);
}

/* A book that comes later changes the words on the row that is there. */
static void
test_texts (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("faults");
  g_autoptr (CulmFaultBook) book = culm_fault_book_new ("en", 1);
  g_autoptr (CulmFaultLibrary) library = culm_fault_library_new (NULL);
  GtkWidget *window, *list = show_list (NULL, &window);

  culm_fault_list_set_sources (CULM_FAULT_LIST (list), NULL, library);
  culm_fault_list_set_printer (CULM_FAULT_LIST (list), printer);
  g_assert_false (culm_test_says (list, "The <i>main board</i> & co. are tired."));
  culm_fault_book_add (book, "0500010000020001", "The <i>main board</i> & co. are tired.");
  culm_fault_use_book (book);
  g_signal_emit_by_name (library, "changed");
  g_assert_true (culm_test_says (list, "The <i>main board</i> & co. are tired."));
  g_assert_false (culm_test_says (list, "Look up what the codes mean?"));
  culm_fault_use_book (NULL);
  culm_test_assert_finalises (window, list);
}

/* The list of the past: times beside the words, and a page of its own when there is none. */
static void
test_past (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("idle");
  g_autoptr (CulmFaultJournal) journal = culm_fault_journal_new (NULL);
  GtkWidget *window;

  culm_fault_journal_watch (journal, printer);
  window = culm_test_show (culm_faults_dialog_new (NULL, journal, printer));
  g_assert_true (culm_test_says (window, "No Faults Yet"));
  culm_test_printer_tell (printer, "\"hms\":[{\"attr\":50332416,\"code\":65537}]");
  g_assert_true (culm_test_says (window, "Hotend fan slow or stopped"));
  culm_test_printer_tell (printer, "\"hms\":[]");
  g_assert_true (culm_test_says (window, "Hotend fan slow or stopped"));
  culm_test_assert_finalises (window, window);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/fault-list/order", test_order);
  g_test_add_func ("/fault-list/follows", test_follows);
  g_test_add_func ("/fault-list/cancel", test_cancel);
  g_test_add_func ("/fault-list/links", test_links);
  g_test_add_func ("/fault-list/dismiss", test_dismiss);
  g_test_add_func ("/fault-list/texts", test_texts);
  g_test_add_func ("/fault-list/past", test_past);
  return g_test_run ();
}
