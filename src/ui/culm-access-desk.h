/* culm-access-desk.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulmAccessDesk:
 *
 * How printers come into a window, and go: gives it the actions "accounts", "add-printer", "add-broker" and
 * "renew-broker" (of a serial), each of which opens a dialog.
 */
#define CULM_TYPE_ACCESS_DESK (culm_access_desk_get_type ())
G_DECLARE_FINAL_TYPE (CulmAccessDesk, culm_access_desk, CULM, ACCESS_DESK, GObject)

/* The window owns it, and is a GActionMap. */
CulmAccessDesk *culm_access_desk_new (CulmEngine *engine, GtkWindow *window);

/* Whether there is any way to a printer: an account, a broker, a printer of the local network. */
gboolean culm_access_desk_has_any (CulmAccessDesk *self);

G_END_DECLS
