/* culm-printer-link.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-link.h"

G_DEFINE_INTERFACE (CulmPrinterLink, culm_printer_link, G_TYPE_OBJECT)

static void
culm_printer_link_default_init (CulmPrinterLinkInterface *iface G_GNUC_UNUSED)
{
}

void
culm_printer_link_send_async (CulmPrinterLink *self, CulmCommand *command, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CULM_IS_PRINTER_LINK (self));
  CULM_PRINTER_LINK_GET_IFACE (self)->send_async (self, command, cancellable, callback, user_data);
}

gboolean
culm_printer_link_send_finish (CulmPrinterLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CULM_IS_PRINTER_LINK (self), FALSE);
  return CULM_PRINTER_LINK_GET_IFACE (self)->send_finish (self, result, error);
}

gboolean
culm_printer_link_can_write (CulmPrinterLink *self, CulmCommand *command, GError **error)
{
  g_return_val_if_fail (CULM_IS_PRINTER_LINK (self), FALSE);
  return CULM_PRINTER_LINK_GET_IFACE (self)->can_write (self, command, error);
}
