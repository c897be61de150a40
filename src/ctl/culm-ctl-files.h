/* culm-ctl-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ctl.h"

G_BEGIN_DECLS

/* `upload FILE… --to PRINTER`: sends files to the top folder of a printer's storage. `paths` is NULL-terminated. */
int culm_ctl_send_to_printer (CulmCtl *self, const char *printer, char **paths, GError **error);

G_END_DECLS
