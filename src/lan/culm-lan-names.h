/* culm-lan-names.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-target.h"

G_BEGIN_DECLS

/* A name by which GStreamer is told to go to a printer: what connects for it sends the name of its address to the other
 * side of TLS, a number is never sent, and printers want to hear their serial (reference/lan.md §3). Until it is let go
 * of, the serial leads to the printer's address, for this program alone: its GResolver is wrapped, once, and asks the
 * one of before for everything else. Any thread, once the main one has prepared it. */
void culm_lan_names_prepare (void);
void culm_lan_names_hold (const CulmLanTarget *target);
void culm_lan_names_release (const CulmLanTarget *target);

G_END_DECLS
