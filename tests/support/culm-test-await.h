/* culm-test-await.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Waits on the thread's default main context; a test that waits longer than it said is a failure. What it says is meant
 * for a computer with nothing else to do: three times as long is waited, which costs nothing where all is well. */

/* A GAsyncReadyCallback whose user data is the address of a GAsyncResult *. */
void culm_test_keep_result (GObject *source, GAsyncResult *result, gpointer slot);

/* Runs the loop until `slot` is filled. Returns: (transfer full); the slot is NULL again. */
GAsyncResult *culm_test_await (GAsyncResult **slot, guint seconds);

/* Runs the loop until `condition` holds; looks after each turn, and ten times a second. Returns: whether it holds. */
gboolean culm_test_wait_for (gboolean (*condition) (gpointer data), gpointer data, guint seconds);

/* Runs the loop for this long: only to see that something does not happen. */
void culm_test_run_for (guint milliseconds);

/* An empty folder of its own, below TMPDIR. Returns: (transfer full). */
char *culm_test_make_folder (void);

G_END_DECLS
