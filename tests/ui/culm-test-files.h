/* culm-test-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-files.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum { CULM_TEST_FILES_SOME, CULM_TEST_FILES_NONE, CULM_TEST_FILES_ERROR } CulmTestFilesCase;

/* The files of a printer that is not there: they can be listed, and deleted. For tests alone. (transfer full). */
CulmPrinterFiles *culm_test_files_new (CulmTestFilesCase what);

/* Views of each. */
GtkWidget *culm_test_build_files (void);
GtkWidget *culm_test_build_no_files (void);
GtkWidget *culm_test_build_lost_files (void);

G_END_DECLS
