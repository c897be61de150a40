/* culm-access-desk.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-welcome-page.h"

G_BEGIN_DECLS

/**
 * CulmAccessDesk:
 *
 * How printers come into a window, and go: gives it the actions "accounts", "add-printer", "add-found"
 * (of a serial that is announced), "add-broker" and "renew-broker" (of a serial), each of which opens a dialog.
 */
#define CULM_TYPE_ACCESS_DESK (culm_access_desk_get_type ())
G_DECLARE_FINAL_TYPE (CulmAccessDesk, culm_access_desk, CULM, ACCESS_DESK, GObject)

/* The window owns it, and is a GActionMap. */
CulmAccessDesk *culm_access_desk_new (CulmEngine *engine, GtkWindow *window);

/* "loading", "main", or "welcome" while there is no way to a printer: no account, no broker, no printer of the local
 * network. Then those of the network are listened for, and shown on `welcome`. Returns: a static string. */
const char *culm_access_desk_choose_page (CulmAccessDesk *self, CulmWelcomePage *welcome);

G_END_DECLS
