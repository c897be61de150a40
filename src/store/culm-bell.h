/* culm-bell.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmBell:
 *
 * Tells the other programs of one profile that something changed which each of them keeps in memory. Signal: "rung",
 * also for a ring of one's own.
 */
#define CULM_TYPE_BELL (culm_bell_get_type ())
G_DECLARE_FINAL_TYPE (CulmBell, culm_bell, CULM, BELL, GObject)

/* Watches, and writes, NAME.changed in the folder of the profile. Does no I/O. */
CulmBell *culm_bell_new (const char *profile, const char *name);

/* Listens from now on. */
void culm_bell_listen (CulmBell *self);

/* Trouble with the disk is logged. */
void culm_bell_ring_async (CulmBell *self, GAsyncReadyCallback callback, gpointer user_data);
void culm_bell_ring_finish (CulmBell *self, GAsyncResult *result);

G_END_DECLS
