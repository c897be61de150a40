/* culm-shortcuts.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-shortcuts.h"
#include "culm-ui.h"

GtkWindow *
culm_shortcuts_new (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (CULM_RESOURCE_PATH "/ui/culm-shortcuts.ui");
  GtkWindow *self = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (self, parent);
  return self;
}
