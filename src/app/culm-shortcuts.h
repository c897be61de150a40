/* culm-shortcuts.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the keyboard shortcuts of a window: through it the list knows the accelerators of its actions. The list is made
 * anew each time: GTK 4.8 tells a screen reader of a hidden window without a path, and ends in a critical warning. */
void culm_shortcuts_present (GtkApplicationWindow *window);

G_END_DECLS
