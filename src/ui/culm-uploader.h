/* culm-uploader.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"

G_BEGIN_DECLS

/**
 * CulmUploader:
 *
 * Hands files to the engine, one or many at once, and says in a sentence each which of them could not be taken.
 *
 * Signals: "refused" (GStrv of sentences): after all files of one hand-over were looked at.
 */
#define CULM_TYPE_UPLOADER (culm_uploader_get_type ())
G_DECLARE_FINAL_TYPE (CulmUploader, culm_uploader, CULM, UPLOADER, GObject)

CulmUploader *culm_uploader_new (CulmEngine *engine);

/* `files` is a list of GFile; `printer` (nullable) is where they were dropped. They go to an account; to the printer's
 * storage, over the local network, where none is signed in or the printer is kept from the cloud. */
void culm_uploader_take (CulmUploader *self, GListModel *files, CulmPrinter *printer);

G_END_DECLS
