/* culm-engine-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-printer-files.h"

G_BEGIN_DECLS

/* The files that a printer holds, for a printer that was added on the local network; the same one each time, for as
 * long as somebody has it and the way to the printer stays the same. OFFLINE (origin "lan") when there is no such way.
 * Returns: (transfer full). */
CulmPrinterFiles *culm_engine_open_files (CulmEngine *self, const char *serial, GError **error);

/* Fetches a file to `target`, or sends one into `folder` of the printer: each a transfer of culm_engine_get_transfers()
 * that begins at once. `remove`: what is whole here is then deleted there. The errors of culm_engine_open_files(), and
 * UNSUPPORTED for a file that is not of this computer. Returns: (transfer full). */
CulmTransfer *culm_engine_fetch_file (CulmEngine *self, const char *serial, CulmStoredFile *file, GFile *target,
                                      gboolean remove, GError **error);
CulmTransfer *culm_engine_send_file (CulmEngine *self, const char *serial, GFile *file, const char *folder,
                                     GError **error);
/* One of them that has ended, once more; what is here of it already is not fetched again, where the printer can. */
void          culm_engine_retry_file (CulmEngine *self, CulmTransfer *transfer);

/* For the end of the program, right after culm_engine_stop(): runs the main loop until printers have been told to
 * forget what was half written there, at most so many milliseconds, and not at all where nothing was. Returns: FALSE
 * when that was too short. */
gboolean      culm_engine_settle_files (CulmEngine *self, guint milliseconds);

G_END_DECLS
