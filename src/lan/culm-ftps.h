/* culm-ftps.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-target.h"
#include "culm-file-store.h"

G_BEGIN_DECLS

/**
 * CulmFtps:
 *
 * The storage of a printer over implicit FTPS by libcurl, with the manners of reference/lan.md §4: TLS 1.2, passive
 * mode to the address of the control connection, the session of which data connections take up, 60 s for the last
 * reply, and the size compared in the end whatever that reply was.
 *
 * A printer whose data connections cannot do TLS ends with REFUSED and the server code 425 or 522.
 */
#define CULM_TYPE_FTPS (culm_ftps_get_type ())
G_DECLARE_FINAL_TYPE (CulmFtps, culm_ftps, CULM, FTPS, CulmFileStore)

/* Does no I/O. `open_data`: a person allowed file contents and names without TLS (PROT C). Returns: (transfer full). */
CulmFileStore *culm_ftps_new (CulmLanTarget *target, gboolean open_data);

/* For tests, before anything is asked for: seconds without a byte, or without the last reply, in place of 60. */
void culm_ftps_set_patience (CulmFileStore *self, guint seconds);

G_END_DECLS
