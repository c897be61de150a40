/* culm-ctl-error-text.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-limits.h"
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* The service's own codes that say more than their CulmError (reference/errors.md §2). */
static const char *
get_code_sentence (gint64 server_code)
{
  switch (server_code) {
  case 1003: return _ ("The service does not know this printer. See culmctl list.");
  case 1004: return _ ("The service cannot reach the printer. Check that it is on and connected.");
  case 1005: return _ ("The print job failed. The printer’s screen may tell why.");
  case 1006: return _ ("The service lost the file. Send it again.");
  default: return NULL;
  }
}

static const char *
get_cloud_sentence (const GError *error)
{
  gboolean said = culm_error_get_http_status (error) != 0 || culm_error_get_server_code (error) != 0;
  const char *sentence = get_code_sentence (culm_error_get_server_code (error));

  if (sentence != NULL)
    return sentence;
  switch ((int) error->code) {
  case CULM_ERROR_UNAUTHORISED:
    return said ? _ ("The service did not accept the account, the password or the token. Sign in again.")
                : _ ("You are not signed in. Use culmctl sign-in ACCOUNT.");
  case CULM_ERROR_OFFLINE: return _ ("The server cannot be reached. Check the network and the address.");
  case CULM_ERROR_MALFORMED: return _ ("The answer of the server cannot be understood. Check its address.");
  case CULM_ERROR_FORBIDDEN: return _ ("The account is not allowed to do this.");
  case CULM_ERROR_NOT_FOUND: return _ ("The service does not know what was asked for. Check the name.");
  case CULM_ERROR_UNSUPPORTED: return _ ("This server cannot do that. Check its address.");
  case CULM_ERROR_FULL: return _ ("The account has no space left. Delete something in the vendor’s app.");
  case CULM_ERROR_DAMAGED: return _ ("What arrived differs from what was sent. Try again.");
  case CULM_ERROR_USAGE: return NULL; /* what is wrong with the settings is in its message */
  default: break;
  }
  if (g_strcmp0 (culm_error_get_err (error), "ERR_FR_TOO_MANY_REDIRECTS") == 0)
    return _ ("The server leads in circles. Check its address, or sign in to this network first.");
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_FAILED))
    return _ ("The service is in trouble. Try again later.");
  return NULL;
}

static const char *
get_printer_sentence (const GError *error)
{
  switch ((int) error->code) {
  case CULM_ERROR_UNAUTHORISED:
    return _ ("The broker did not accept the user or the password. Sign in again, or add the broker again.");
  case CULM_ERROR_NOT_CONFIRMED:
    return _ ("The printer did not confirm in time. Look at it before you send the command again.");
  case CULM_ERROR_FORBIDDEN:
    return _ ("The printer obeys other programs only in Developer Mode. Turn it on at the printer: Settings, LAN Only, "
              "then Developer Mode; the printer then leaves the cloud and gets a new access code. Status, lights and "
              "camera work without it.");
  case CULM_ERROR_OFFLINE:
    return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_PRINTER
               ? _ ("The printer cannot be reached. Check that it is on and connected.")
               : NULL;
  case CULM_ERROR_MALFORMED: return _ ("The printer’s answer cannot be understood. Try again.");
  default: return NULL;
  }
}

/* What the codes mean of a file that is to be sent. */
static const char *
get_file_sentence (const GError *error)
{
  switch ((int) culm_ctl_get_code (error)) {
  case CULM_ERROR_NOT_FOUND: return _ ("The file is not there. Check its name.");
  case CULM_ERROR_FORBIDDEN: return _ ("The file may not be read. Check its permissions.");
  case CULM_ERROR_REFUSED: return _ ("This is a folder, or no plain file. Name the files in it.");
  case CULM_ERROR_UNSUPPORTED: return _ ("This is no print file. Send .3mf, .gcode, .stl or .step.");
  case CULM_ERROR_MALFORMED: return _ ("The file is empty. Save it once more.");
  case CULM_ERROR_OUT_OF_RANGE: return _ ("The file is too large. The service takes up to 1 GB.");
  case CULM_ERROR_BUSY: return _ ("The file is on its way already. Name it once.");
  case CULM_ERROR_DAMAGED: return _ ("The file changed while it was sent. Send it again.");
  default: return NULL;
  }
}

/* And of the place where secrets are kept. */
static const char *
get_secrets_sentence (const GError *error)
{
  switch ((int) error->code) {
  case CULM_ERROR_UNSUPPORTED:
    return _ ("There is no keyring to keep secrets in. Start one, or set CULM_SECRETS=file:PATH.");
  case CULM_ERROR_FORBIDDEN:
    return _ ("The file of CULM_SECRETS may be read by others. Make it private with chmod 600.");
  case CULM_ERROR_MALFORMED: return _ ("The file of CULM_SECRETS is damaged. Move it away, and sign in again.");
  case CULM_ERROR_FULL: return _ ("There is no space left on the disk. Make some, and try again.");
  default: return NULL;
  }
}

