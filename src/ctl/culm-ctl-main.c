/* culm-ctl-main.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-ctl.h"
#include "culm-error.h"
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

static const CulmCtlCommand *const tables[] = {
  culm_ctl_account_commands, culm_ctl_printer_commands, culm_ctl_watch_commands,
  culm_ctl_steer_commands,   culm_ctl_upload_commands,
};

static const CulmCtlCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    for (const CulmCtlCommand *command = tables[i]; command->name != NULL; command++) {
      if (g_str_equal (command->name, name))
        return command;
    }
  }
  return NULL;
}

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("usage: culmctl [--profile NAME] [--json] COMMAND …"));
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    for (const CulmCtlCommand *command = tables[i]; command->name != NULL; command++)
      g_print ("  culmctl %s %s\n      %s\n", command->name, command->arguments, _ (command->summary));
  }
  g_print ("\n%s\n", _ ("PRINTER is a serial, a name, or a unique start of a serial.\n"
                        "KEY is nozzle, nozzle-left, bed, chamber (°C), fan, aux-fan, aux2-fan, chamber-fan (%),\n"
                        "airduct, speed (silent, standard, sport, ludicrous) or light (on, off).\n"
                        "Options: --profile NAME, --json, --yes, --version, --help.\n"
                        "Exit: 0 done, 1 refused or failed, 2 wrong usage, 3 not signed in, 4 printer unknown,\n"
                        "5 printer offline, 6 not confirmed in time, 7 rate limit, 8 cancelled."));
}

static gboolean
is_profile (const char *name)
{
  for (const char *p = name; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;
  }
  return *name != '\0' && strlen (name) <= 64;
}

static gboolean
take_common_options (CulmCtl *self, int *argc, char *argv[], GError **error)
{
  g_autoptr (GError) wrong = NULL;
  const char *profile = "default";

  self->json = culm_ctl_take_flag (argc, argv, "--json");
  self->yes = culm_ctl_take_flag (argc, argv, "--yes");
  if (!culm_ctl_take_option (argc, argv, "--profile", &profile, &wrong) && wrong != NULL) {
    g_propagate_error (error, g_steal_pointer (&wrong));
    return FALSE;
  }
  if (!is_profile (profile)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    "A profile is named by letters, digits, “-” and “_”");
    return FALSE;
  }
  self->profile = g_strdup (profile);
  return TRUE;
}

static gboolean
on_signal (gpointer interrupt)
{
  g_cancellable_cancel (interrupt);
  return G_SOURCE_CONTINUE;
}

static int
run_command (CulmCtl *self, int argc, char *argv[])
{
  const CulmCtlCommand *command = find_command (argv[1]);
  g_autoptr (GError) error = NULL;
  int status;

  if (command == NULL) {
    culm_error_set (&error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "There is no command “%s”: see culmctl --help",
                    argv[1]);
    return (int) culm_ctl_report_error (self, error);
  }
  status = command->run (self, argc - 1, argv + 1, &error);
  return error != NULL ? (int) culm_ctl_report_error (self, error) : status;
}

static void
close_engine (CulmCtl *self)
{
  if (self->engine == NULL)
    return;
  culm_engine_stop (self->engine);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_clear_object (&self->engine);
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) words = g_memdup2 (argv, (gsize) (argc + 1) * sizeof *argv);
  CulmCtl self = { .context = g_main_context_default () };
  g_autoptr (GCancellable) interrupt = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int status;

  for (int i = 0; i < argc; i++)
    words[i] = g_strdup (argv[i]);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_log_writer_default_set_use_stderr (TRUE);
  g_unix_signal_add (SIGINT, on_signal, interrupt);
  g_unix_signal_add (SIGTERM, on_signal, interrupt);
  self.interrupt = interrupt;

  if (!take_common_options (&self, &argc, words, &error)) {
    status = (int) culm_ctl_report_error (&self, error);
  } else if (culm_ctl_take_flag (&argc, words, "--version")) {
    g_print ("culmctl %s\n", PACKAGE_VERSION);
    status = CULM_EXIT_DONE;
  } else if (culm_ctl_take_flag (&argc, words, "--help") || culm_ctl_take_flag (&argc, words, "-h")) {
    print_help ();
    status = CULM_EXIT_DONE;
  } else if (argc < 2) {
    g_printerr ("%s\n", _ ("culmctl: name a command: see culmctl --help"));
    status = CULM_EXIT_USAGE;
  } else {
    status = run_command (&self, argc, words);
  }
  close_engine (&self);
  g_free (self.profile);
  return status;
}
