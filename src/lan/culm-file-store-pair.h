/* culm-file-store-pair.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-file-store.h"

G_BEGIN_DECLS

/**
 * CulmFileStorePair:
 *
 * Two ways to the storage of one printer: what the first cannot do or does not reach, the second does. What lies in the
 * folder `own` (and the folder itself) the first reaches alone. The top is what both tell of it. A way that is not
 * there is left alone for half a minute.
 *
 * A wrong code and a wrong certificate are the end of both ways; nothing that has begun to move is begun anew by the
 * other one.
 */
#define CULM_TYPE_FILE_STORE_PAIR (culm_file_store_pair_get_type ())
G_DECLARE_FINAL_TYPE (CulmFileStorePair, culm_file_store_pair, CULM, FILE_STORE_PAIR, CulmFileStore)

/* Takes both, which nobody else uses. Returns: (transfer full). */
CulmFileStore *culm_file_store_pair_new (CulmFileStore *first, CulmFileStore *second, const char *own);

G_END_DECLS
