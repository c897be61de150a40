/* culm-lan-desk.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine-lan.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulmLanDesk:
 *
 * What can be done about one printer of the local network: the actions "only" (a toggle: the LAN alone), "new-code",
 * "trust" (the certificate that it shows now), "later", "look" and "remove". They are off for a printer that was not
 * added.
 *
 * Signal "changed" (): how it is reached has changed, or whether it is added at all.
 */
#define CULM_TYPE_LAN_DESK (culm_lan_desk_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanDesk, culm_lan_desk, CULM, LAN_DESK, GObject)

/* `page` owns it. `engine` nullable. */
CulmLanDesk  *culm_lan_desk_new (GtkWidget *page, CulmEngine *engine);
GActionGroup *culm_lan_desk_get_group (CulmLanDesk *self); /* (transfer none) */

void culm_lan_desk_set_printer (CulmLanDesk *self, CulmPrinter *printer); /* nullable */

/* (transfer none) (nullable). */
CulmLanPrinter *culm_lan_desk_get_lan (CulmLanDesk *self);

/* Whether the person has put off what there is to decide. */
gboolean culm_lan_desk_is_put_off (CulmLanDesk *self);

G_END_DECLS
