/* culm-engine-import.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-imported-printer.h"

G_BEGIN_DECLS

/* Printers and access codes out of the configuration of Bambu Studio or OrcaSlicer. No code is shown or logged; each is
 * sent only to a printer whose certificate is made out to its serial, and that a known issuer or the person has
 * accepted. */

/* Looks for the configurations of slicers. Finish: (transfer full) (element-type filename): paths, at worst none; NULL
 * with CANCELLED. */
void       culm_engine_find_slicers_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *culm_engine_find_slicers_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Reads one, then looks for each of its printers: where it announces itself, else where the slicer saw it last.
 * `cancellable` ends both. Finish: (transfer full): GListModel of CulmImportedPrinter, the looks under way; NULL with
 * NOT_FOUND (no file, or no printer in it), FORBIDDEN, MALFORMED. */
void        culm_engine_read_slicer_async (CulmEngine *self, const char *path, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GListModel *culm_engine_read_slicer_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Adds one that is READY or FAILED, with the certificate that was seen: whoever shows it must have let a person look at
 * it unless a known issuer vouches. Its state tells how that goes. */
void culm_engine_import_printer (CulmEngine *self, CulmImportedPrinter *printer, GCancellable *cancellable);

G_END_DECLS
