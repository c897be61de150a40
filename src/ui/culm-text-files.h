/* culm-text-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-error.h"
#include "culm-stored-file.h"

G_BEGIN_DECLS

/* What went wrong with the files of a printer, as a person reads it: a whole sentence that says what to do. Plain text,
 * (transfer full). */
char *culm_text_files_error (const GError *error);

/* A folder of a printer by its path: its storage, what is inside the printer, or the path itself. (transfer full). */
char *culm_text_files_folder (const char *path);
/* What a file is called in a list. (transfer full). */
char *culm_text_files_name (CulmStoredFile *file);

G_END_DECLS
