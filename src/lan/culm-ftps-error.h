/* culm-ftps-error.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What a failure of libcurl (a CURLcode) means, by the printer's last reply where there is one (0: none) and its
 * `words` (nullable), which become the detail (reference/errors.md §5). `message` is libcurl's own, for the log.
 * Returns: (transfer full). */
GError *culm_ftps_make_error (int curl_code, int reply, const char *words, const char *message, gboolean cancelled);

G_END_DECLS
