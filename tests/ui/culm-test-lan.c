/* culm-test-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-lan.h"
#include "culm-add-printer-dialog.h"
#include "culm-error.h"
#include "culm-import-dialog.h"
#include "culm-lan-trouble.h"
#include "culm-ports-row.h"
#include "culm-roots-page.h"
#include "culm-test-display.h"
#include "culm-welcome-page.h"

#define ACCEPTED "A7675BDA50F788C4AD18F87DCB805666B4438729B083B0303DB76E421B30554D"
#define OTHER "1F99D846718C8D333AC319CB8E70919AB63236090FBADDE909BA4A6F0867A683"

const char *const culm_test_lan_names[] = { "add-printer",       "add-printer-listening",
                                            "add-printer-code",  "add-printer-again",
                                            "lan-changed",       "lan-code",
                                            "lan-other",         "lan-taken",
                                            "lan-welcome",       "lan-import",
                                            "lan-import-files",  "add-printer-known",
                                            "add-printer-ports", "lan-roots",
                                            "lan-roots-none",    NULL };

static CulmFoundPrinter *
make_found (const char *serial, const char *host, const char *name, const char *model)
{
  return culm_found_printer_new (serial, host, name, model, "01.08.02.00", ACCEPTED, g_str_has_suffix (serial, "2"));
}

static GListModel *
make_list (gboolean with_printers)
{
  GListStore *list = g_list_store_new (CULM_TYPE_FOUND_PRINTER);
  g_autoptr (CulmFoundPrinter) first = make_found ("01P00A234510001", "192.168.1.21", "Workshop P1S", "C12");
  g_autoptr (CulmFoundPrinter) second =
      make_found ("00M00A940999002", "192.168.1.148", "A printer whose name is longer than any row has room for", "Z9");
  g_autoptr (CulmFoundPrinter) third = make_found ("03W00A000000003", "192.168.1.9", NULL, NULL);

  if (with_printers) {
    g_list_store_append (list, first);
    g_list_store_append (list, second);
    g_list_store_append (list, third);
  }
  return G_LIST_MODEL (list);
}

static GtkWidget *
create_dialog (gboolean with_printers)
{
  GtkWidget *dialog = culm_add_printer_dialog_new (NULL, NULL, NULL);
  g_autoptr (GListModel) list = make_list (with_printers);

  culm_add_printer_dialog_set_found (CULM_ADD_PRINTER_DIALOG (dialog), list);
  return dialog;
}

static GtkWidget *
create_welcome (void)
{
  GtkWidget *page = g_object_new (CULM_TYPE_WELCOME_PAGE, NULL);
  g_autoptr (GListModel) list = make_list (TRUE);

  culm_welcome_page_set_found (CULM_WELCOME_PAGE (page), list);
  return page;
}

static CulmImportedPrinter *
make_imported (const char *serial, const char *name, CulmImportState state, const char *issuer)
{
  CulmImportedPrinter *printer = culm_imported_printer_new (serial, name, "C12", "192.168.1.21", "code");
  g_autoptr (CulmFoundPrinter) found = make_found (serial, "192.168.1.21", name, "C12");
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNAUTHORISED, "As a picture");

  culm_found_printer_set_issuer (found, issuer);
  culm_imported_printer_set_found (printer, found);
  culm_imported_printer_set_state (printer, state, state == CULM_IMPORT_FAILED ? error : NULL);
  return printer;
}

static GtkWidget *
create_import (gboolean printers)
{
  static const char *const files[] = { "/home/somebody/.config/BambuStudio/BambuStudio.conf",
                                       "/home/somebody/.var/app/com.orcaslicer.OrcaSlicer/config/OrcaSlicer/"
                                       "OrcaSlicer.conf",
                                       NULL };
  GtkWidget *dialog = culm_import_dialog_new (NULL, NULL);
  g_autoptr (GListStore) list = g_list_store_new (CULM_TYPE_IMPORTED_PRINTER);
  static const struct {
    const char *serial, *name;
    CulmImportState state;
    const char *issuer;
  } rows[] = {
    { "01P00A000000001", "Workshop P1S", CULM_IMPORT_READY, "BBL CA" },
    { "01P00A000000002", "A printer whose name is longer than any row has room for", CULM_IMPORT_READY, NULL },
    { "01P00A000000003", NULL, CULM_IMPORT_SILENT, NULL },
    { "01P00A000000004", "Cellar", CULM_IMPORT_NO_CODE, NULL },
    { "01P00A000000005", "Attic", CULM_IMPORT_FAILED, "BBL CA" },
    { "01P00A000000006", "Done", CULM_IMPORT_DONE, "BBL CA" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmImportedPrinter) printer =
        make_imported (rows[i].serial, rows[i].name, rows[i].state, rows[i].issuer);

    g_list_store_append (list, printer);
  }
  if (printers)
    culm_import_dialog_show_printers (CULM_IMPORT_DIALOG (dialog), G_LIST_MODEL (list));
  else
    culm_import_dialog_show_files (CULM_IMPORT_DIALOG (dialog), files);
  return dialog;
}

/* The ports unfolded, one of them impossible. */
static void
show_ports (GtkWidget *dialog)
{
  GtkWidget *row = culm_test_find (dialog, CULM_TYPE_PORTS_ROW);
  CulmLanPorts ports;

  gtk_editable_set_text (GTK_EDITABLE (culm_test_find (row, ADW_TYPE_ENTRY_ROW)), "88830");
  g_assert_false (culm_ports_row_read (CULM_PORTS_ROW (row), &ports));
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

static GtkWidget *
create_roots (gboolean any)
{
  static const char *const files[] = { "/usr/share/BambuStudio/cert/printer.cer",
                                       "/var/lib/flatpak/app/com.orcaslicer.OrcaSlicer/current/active/files/share/"
                                       "OrcaSlicer/cert/printer.cer",
                                       NULL };
  static const char *const names[] = { "BBL CA", "BBL CA2 RSA", "An issuer whose name is longer than any row of it" };
  g_autoptr (GListStore) list = g_list_store_new (CULM_TYPE_KNOWN_ROOT);
  GtkWidget *window = adw_preferences_window_new ();

  for (gsize i = 0; any && i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CulmKnownRoot) root =
        culm_known_root_new (names[i], i == 0 ? ACCEPTED : OTHER, 1649000000, 1964000000 + 500000000 * (gint64) i);

    g_list_store_append (list, root);
  }
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 640);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (culm_roots_page_new_with (
                                                                   G_LIST_MODEL (list), any ? NULL : files)));
  return window;
}