static const char *
get_sentence (const GError *error)
{
  CulmErrorOrigin origin = culm_error_get_origin (error);

  if (error->domain == CULM_ERROR && origin == CULM_ERROR_ORIGIN_LAN && error->code != CULM_ERROR_CANCELLED)
    return NULL; /* worded where the printer's address is known */
  switch ((int) culm_ctl_get_code (error)) {
  case CULM_ERROR_WRONG_CODE: return _ ("That code is wrong. Try again with the newest one.");
  case CULM_ERROR_EXPIRED_CODE: return _ ("That code is too old. Ask for a new one.");
  case CULM_ERROR_BLOCKED:
    return _ ("The service takes this network for a robot. Wait, or sign in with a code or with --token.");
  case CULM_ERROR_UNTRUSTED:
    return _ ("The server cannot prove who it is. Check the address, the clock and the proxy.");
  case CULM_ERROR_TIMED_OUT: return _ ("No answer came in time. Try again.");
  case CULM_ERROR_CANCELLED: return _ ("Cancelled.");
  default: break;
  }
  if (error->domain != CULM_ERROR)
    return NULL;
  if (origin == CULM_ERROR_ORIGIN_FILE && culm_error_get_detail (error) != NULL) /* it says what and where */
    return NULL;
  if (origin == CULM_ERROR_ORIGIN_FILE) /* a file that is to be sent has its words already */
    return g_strcmp0 (error->message, get_file_sentence (error)) != 0 ? get_secrets_sentence (error) : NULL;
  if (origin == CULM_ERROR_ORIGIN_CLOUD)
    return get_cloud_sentence (error);
  return origin == CULM_ERROR_ORIGIN_PRINTER || origin == CULM_ERROR_ORIGIN_MQTT ? get_printer_sentence (error) : NULL;
}

/* What is worded elsewhere may have no full stop. */
static char *
close_sentence (const char *text)
{
  gsize length = strlen (text);

  return g_strconcat (text, length > 0 && strchr (".?!", text[length - 1]) == NULL ? "." : "", NULL);
}

char *
culm_ctl_describe_error (const GError *error)
{
  const char *sentence = get_sentence (error);
  const char *said = culm_error_get_detail (error);

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_LIMITED))
    return culm_ctl_describe_limit (error);
  if (sentence != NULL)
    return g_strdup (sentence);
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED) &&
      culm_error_get_origin (error) == CULM_ERROR_ORIGIN_CLOUD) {
    g_autofree char *words = said != NULL ? close_sentence (said) : NULL;
    guint status = culm_error_get_http_status (error);

    if (words == NULL && status != 0)
      return g_strdup_printf (_ ("The server refused with status %u. Check what you gave it."), status);
    /* TRANSLATORS: %s is what the service said, in its own language. */
    return words != NULL ? g_strdup_printf (_ ("The service refused: %s"), words)
                         : g_strdup (_ ("The service refused. Check what you gave it."));
  }
  return close_sentence (error->message);
}

GError *
culm_ctl_word_file_error (GError *error)
{
  const char *sentence = get_file_sentence (error);

  if (sentence != NULL && culm_error_get_origin (error) == CULM_ERROR_ORIGIN_FILE) {
    g_free (error->message);
    error->message = g_strdup (sentence);
  }
  return error;
}

/* Why a command does not fit what the printer does now. */
static const char *
get_state_sentence (CulmPrinter *printer, CulmCommand *command)
{
  CulmPrinterState state = culm_printer_get_state (printer);
  gboolean paused = state == CULM_PRINTER_STATE_PAUSED;

  switch ((int) culm_command_get_kind (command)) {
  case CULM_COMMAND_PAUSE:
    if (paused)
      return _ ("The print is paused already.");
    return state == CULM_PRINTER_STATE_PREPARING ? _ ("The printer prepares the print. Pause it once it prints.")
                                                 : _ ("Nothing is being printed that could be paused.");
  case CULM_COMMAND_RESUME: return _ ("No print is paused that could go on.");
  case CULM_COMMAND_STOP: return _ ("Nothing is being printed that could be stopped.");
  case CULM_COMMAND_SPEED: return _ ("The speed can be changed only while the printer prints.");
  case CULM_COMMAND_SKIP: return _ ("Objects can be skipped only while a print is on.");
  case CULM_COMMAND_CALIBRATE:
    return _ ("The printer cannot be calibrated while a print is on. Wait for its end, or stop it.");
  case CULM_COMMAND_FAN: return _ ("The printer keeps this fan off in its air duct mode. Choose another mode first.");
  case CULM_COMMAND_CLEAR: return _ ("The printer shows no error that could be cleared.");
  case CULM_COMMAND_HOME:
    if (paused)
      return _ ("While a print is paused, only X can be homed.");
    return _ ("Not while the printer prints. Pause the print, or wait for its end.");
  default: return _ ("Not while the printer prints. Pause the print, or wait for its end.");
  }
}

GError *
culm_ctl_word_refusal (CulmPrinter *printer, CulmCommand *command, GError *error)
{
  CulmObstacle obstacle = culm_printer_get_obstacle (printer, command);
  gboolean worded = culm_command_get_kind (command) == CULM_COMMAND_GCODE; /* it says which lines would do */

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_BUSY) && !worded &&
      (obstacle == CULM_OBSTACLE_NOT_NOW || obstacle == CULM_OBSTACLE_PRINTING || obstacle == CULM_OBSTACLE_CLOSED)) {
    g_free (error->message);
    error->message = g_strdup (get_state_sentence (printer, command));
  }
  return error;
}
