/* culm-text-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-error.h"

G_BEGIN_DECLS

/* What went wrong with the files of a printer, as a person reads it: a whole sentence that says what to do. Plain text,
 * (transfer full). */
char *culm_text_files_error (const GError *error);

G_END_DECLS