GtkWidget *
culm_test_lan_new (const char *name)
{
  g_autoptr (CulmLanPrinter) lan = culm_lan_printer_new ("01P00A234510001", "192.168.1.21", ACCEPTED, FALSE);
  g_autoptr (CulmFoundPrinter) found = make_found ("01P00A234510001", "192.168.1.21", "Workshop P1S", "C12");
  GtkWidget *dialog;

  if (g_str_has_prefix (name, "lan-import"))
    return create_import (g_str_equal (name, "lan-import"));
  if (g_str_equal (name, "lan-welcome"))
    return create_welcome ();
  if (g_str_has_prefix (name, "lan-roots"))
    return create_roots (g_str_equal (name, "lan-roots"));
  if (g_str_equal (name, "lan-changed"))
    return create_trouble (CULM_LAN_CHANGED);
  if (g_str_equal (name, "lan-code"))
    return create_trouble (CULM_LAN_WRONG_CODE);
  if (g_str_equal (name, "lan-other"))
    return create_trouble (CULM_LAN_WRONG_PRINTER);
  if (g_str_equal (name, "lan-taken"))
    return create_trouble (CULM_LAN_TAKEN);
  if (g_str_equal (name, "add-printer-again"))
    return culm_add_printer_dialog_new (NULL, NULL, lan);
  dialog = create_dialog (!g_str_equal (name, "add-printer-listening"));
  if (g_str_equal (name, "add-printer-ports"))
    show_ports (dialog);
  if (g_str_equal (name, "add-printer-known"))
    culm_found_printer_set_issuer (found, "BBL CA");
  if (g_str_equal (name, "add-printer-code") || g_str_equal (name, "add-printer-known"))
    culm_add_printer_dialog_show_printer (CULM_ADD_PRINTER_DIALOG (dialog), found);
  return dialog;
}
