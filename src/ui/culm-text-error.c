/* culm-text-error.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-error.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

/* The characters of a file's name that fit into a sentence. */
#define NAME_LENGTH 40

static CulmError
get_code (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CULM_ERROR_CANCELLED;
  return error != NULL && error->domain == CULM_ERROR ? (CulmError) error->code : CULM_ERROR_FAILED;
}

static char *
describe_limit (const GError *error)
{
  guint seconds = culm_error_get_retry_after (error);
  g_autofree char *wait = NULL;

  if (seconds == 0)
    return g_strdup (_ ("The service asks for a pause. Try again in a few minutes."));
  wait = culm_text_duration ((int) MIN (seconds, G_MAXINT));
  return g_strdup_printf (_ ("The service asks for a pause. Try again in %s."), wait);
}

char *
culm_text_error (const GError *error)
{
  switch (get_code (error)) {
  case CULM_ERROR_OFFLINE: return g_strdup (_ ("No connection. Check the network."));
  case CULM_ERROR_TIMED_OUT: return g_strdup (_ ("The service does not answer. Try again later."));
  case CULM_ERROR_UNAUTHORISED: return g_strdup (_ ("The sign-in has expired. Sign in again."));
  case CULM_ERROR_FORBIDDEN: return g_strdup (_ ("The account is not allowed to do this."));
  case CULM_ERROR_BLOCKED:
    return g_strdup (_ ("The service takes Culm for a robot. Try again later, or sign in with a token."));
  case CULM_ERROR_UNTRUSTED:
    return g_strdup (_ ("The server could not prove who it is. Check the clock, the network and the address."));
  case CULM_ERROR_LIMITED: return describe_limit (error);
  case CULM_ERROR_NOT_FOUND: return g_strdup (_ ("The service does not know it. Reload the list of printers."));
  case CULM_ERROR_UNSUPPORTED: return g_strdup (_ ("This server cannot do it."));
  case CULM_ERROR_USAGE: return g_strdup (_ ("That cannot be understood. Check what you typed."));
  case CULM_ERROR_CANCELLED: return g_strdup (_ ("Cancelled."));
  case CULM_ERROR_FULL: return g_strdup (_ ("There is no space left."));
  case CULM_ERROR_BUSY: return g_strdup (_ ("Not now. Try again in a moment."));
  case CULM_ERROR_FAILED:
  case CULM_ERROR_REFUSED:
  case CULM_ERROR_WRONG_CODE:
  case CULM_ERROR_EXPIRED_CODE:
  case CULM_ERROR_MALFORMED:
  case CULM_ERROR_NOT_CONFIRMED:
  case CULM_ERROR_OUT_OF_RANGE:
  case CULM_ERROR_AMBIGUOUS:
  case CULM_ERROR_DAMAGED:
  default: return g_strdup (_ ("The service is in trouble. Try again later."));
  }
}

char *
culm_text_sign_in_error (const GError *error)
{
  switch ((int) get_code (error)) {
  case CULM_ERROR_UNAUTHORISED:
  case CULM_ERROR_REFUSED: return g_strdup (_ ("Wrong account or password. Check both, and the server."));
  case CULM_ERROR_WRONG_CODE: return g_strdup (_ ("Wrong code. Type it again."));
  case CULM_ERROR_EXPIRED_CODE: return g_strdup (_ ("The code is too old. Ask for a new one."));
  case CULM_ERROR_USAGE:
    return g_strcmp0 (culm_error_get_err (error), "ERR_INVALID_URL") == 0
               ? g_strdup (_ ("The server's address cannot be understood. It starts with https://."))
               : culm_text_error (error);
  case CULM_ERROR_UNSUPPORTED:
    return g_strdup (_ ("This server cannot sign in that way. Choose another server, or use a token."));
  default: return culm_text_error (error);
  }
}

