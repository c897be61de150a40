/* culm-text-error.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-error.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

/* The characters of a file's name that fit into a sentence. */
#define NAME_LENGTH 40
/* And of what a service says. */
#define WORDS_LENGTH 120

static CulmError
get_code (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CULM_ERROR_CANCELLED;
  return error != NULL && error->domain == CULM_ERROR ? (CulmError) error->code : CULM_ERROR_FAILED;
}

/* The service's own codes that say more than their CulmError (reference/errors.md §2). */
static const char *
get_code_sentence (gint64 server_code)
{
  switch (server_code) {
  case 1003: return _ ("The service does not know this printer. Reload the list of printers.");
  case 1004: return _ ("The service cannot reach the printer. Check that it is on and connected.");
  case 1005: return _ ("The print job failed. The printer’s screen may tell why.");
  case 1006: return _ ("The service lost the file. Send it again.");
  default: return NULL;
  }
}

/* What it understood and did not take, in its own words. */
static char *
describe_refusal (const GError *error)
{
  g_autofree char *words = culm_text_one_line (culm_error_get_detail (error), WORDS_LENGTH);

  /* Translators: %s is what the service said, in its own language. */
  return culm_error_get_detail (error) != NULL ? g_strdup_printf (_ ("The service refused: %s"), words)
                                               : g_strdup (_ ("The service refused. Check what you gave it."));
}

static char *
describe_trouble (const GError *error)
{
  if (g_strcmp0 (culm_error_get_err (error), "ERR_FR_TOO_MANY_REDIRECTS") == 0)
    return g_strdup (_ ("The server leads in circles. Check its address, or sign in to this network first."));
  return g_strdup (_ ("The service is in trouble. Try again later."));
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
  const char *sentence = get_code_sentence (culm_error_get_server_code (error));

  if (sentence != NULL && culm_error_get_origin (error) == CULM_ERROR_ORIGIN_CLOUD)
    return g_strdup (sentence);
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
  case CULM_ERROR_REFUSED: return describe_refusal (error);
  case CULM_ERROR_MALFORMED:
    return g_strdup (_ ("The answer of the server cannot be understood. Check its address, or try again later."));
  case CULM_ERROR_DAMAGED: return g_strdup (_ ("What arrived differs from what was sent. Try again."));
  case CULM_ERROR_FAILED:
  case CULM_ERROR_WRONG_CODE:
  case CULM_ERROR_EXPIRED_CODE:
  case CULM_ERROR_NOT_CONFIRMED:
  case CULM_ERROR_OUT_OF_RANGE:
  case CULM_ERROR_AMBIGUOUS:
  case CULM_ERROR_INTERRUPTED:
  default: return describe_trouble (error);
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
               ? g_strdup (_ ("The server’s address cannot be understood. It starts with https://."))
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
  case CULM_ERROR_INTERRUPTED: return g_strdup_printf (_ ("“%s” was not sent: Culm ended before. Try again."), file);
  case CULM_ERROR_LIMITED:
    return g_strdup_printf (_ ("“%s” was not sent: too many uploads in an hour. Try again later."), file);
  default: return g_strdup_printf (_ ("“%s” was not sent: the service is in trouble. Try again."), file);
  }
}

char *
culm_text_limit (CulmLimit limit, const char *until)
{
  switch (limit) {
  case CULM_LIMIT_REQUESTS: return g_strdup_printf (_ ("Waiting until %s: 1000 requests an hour"), until);
  case CULM_LIMIT_DEVICE: return g_strdup_printf (_ ("Waiting until %s: 10 questions a minute for a printer"), until);
  case CULM_LIMIT_UPLOADS: return g_strdup_printf (_ ("Waiting until %s: 10 uploads an hour"), until);
  case CULM_LIMIT_MESSAGES: return g_strdup_printf (_ ("Waiting until %s: 100 messages a minute"), until);
  case CULM_LIMIT_PAUSE:
  default: return g_strdup_printf (_ ("Waiting until %s, as the service asks"), until);
  }
}

char *
culm_text_error_details (const GError *error)
{
  g_autoptr (GString) details = g_string_new (culm_error_get_err (error));
  guint status = culm_error_get_http_status (error);
  gint64 code = culm_error_get_server_code (error);
  g_autofree char *words = culm_text_one_line (culm_error_get_detail (error), WORDS_LENGTH);
  CulmLimit limit;

  if (status != 0)
    g_string_append_printf (details, "%sHTTP %u", details->len > 0 ? " · " : "", status);
  if (code != 0)
    g_string_append_printf (details, "%s%" G_GINT64_FORMAT, details->len > 0 ? " · " : "", code);
  if (culm_error_get_detail (error) != NULL && !culm_limit_of_error (error, &limit))
    g_string_append_printf (details, "%s%s", details->len > 0 ? " · " : "", words);
  return details->len > 0 ? g_string_free (g_steal_pointer (&details), FALSE) : NULL;
}

char *
culm_text_command_error (const GError *error)
{
  /* What a code of the printer means was put into words where the answer was read. */
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED) && culm_error_get_server_code (error) != 0)
    return g_strdup (error->message);
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
  case CULM_ERROR_INTERRUPTED:
  default: return g_strdup (_ ("The printer said no. Its screen may tell why."));
  }
}
