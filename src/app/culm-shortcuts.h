/* culm-shortcuts.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The window that lists the keyboard shortcuts, made when it is wanted: GTK 4.8 tells a screen reader of a hidden
 * window without a path, and ends in a critical warning. Returns: (transfer none), to be presented. */
GtkWindow *culm_shortcuts_new (GtkWindow *parent); /* nullable */

G_END_DECLS
