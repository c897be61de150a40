/* culm-window-size.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-window-size.h"

void
culm_window_size_restore (GtkWindow *window, GSettings *settings)
{
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

void
culm_window_size_keep (GtkWindow *window, GSettings *settings)
{
  gboolean maximized = gtk_window_is_maximized (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (!maximized && width > 0 && height > 0) {
    g_settings_set_int (settings, "window-width", MAX (width, 360));
    g_settings_set_int (settings, "window-height", MAX (height, 294));
  }
  g_settings_set_boolean (settings, "window-maximized", maximized);
}
