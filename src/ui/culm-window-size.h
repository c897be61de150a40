/* culm-window-size.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The size of the main window in the settings of a profile: from the last time, and for the next one. */
void culm_window_size_restore (GtkWindow *window, GSettings *settings);
void culm_window_size_keep (GtkWindow *window, GSettings *settings);

G_END_DECLS