char *
culm_text_upload_error (const GError *error, const char *name)
{
  g_autofree char *file = culm_text_one_line (name, NAME_LENGTH);
  gboolean of_file = culm_error_get_origin (error) == CULM_ERROR_ORIGIN_FILE;

  switch ((int) get_code (error)) {
  case CULM_ERROR_REFUSED:
    return of_file ? g_strdup_printf (_ ("“%s” is a folder, or no plain file. Choose the files in it."), file)
                   : g_strdup_printf (_ ("“%s” was not sent: the service refused it."), file);
  case CULM_ERROR_MALFORMED:
    return of_file ? g_strdup_printf (_ ("“%s” is empty. Save it again."), file)
                   : g_strdup_printf (_ ("“%s” was not sent: the service is in trouble. Try again."), file);
  case CULM_ERROR_NOT_FOUND: return g_strdup_printf (_ ("“%s” is not there any more."), file);
  case CULM_ERROR_FORBIDDEN: return g_strdup_printf (_ ("“%s” may not be read. Check its permissions."), file);
  case CULM_ERROR_UNSUPPORTED:
    return g_strdup_printf (_ ("“%s” is no print file. Culm takes .3mf, .gcode, .stl and .step."), file);
  case CULM_ERROR_OUT_OF_RANGE: return g_strdup_printf (_ ("“%s” is too large. The service takes up to 1 GB."), file);
  case CULM_ERROR_BUSY: return g_strdup_printf (_ ("“%s” is already on its way."), file);
  case CULM_ERROR_DAMAGED:
    return g_strdup_printf (_ ("“%s” changed while it was sent, or arrived damaged. Try again."), file);
  case CULM_ERROR_OFFLINE: return g_strdup_printf (_ ("“%s” was not sent: no connection. Try again."), file);
  case CULM_ERROR_TIMED_OUT:
    return g_strdup_printf (_ ("“%s” was not sent: the service does not answer. Try again."), file);
  case CULM_ERROR_UNAUTHORISED: return g_strdup_printf (_ ("“%s” was not sent: sign in first."), file);
  case CULM_ERROR_FULL: return g_strdup_printf (_ ("“%s” was not sent: the service has no space left."), file);
  case CULM_ERROR_CANCELLED: return g_strdup_printf (_ ("“%s” was cancelled."), file);
  default: return g_strdup_printf (_ ("“%s” was not sent: the service is in trouble. Try again."), file);
  }
}

char *
culm_text_command_error (const GError *error)
{
  switch (get_code (error)) {
  case CULM_ERROR_CANCELLED: return NULL;
  case CULM_ERROR_NOT_CONFIRMED:
  case CULM_ERROR_TIMED_OUT: return g_strdup (_ ("The printer did not react. Check it before you try again."));
  case CULM_ERROR_FORBIDDEN:
    return g_strdup (_ ("The printer refuses other programs. Turn on Developer Mode on its screen."));
  case CULM_ERROR_OFFLINE: return g_strdup (_ ("The printer cannot be reached. Nothing was sent."));
  case CULM_ERROR_BUSY: return g_strdup (_ ("Not possible in what the printer is doing now."));
  case CULM_ERROR_UNSUPPORTED: return g_strdup (_ ("This printer or its firmware does not know this command."));
  case CULM_ERROR_OUT_OF_RANGE: return g_strdup (_ ("That is beyond what this printer allows. Nothing was sent."));
  case CULM_ERROR_LIMITED: return g_strdup (_ ("Too many commands at once. Wait a moment."));
  case CULM_ERROR_FAILED:
  case CULM_ERROR_USAGE:
  case CULM_ERROR_REFUSED:
  case CULM_ERROR_UNAUTHORISED:
  case CULM_ERROR_WRONG_CODE:
  case CULM_ERROR_EXPIRED_CODE:
  case CULM_ERROR_BLOCKED:
  case CULM_ERROR_UNTRUSTED:
  case CULM_ERROR_MALFORMED:
  case CULM_ERROR_NOT_FOUND:
  case CULM_ERROR_AMBIGUOUS:
  case CULM_ERROR_DAMAGED:
  case CULM_ERROR_FULL:
  default: return g_strdup (_ ("The printer said no. Its screen may tell why."));
  }
}
