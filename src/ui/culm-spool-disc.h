/* culm-spool-disc.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ams-slot.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The spool of a slot from the side, in its colours: several as sectors; an empty slot as an outline; the slot in use
 * with a ring. */
#define CULM_TYPE_SPOOL_DISC (culm_spool_disc_get_type ())
G_DECLARE_FINAL_TYPE (CulmSpoolDisc, culm_spool_disc, CULM, SPOOL_DISC, GtkWidget)

void culm_spool_disc_set_slot (CulmSpoolDisc *self, CulmAmsSlot *slot); /* nullable */

G_END_DECLS
