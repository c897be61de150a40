/* culm-lan-trouble.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmLanTrouble:
 *
 * What a person must decide before a printer of the local network is spoken to again: its certificate has changed, its
 * access code is not the one that is known, or another device answers in its place. Its buttons activate "lan.trust",
 * "lan.later", "lan.new-code" and "win.add-printer".
 */
#define CULM_TYPE_LAN_TROUBLE (culm_lan_trouble_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanTrouble, culm_lan_trouble, CULM, LAN_TROUBLE, AdwBin)

/* Whether there is anything to decide. `lan` nullable. */
gboolean culm_lan_trouble_is_due (CulmLanPrinter *lan);

void culm_lan_trouble_show (CulmLanTrouble *self, CulmLanPrinter *lan);

G_END_DECLS
