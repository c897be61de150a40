/* culm-test-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-lan.h"
#include "culm-add-printer-dialog.h"
#include "culm-error.h"
#include "culm-lan-trouble.h"

#define ACCEPTED "A7675BDA50F788C4AD18F87DCB805666B4438729B083B0303DB76E421B30554D"
#define OTHER "1F99D846718C8D333AC319CB8E70919AB63236090FBADDE909BA4A6F0867A683"

const char *const culm_test_lan_names[] = { "add-printer",      "add-printer-listening",
                                            "add-printer-code", "add-printer-again",
                                            "lan-changed",      "lan-code",
                                            "lan-other",        NULL };

static CulmFoundPrinter *
make_found (const char *serial, const char *host, const char *name, const char *model)
{
  return culm_found_printer_new (serial, host, name, model, "01.08.02.00", ACCEPTED, FALSE);
}

static GtkWidget *
create_dialog (gboolean with_printers)
{
  GtkWidget *dialog = culm_add_printer_dialog_new (NULL, NULL, NULL);
  g_autoptr (GListStore) list = g_list_store_new (CULM_TYPE_FOUND_PRINTER);
  g_autoptr (CulmFoundPrinter) first = make_found ("01P00A234510001", "192.168.1.21", "Workshop P1S", "C12");
  g_autoptr (CulmFoundPrinter) second =
      make_found ("00M00A940999002", "192.168.1.148", "A printer whose name is longer than any row has room for", "Z9");
  g_autoptr (CulmFoundPrinter) third = make_found ("03W00A000000003", "192.168.1.9", NULL, NULL);

  if (with_printers) {
    g_list_store_append (list, first);
    g_list_store_append (list, second);
    g_list_store_append (list, third);
  }
  culm_add_printer_dialog_set_found (CULM_ADD_PRINTER_DIALOG (dialog), G_LIST_MODEL (list));
  return dialog;
}

static GtkWidget *
create_trouble (CulmLanState state)
{
  g_autoptr (CulmLanPrinter) lan = culm_lan_printer_new ("01P00A234510001", "192.168.1.21", ACCEPTED, FALSE);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNTRUSTED, "As a picture");
  GtkWidget *trouble = g_object_new (CULM_TYPE_LAN_TROUBLE, NULL);

  culm_lan_printer_set_state (lan, state, error, state == CULM_LAN_CHANGED ? OTHER : NULL);
  g_assert_true (culm_lan_trouble_is_due (lan));
  culm_lan_trouble_show (CULM_LAN_TROUBLE (trouble), lan);
  return trouble;
}

GtkWidget *
culm_test_lan_new (const char *name)
{
  g_autoptr (CulmLanPrinter) lan = culm_lan_printer_new ("01P00A234510001", "192.168.1.21", ACCEPTED, FALSE);
  g_autoptr (CulmFoundPrinter) found = make_found ("01P00A234510001", "192.168.1.21", "Workshop P1S", "C12");
  GtkWidget *dialog;

  if (g_str_equal (name, "lan-changed"))
    return create_trouble (CULM_LAN_CHANGED);
  if (g_str_equal (name, "lan-code"))
    return create_trouble (CULM_LAN_WRONG_CODE);
  if (g_str_equal (name, "lan-other"))
    return create_trouble (CULM_LAN_WRONG_PRINTER);
  if (g_str_equal (name, "add-printer-again"))
    return culm_add_printer_dialog_new (NULL, NULL, lan);
  dialog = create_dialog (!g_str_equal (name, "add-printer-listening"));
  if (g_str_equal (name, "add-printer-code"))
    culm_add_printer_dialog_show_printer (CULM_ADD_PRINTER_DIALOG (dialog), found);
  return dialog;
}
