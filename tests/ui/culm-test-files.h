/* culm-test-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-files.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum { CULM_TEST_FILES_SOME, CULM_TEST_FILES_NONE, CULM_TEST_FILES_ERROR } CulmTestFilesCase;

/* The files of a printer that is not there: they can be listed, and deleted. For tests alone. (transfer full). */
CulmPrinterFiles *culm_test_files_new (CulmTestFilesCase what);

/* Pictures of each: the names, NULL-terminated, and the view of one. (transfer none). */
extern const char *const culm_test_files_names[];
GtkWidget *culm_test_files_view_new (const char *name);

G_END_DECLS
