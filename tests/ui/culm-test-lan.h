/* culm-test-lan.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What there is of the local network, as pictures: the dialog that adds a printer, and what must be decided. */
extern const char *const culm_test_lan_names[]; /* NULL-terminated */

/* Returns: (transfer none): a window, or the content of one. */
GtkWidget *culm_test_lan_new (const char *name);

G_END_DECLS
