/* culm-test-lan.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine-lan.h"
#include "culm-test-rig.h"

G_BEGIN_DECLS

/* What a test does with the printers of a rig's simulator on their LAN; `index` is theirs in the ready line. */

/* The ports of a printer as the simulator gave them. */
CulmLanPorts culm_test_lan_get_ports (CulmTestRig *self, guint index);

/* As culm_engine_look_at_async(). Returns: (transfer full) (nullable). */
CulmFoundPrinter *culm_test_lan_look_at (CulmTestRig *self, guint index, GError **error);

/* Adds the printer as a person would who does everything right. Texts are borrowed from rig and `found`. */
CulmLanDraft culm_test_lan_make_draft (CulmTestRig *self, guint index, CulmFoundPrinter *found);
gboolean     culm_test_lan_add_draft (CulmTestRig *self, const CulmLanDraft *draft, GError **error);
/* All of this at once; the test ends when it fails. */
void culm_test_lan_add (CulmTestRig *self, guint index);

gboolean culm_test_lan_renew (CulmTestRig *self, const char *serial, const char *code, const char *fingerprint,
                              GError **error);
gboolean culm_test_lan_remove (CulmTestRig *self, const char *serial);

/* POST /printers/SERIAL/do; `value` is JSON. */
void culm_test_lan_do (CulmTestRig *self, guint index, const char *what, const char *value);

/* Wait for what is known of the LAN's way to the printer, and for a printer that is live by a route. The second returns
 * (transfer none). */
#define culm_test_lan_await_state(self, serial, state, seconds) \
  culm_test_lan_await_state_at (G_STRLOC, self, serial, state, seconds)
void culm_test_lan_await_state_at (const char *where, CulmTestRig *self, const char *serial, CulmLanState state,
                                   guint seconds);
#define culm_test_lan_await_live(self, serial, route, seconds) \
  culm_test_lan_await_live_at (G_STRLOC, self, serial, route, seconds)
CulmPrinter *culm_test_lan_await_live_at (const char *where, CulmTestRig *self, const char *serial, CulmRoute route,
                                          guint seconds);

G_END_DECLS
