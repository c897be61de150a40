/* culm-text-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-camera.h"
#include "culm-error.h"
#include <string.h>
#include <glib/gi18n-lib.h>

#define LONGEST_NAME 80 /* characters */

char *
culm_text_camera_error (const GError *error)
{
  const char *detail = culm_error_get_detail (error);

  if (error == NULL || error->domain != CULM_ERROR)
    return g_strdup (_ ("The camera cannot be shown."));
  switch ((int) error->code) {
  case CULM_ERROR_UNAUTHORISED:
    return g_strdup (_ ("The printer does not accept the access code, or somebody else is looking. "
                        "Compare the code with the one on the printer’s screen."));
  case CULM_ERROR_UNTRUSTED:
    return g_strdup (_ ("The certificate is not the one of this printer. The access code was not sent."));
  case CULM_ERROR_BUSY: return g_strdup (_ ("Somebody else is looking. Culm tries again by itself."));
  case CULM_ERROR_REFUSED: return g_strdup (_ ("The camera is off. Turn on LAN live view on the printer’s screen."));
  case CULM_ERROR_UNSUPPORTED:
    return detail != NULL ? g_strdup_printf (_ ("This camera needs %s. Install it, then try again."), detail)
                          : g_strdup (_ ("This printer has no camera that Culm can show."));
  case CULM_ERROR_TIMED_OUT: return g_strdup (_ ("The camera sends no pictures. The printer may be busy."));
  case CULM_ERROR_MALFORMED: return g_strdup (_ ("The camera sends something that is no picture."));
  default: return g_strdup (_ ("The camera does not answer. Culm tries again by itself."));
  }
}

char *
culm_text_camera_age (gint64 age)
{
  if (age < CULM_TEXT_CAMERA_LIVE)
    return g_strdup (_ ("LIVE"));
  if (age < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d second ago", "%d seconds ago", (gulong) age), (int) age);
  if (age < 3600)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute ago", "%d minutes ago", (gulong) (age / 60)),
                            (int) (age / 60));
  return g_strdup (_ ("over an hour ago"));
}

char *
culm_text_camera_file_name (const char *printer, GDateTime *now)
{
  g_autofree char *name = g_utf8_substring (printer, 0, MIN (g_utf8_strlen (printer, -1), LONGEST_NAME));
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");

  for (char *c = name; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || strchr ("/\\:*?\"<>|", *c) != NULL || (c == name && *c == '.'))
      *c = '_';
  return g_strdup_printf ("%s %s.jpg", name, time);
}
