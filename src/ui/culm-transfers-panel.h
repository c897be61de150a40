/* culm-transfers-panel.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-transfer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmTransfersPanel:
 *
 * The uploads at the foot of the sidebar: those on their way and those that ended since the window opened; opened, the
 * last fifty. It hides when there was none.
 */
#define CULM_TYPE_TRANSFERS_PANEL (culm_transfers_panel_get_type ())
G_DECLARE_FINAL_TYPE (CulmTransfersPanel, culm_transfers_panel, CULM, TRANSFERS_PANEL, AdwBin)

GtkWidget *culm_transfers_panel_new (void);
void       culm_transfers_panel_set_model (CulmTransfersPanel *self, GListModel *transfers); /* nullable */

G_END_DECLS
