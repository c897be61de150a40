/* test-overview-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-overview-page.h"
#include "culm-printer-card.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"

static void
test_counts (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  g_autoptr (CulmPrinter) first = g_list_model_get_item (printers, 0);
  GtkWidget *page = culm_overview_page_new ();
  GtkWidget *window = culm_test_show (page);

  culm_overview_page_set_printers (CULM_OVERVIEW_PAGE (page), NULL, printers);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "1 failed · 1 paused · 2 printing · 1 ready · 1 offline"));
  g_assert_true (culm_test_says (window, "Nozzle 220° · Bed 60°"));
  g_assert_true (culm_test_says (window, "Nozzle — · Bed —"));
  culm_test_printer_tell (first, "\"gcode_state\":\"IDLE\"");
  g_assert_true (culm_test_says (window, "1 paused · 2 printing · 2 ready · 1 offline"));
  culm_test_assert_finalises (window, page);
}

/* Cards come in the order of the list: trouble first. */
static void
test_order (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  g_autoptr (CulmPrinter) first = g_list_model_get_item (printers, 0);
  GtkWidget *page = culm_overview_page_new ();
  GtkWidget *window = culm_test_show (page);
  GtkWidget *card;

  culm_overview_page_set_printers (CULM_OVERVIEW_PAGE (page), NULL, printers);
  card = culm_test_find (window, CULM_TYPE_PRINTER_CARD);
  g_assert_true (culm_printer_card_get_printer (CULM_PRINTER_CARD (card)) == first);
  g_assert_cmpint (culm_printer_get_state (first), ==, CULM_PRINTER_STATE_FAILED);
  culm_test_assert_finalises (window, page);
}

static void
test_filters (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  GtkWidget *page = culm_overview_page_new ();
  GtkWidget *window = culm_test_show (page);

  culm_overview_page_set_printers (CULM_OVERVIEW_PAGE (page), NULL, printers);
  culm_overview_page_set_search_text (CULM_OVERVIEW_PAGE (page), "STUDIO");
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Studio H2D"));
  g_assert_false (culm_test_says (window, "Lab P1S"));
  culm_test_assert_finalises (window, page);
}

/* Each reason for an empty page has its own words and one act. */
static void
test_reasons (void)
{
  static const struct {
    CulmAccountState state;
    const char *words;
  } reasons[] = {
    { CULM_ACCOUNT_CONNECTING, "Looking for your printers…" },
    { CULM_ACCOUNT_ONLINE, "No Printers Yet" },
    { CULM_ACCOUNT_OFFLINE, "No Connection" },
    { CULM_ACCOUNT_EXPIRED, "Sign In Again" },
  };
  GtkWidget *page = culm_overview_page_new ();
  GtkWidget *window = culm_test_show (page);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autoptr (GListModel) accounts = culm_test_accounts_new (reasons[i].state);

    culm_overview_page_set_accounts (CULM_OVERVIEW_PAGE (page), accounts);
    culm_test_settle (window);
    g_assert_true (culm_test_says (window, reasons[i].words));
  }
  culm_test_assert_finalises (window, page);
}

/* Every card can be reached by keyboard. */
static void
test_focus (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  GtkWidget *page = culm_overview_page_new ();
  GtkWidget *window = culm_test_show (page);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-printer", G_VARIANT_TYPE_STRING);
  guint n_cards = 0;

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  culm_overview_page_set_printers (CULM_OVERVIEW_PAGE (page), NULL, printers);
  culm_test_settle (window);
  for (guint i = 0; i < 20; i++) {
    GtkWidget *focus;

    gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
    focus = gtk_root_get_focus (GTK_ROOT (window));
    g_test_message ("%s", focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "none");
    n_cards += CULM_IS_PRINTER_CARD (focus) ? 1 : 0;
  }
  g_assert_cmpuint (n_cards, >=, 6);
  culm_test_assert_finalises (window, page);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/overview-page/counts", test_counts);
  g_test_add_func ("/overview-page/order", test_order);
  g_test_add_func ("/overview-page/filters", test_filters);
  g_test_add_func ("/overview-page/reasons", test_reasons);
  g_test_add_func ("/overview-page/focus", test_focus);
  return g_test_run ();
}
