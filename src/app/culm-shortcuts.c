/* culm-shortcuts.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-shortcuts.h"
#include "culm-ui.h"

void
culm_shortcuts_present (GtkApplicationWindow *window)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (CULM_RESOURCE_PATH "/ui/culm-shortcuts.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (overlay)); /* ends the one before */
  gtk_window_set_hide_on_close (overlay, FALSE);
  gtk_window_present (overlay);
}
