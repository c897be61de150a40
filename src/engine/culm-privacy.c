/* culm-privacy.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-privacy.h"
#include "culm-lan-printer.h"
#include "culm-printer.h"

static gboolean
is_lan_only (CulmPrinter *printer, GListModel *lan)
{
  for (guint i = 0; i < g_list_model_get_n_items (lan); i++) {
    g_autoptr (CulmLanPrinter) entry = g_list_model_get_item (lan, i);

    if (g_strcmp0 (culm_lan_printer_get_serial (entry), culm_printer_get_serial (printer)) == 0)
      return culm_lan_printer_get_lan_only (entry);
  }
  return FALSE;
}

gboolean
culm_privacy_is_wanted (GListModel *printers, GListModel *lan)
{
  guint n = g_list_model_get_n_items (printers);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (!is_lan_only (printer, lan))
      return FALSE;
  }
  return n > 0;
}
