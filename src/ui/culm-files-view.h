/* culm-files-view.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-printer-files.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmFilesView:
 *
 * The files that a printer holds: browses folders, shows pictures of timelapses, sorts, downloads, deletes, renames,
 * makes folders, and sends what is dropped. A video that is activated is fetched into the downloads and opened by the
 * desktop's player. It looks at the printer when it comes on the screen, and whenever a transfer has changed something.
 *
 * Actions, group "files": "up", "reload", "sort" (string: "name", "date", "size"), "select-all", "download",
 * "download-and-delete", "delete" (asks first), "rename", "new-folder".
 */
#define CULM_TYPE_FILES_VIEW (culm_files_view_get_type ())
G_DECLARE_FINAL_TYPE (CulmFilesView, culm_files_view, CULM, FILES_VIEW, AdwBin)

/* `serial` NULL: none. The engine opens the files when the view is shown. */
void culm_files_view_set_printer (CulmFilesView *self, CulmEngine *engine, const char *serial);
/* These files in place of those that an engine would open. */
void culm_files_view_set_files (CulmFilesView *self, CulmPrinterFiles *files);

G_END_DECLS
