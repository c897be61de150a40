/* culm-printer-link.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmPrinterLink:
 *
 * A way to a printer: takes an intent, writes it in the dialect that the printer understands, publishes it once, and
 * ends when the printer confirmed it (design.md §4). Implemented by `engine` for cloud and LAN, by tests with a fake.
 */
#define CULM_TYPE_PRINTER_LINK (culm_printer_link_get_type ())
G_DECLARE_INTERFACE (CulmPrinterLink, culm_printer_link, CULM, PRINTER_LINK, GObject)

struct _CulmPrinterLinkInterface {
  GTypeInterface parent;

  void     (*send_async)  (CulmPrinterLink *self, CulmCommand *command, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*send_finish) (CulmPrinterLink *self, GAsyncResult *result, GError **error);
  gboolean (*can_write)   (CulmPrinterLink *self, CulmCommand *command, GError **error);
};

/* Sends once. Ends with TRUE: confirmed; else REFUSED, FORBIDDEN (signature needed: reference/mqtt.md §2.1),
 * NOT_CONFIRMED, OFFLINE, UNSUPPORTED or CANCELLED. Cancelling does not unsend. */
void     culm_printer_link_send_async (CulmPrinterLink *self, CulmCommand *command, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_printer_link_send_finish (CulmPrinterLink *self, GAsyncResult *result, GError **error);

/* Whether the dialect in use has a form for it; else FALSE and UNSUPPORTED. Cheap: asked for every control. */
gboolean culm_printer_link_can_write (CulmPrinterLink *self, CulmCommand *command, GError **error);

G_END_DECLS
