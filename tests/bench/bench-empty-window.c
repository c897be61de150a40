/* bench-empty-window.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

/* The peer of the start: an application window with nothing in it. */

static void
on_activate (GtkApplication *application, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 720);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.culm.Bench", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
