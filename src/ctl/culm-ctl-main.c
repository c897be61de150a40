/* culm-ctl-main.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl.h"
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

static const CulmCtlCommand *const tables[] = {
  culm_ctl_account_commands,  culm_ctl_broker_commands, culm_ctl_lan_commands,     culm_ctl_doctor_commands,
  culm_ctl_printer_commands,  culm_ctl_watch_commands,  culm_ctl_steer_commands,   culm_ctl_motion_commands,
  culm_ctl_filament_commands, culm_ctl_upkeep_commands, culm_ctl_upload_commands,  culm_ctl_files_commands,
  culm_ctl_decode_commands,   culm_ctl_camera_commands, culm_ctl_webhook_commands,
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
print_command_help (const CulmCtlCommand *command)
{
  culm_ctl_print (_ ("Usage: culmctl [--profile NAME] [--account NAME] [--json] %s %s"), command->name,
                  command->arguments);
  culm_ctl_print ("\n  %s", _ (command->summary));
  if (command->details != NULL)
    culm_ctl_print ("\n%s", _ (command->details));
}

static void
print_help (void)
{
  culm_ctl_print ("%s\n", _ ("Usage: culmctl [--profile NAME] [--account NAME] [--json] COMMAND …"));
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    for (const CulmCtlCommand *command = tables[i]; command->name != NULL; command++)
      culm_ctl_print ("  %s %s\n      %s", command->name, command->arguments, _ (command->summary));
  }
  culm_ctl_print (
      "\n%s", _ ("PRINTER is a serial, a name, or a unique start of a serial.\n"
                 "NAME of an account: its e-mail address or phone number, its uid, or UID@REGION.\n"
                 "Options: --profile NAME, --account NAME, --json, --yes, --version, --help (also after a command).\n"
                 "--wait waits where a limit of the service is reached, in place of exit 7.\n"
                 "Exit: 0 done, 1 refused or failed, 2 wrong usage, 3 not signed in or wrong credentials,\n"
                 "4 printer unknown, 5 printer offline or unreachable, 6 not confirmed in time, 7 rate limit,\n"
                 "8 cancelled."));
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
  const char *profile = "default", *account = NULL;

  self->json = culm_ctl_take_flag (argc, argv, "--json");
  self->yes = culm_ctl_take_flag (argc, argv, "--yes");
  self->wait = culm_ctl_take_flag (argc, argv, "--wait");
  if (!culm_ctl_take_option (argc, argv, "--profile", &profile, error) ||
      !culm_ctl_take_option (argc, argv, "--account", &account, error))
    return FALSE;
  if (!is_profile (profile)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("A profile is named by letters, digits, “-” and “_”."));
    return FALSE;
  }
  self->profile = g_strdup (profile);
  self->account = g_strdup (account);
  return TRUE;
}

/* The second time the program ends at once. */
static gboolean
on_signal (gpointer interrupt)
{
  g_cancellable_cancel (interrupt);
  return G_SOURCE_REMOVE;
}

static int
run_command (CulmCtl *self, int argc, char *argv[], GError **error)
{
  gboolean help = culm_ctl_take_flag (&argc, argv, "--help") || culm_ctl_take_flag (&argc, argv, "-h");
  const CulmCtlCommand *command = argc > 1 ? find_command (argv[1]) : NULL;

  if (culm_ctl_take_flag (&argc, argv, "--version")) {
    culm_ctl_print ("culmctl %s", PACKAGE_VERSION);
  } else if (argc < 2 && help) {
    print_help ();
  } else if (argc < 2) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("Name a command. See culmctl --help."));
    return -1;
  } else if (command == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("There is no command “%s”. See culmctl --help."), argv[1]);
    return -1;
  } else if (help) {
    print_command_help (command);
  } else {
    return command->run (self, argc - 1, argv + 1, error);
  }
  return CULM_EXIT_DONE;
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

/* What a full disk or a closed pipe swallowed was not done. */
static int
check_output (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  culm_ctl_say ("culmctl: %s", _ ("The output could not be written."));
  return status == CULM_EXIT_DONE ? CULM_EXIT_REFUSED : status;
}

static void
begin_program (GCancellable *interrupt)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_log_writer_default_set_use_stderr (TRUE);
  g_unix_signal_add (SIGINT, on_signal, interrupt);
  g_unix_signal_add (SIGTERM, on_signal, interrupt);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autofree char **words = g_new0 (char *, (gsize) argc + 1);
  g_autoptr (GCancellable) interrupt = g_cancellable_new ();
  CulmCtl self = { .context = g_main_context_default (), .interrupt = interrupt };
  g_autoptr (GError) error = NULL;
  int status = -1;

  /* Words are taken out of the row; the row of the process itself stays as it is. */
  for (int i = 0; i < argc; i++) {
    words[i] = g_strdup (argv[i]);
    g_ptr_array_add (owned, words[i]);
  }
  begin_program (interrupt);
  if (take_common_options (&self, &argc, words, &error))
    status = run_command (&self, argc, words, &error);
  if (error != NULL)
    status = (int) culm_ctl_report_error (&self, error);
  close_engine (&self);
  g_free (self.profile);
  g_free (self.account);
  return check_output (status);
}
