/* culm-state-dot.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-enums.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmStateDot:
 *
 * The state of a printer as a sign that differs in shape as well as in colour. What is stale is grey.
 */
#define CULM_TYPE_STATE_DOT (culm_state_dot_get_type ())
G_DECLARE_FINAL_TYPE (CulmStateDot, culm_state_dot, CULM, STATE_DOT, AdwBin)

GtkWidget *culm_state_dot_new (void);
void       culm_state_dot_set_state (CulmStateDot *self, CulmPrinterState state, gboolean stale);

G_END_DECLS
