/* culm-turn.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmTurn:
 *
 * Who among the programs of one profile does a thing that must be done once. The system releases the lock with the
 * process that holds it, however that ends. A program that waits tries again every two seconds. One that is `first`
 * (the window) goes before those that are not: a holder that is not first hears "wanted", and lets go when it is ready.
 *
 * Property: "held" (boolean). Signal: "wanted".
 */
#define CULM_TYPE_TURN (culm_turn_get_type ())
G_DECLARE_FINAL_TYPE (CulmTurn, culm_turn, CULM, TURN, GObject)

/* Locks NAME.lock and NAME.first in the folder of the profile. Does no I/O. */
CulmTurn *culm_turn_new (const char *profile, const char *name, gboolean first);

/* Tries at once, and goes on trying. Finish says whether it is held now; trouble with the disk means that it is not. */
void     culm_turn_start_async (CulmTurn *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_turn_start_finish (CulmTurn *self, GAsyncResult *result);

gboolean culm_turn_get_held (CulmTurn *self);

/* Lets another program have it, and waits for it again. */
void culm_turn_release (CulmTurn *self);

/* Lets go for good; so does dropping the last reference. */
void culm_turn_stop (CulmTurn *self);

/* For tests: how often it is tried, in ms. */
void culm_turn_set_interval (CulmTurn *self, guint interval);

G_END_DECLS
