/* test-printer-list.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-list.h"

typedef struct {
  CulmPrinter *printer;
  guint n_changes, n_without;
} Watch;

static gboolean
holds (GListModel *list, CulmPrinter *printer)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (CulmPrinter) item = g_list_model_get_item (list, i);

    if (item == printer)
      return TRUE;
  }
  return FALSE;
}

static void
on_items_changed (GListModel *list, guint position, guint removed, guint added, Watch *watch)
{
  g_assert_cmpuint (position + added, <=, g_list_model_get_n_items (list));
  g_assert_cmpuint (removed, ==, added);
  watch->n_changes++;
  watch->n_without += holds (list, watch->printer) ? 0 : 1;
}

static CulmPrinter *
add_printer (CulmPrinterList *list, const char *serial, const char *name)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new (serial);

  culm_printer_set_identity (printer, name, NULL, NULL);
  culm_printer_list_add (list, printer);
  return culm_printer_list_find (list, serial);
}

static void
check_order (CulmPrinterList *list, const char *names)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++) {
    g_autoptr (CulmPrinter) item = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_string_append (found, culm_printer_get_name (item));
  }
  g_assert_cmpstr (found->str, ==, names);
}

static void
test_moves_in_one_change (void)
{
  g_autoptr (CulmPrinterList) list = culm_printer_list_new ();
  CulmPrinter *first = add_printer (list, "01P00A000000001", "A");
  Watch watch = { first, 0, 0 };

  add_printer (list, "01P00A000000002", "B");
  add_printer (list, "01P00A000000003", "C");
  check_order (list, "ABC");
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &watch);

  culm_printer_set_identity (first, "D", NULL, NULL);
  check_order (list, "BCD");
  culm_printer_set_identity (first, "BB", NULL, NULL);
  check_order (list, "BBBC");
  g_assert_cmpuint (watch.n_changes, ==, 2);
  g_assert_cmpuint (watch.n_without, ==, 0);
  g_signal_handlers_disconnect_by_data (list, &watch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer-list/moves-in-one-change", test_moves_in_one_change);
  return g_test_run ();
}
