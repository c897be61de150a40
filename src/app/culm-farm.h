/* culm-farm.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-demo.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmFarm:
 *
 * A farm of virtual printers: the program culm-sim, started and ended with this one (contract.md §6). Nothing is shared
 * with it but what it prints when it is ready.
 */
#define CULM_TYPE_FARM (culm_farm_get_type ())
G_DECLARE_FINAL_TYPE (CulmFarm, culm_farm, CULM, FARM, GObject)

CulmFarm *culm_farm_new (void);

/* Starts culm-sim, found beside this program's build or in BINDIR, and waits until it is ready. NOT_FOUND without the
 * program, MALFORMED when it says something else, FAILED when it ends. Finish returns (transfer full); `ca` (out,
 * transfer full) is the file of its trust anchor. */
void      culm_farm_start_async (CulmFarm *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
CulmDemo *culm_farm_start_finish (CulmFarm *self, GAsyncResult *result, char **ca, GError **error);

/* Reads a ready line of culm-sim. Returns (transfer full), or NULL with MALFORMED. `ca` as above. */
CulmDemo *culm_farm_parse (const char *line, char **ca, GError **error);

/* Ends the program by closing its standard input. Also done when the last reference goes. */
void culm_farm_stop (CulmFarm *self);

G_END_DECLS
