/* main.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-application.h"
#include <glib/gi18n-lib.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  g_autoptr (CulmApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_log_writer_default_set_use_stderr (TRUE);
  g_set_prgname ("culm");
  g_set_application_name ("Culm");
  application = culm_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
