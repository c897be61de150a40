/* culm-upload-desk.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmUploadDesk:
 *
 * What a window does about uploads: takes files that were dropped or chosen, says which could not be taken, cancels,
 * retries, hurries and forgets (the actions "upload", "upload-now", "cancel-transfer", "retry-transfer" and
 * "forget-transfer" of the window), and asks before the window closes on one that goes on.
 *
 * Signals: "told" (string): a sentence for a toast.
 */
#define CULM_TYPE_UPLOAD_DESK (culm_upload_desk_get_type ())
G_DECLARE_FINAL_TYPE (CulmUploadDesk, culm_upload_desk, CULM, UPLOAD_DESK, GObject)

/* `window` must be a GActionMap and outlive the desk: it drops the desk in dispose. */
CulmUploadDesk *culm_upload_desk_new (CulmEngine *engine, GtkWindow *window);

/* `files` is a list of GFile; `printer` (nullable) is where they were dropped. */
void culm_upload_desk_take (CulmUploadDesk *self, GListModel *files, CulmPrinter *printer);
void culm_upload_desk_drop (CulmUploadDesk *self, GdkFileList *files, CulmPrinter *printer);

/* The printer for which "upload" asks for files. Nullable. */
void culm_upload_desk_set_printer (CulmUploadDesk *self, CulmPrinter *printer);

/* Whether an upload goes on and the person is asked now; the window must not close then. */
gboolean culm_upload_desk_ask_before_close (CulmUploadDesk *self);

G_END_DECLS
