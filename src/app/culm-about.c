/* culm-about.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-about.h"
#include <glib/gi18n-lib.h>

static char *
describe_system (void)
{
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  return g_strdup_printf ("Culm %s\n%s\nGLib %u.%u.%u\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n", PACKAGE_VERSION,
                          os != NULL ? os : "", glib_major_version, glib_minor_version, glib_micro_version,
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());
}

GtkWidget *
culm_about_new (GtkWindow *parent)
{
  static const char *const developers[] = { "The Culm developers", NULL };
  g_autofree char *system = describe_system ();

  return g_object_new (ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "modal", TRUE, "application-name", "Culm",
                       "application-icon", APPLICATION_ID, "version", PACKAGE_VERSION, "developer-name",
                       _ ("The Culm developers"), "developers", developers, "license-type", GTK_LICENSE_GPL_3_0,
                       "comments", _ ("Watch and steer your 3D printers. Not made by Bambu Lab."), "debug-info", system,
                       "debug-info-filename", "culm.txt",
                       /* Translators: your names, one on each line */
                       "translator-credits", _ ("translator-credits"), NULL);
}
