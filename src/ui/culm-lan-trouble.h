/* culm-lan-trouble.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmLanTrouble:
 *
 * What a person must decide before a printer of the local network is spoken to again: its certificate has changed, its
 * access code is not the one that is known, another device answers in its place, or others have its few places. Its
 * buttons activate "lan.trust", "lan.later", "lan.new-code", "lan.retry" and "win.add-printer".
 */
#define CULM_TYPE_LAN_TROUBLE (culm_lan_trouble_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanTrouble, culm_lan_trouble, CULM, LAN_TROUBLE, AdwBin)

/* Whether there is anything to decide. `lan` nullable. */
gboolean culm_lan_trouble_is_due (CulmLanPrinter *lan);

/* The same in a sentence, for a printer that the cloud brings all the same. (nullable): there is nothing. */
const char *culm_lan_trouble_get_notice (CulmLanState state);

void culm_lan_trouble_show (CulmLanTrouble *self, CulmLanPrinter *lan);

G_END_DECLS
