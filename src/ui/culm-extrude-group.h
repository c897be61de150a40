/* culm-extrude-group.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-move-queue.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmExtrudeGroup:
 *
 * Pushes filament out of a nozzle or pulls it back, by a length that is chosen; on two nozzles, out of one that is
 * chosen. Off while that nozzle is too cold.
 */
#define CULM_TYPE_EXTRUDE_GROUP (culm_extrude_group_get_type ())
G_DECLARE_FINAL_TYPE (CulmExtrudeGroup, culm_extrude_group, CULM, EXTRUDE_GROUP, AdwBin)

void culm_extrude_group_set_printer (CulmExtrudeGroup *self, CulmPrinter *printer);

G_END_DECLS
