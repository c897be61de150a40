/* culm-text-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-lan.h"
#include "culm-error.h"
#include "culm-text-error.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

#define GROUP 4
#define LINE 16

char *
culm_text_lan_error (const GError *error)
{
  gboolean of_file = culm_error_get_origin (error) == CULM_ERROR_ORIGIN_FILE;

  switch (error->domain == CULM_ERROR && !of_file ? error->code : -1) {
  case CULM_ERROR_UNAUTHORISED:
    return g_strdup (_ ("The printer does not accept this access code. Read it on its screen again: it may have "
                        "changed."));
  case CULM_ERROR_OFFLINE:
  case CULM_ERROR_TIMED_OUT:
    return g_strdup (_ ("No printer answers at this address. Check the address, and that the printer is on and in "
                        "this network."));
  case CULM_ERROR_UNTRUSTED:
    return g_strdup (_ ("What answers at this address is no printer, or not the one you accepted. No access code was "
                        "sent."));
  case CULM_ERROR_USAGE: return g_strdup (_ ("Type the printer’s address or name, and its access code."));
  default:
    return of_file ? g_strdup (_ ("The printer could not be kept. Check the keyring and the disk."))
                   : culm_text_error (error);
  }
}

char *
culm_text_roots_error (const GError *error)
{
  switch (error->domain == CULM_ERROR ? error->code : -1) {
  case CULM_ERROR_MALFORMED:
    return g_strdup (_ ("No certificate of an issuer is in this file. A slicer calls its own printer.cer."));
  case CULM_ERROR_UNTRUSTED:
    return g_strdup (_ ("The time of these certificates is over. Use those of a newer slicer."));
  case CULM_ERROR_NOT_FOUND:
  case CULM_ERROR_FORBIDDEN: return g_strdup (_ ("The file cannot be read. Choose another one."));
  case CULM_ERROR_FULL: return g_strdup (_ ("There is no room for them. Forget other issuers, or free the disk."));
  case CULM_ERROR_BUSY: return g_strdup (_ ("Another change is under way. Try again."));
  default: return culm_text_error (error);
  }
}

char *
culm_text_root_line (CulmKnownRoot *root)
{
  g_autoptr (GDateTime) last = g_date_time_new_from_unix_local (culm_known_root_get_last (root));
  g_autofree char *date = last != NULL ? g_date_time_format (last, "%F") : g_strdup ("–");
  g_autofree char *start = g_strndup (culm_known_root_get_fingerprint (root), 2 * GROUP);

  return g_strdup_printf (_ ("Until %s · SHA-256 %.4s %s…"), date, start, start + GROUP);
}

char *
culm_text_slicer_error (const GError *error)
{
  switch (error->domain == CULM_ERROR ? error->code : -1) {
  case CULM_ERROR_MALFORMED:
    return g_strdup (_ ("This is no configuration of Bambu Studio or OrcaSlicer. It is called BambuStudio.conf or "
                        "OrcaSlicer.conf."));
  case CULM_ERROR_NOT_FOUND: return g_strdup (_ ("This slicer knows no printer. Add the printer by its address."));
  case CULM_ERROR_FORBIDDEN: return g_strdup (_ ("The file cannot be read. Choose another one."));
  default: return culm_text_error (error);
  }
}

/* What it shows to be accepted. */
static char *
describe_certificate (CulmFoundPrinter *found)
{
  const char *issuer = culm_found_printer_get_issuer (found);
  g_autofree char *groups = culm_text_fingerprint (culm_found_printer_get_fingerprint (found));

  return issuer != NULL ? g_strdup_printf (_ ("Certificate by %s, a known issuer"), issuer)
                        : g_strdup_printf (_ ("Certificate with SHA-256\n%s"), groups);
}

static char *
describe_import (CulmImportedPrinter *printer)
{
  const GError *error = culm_imported_printer_get_error (printer);

  switch (culm_imported_printer_get_state (printer)) {
  case CULM_IMPORT_READY: return describe_certificate (culm_imported_printer_get_found (printer));
  case CULM_IMPORT_NO_CODE: return g_strdup (_ ("The slicer has no access code. Add it by its address."));
  case CULM_IMPORT_NO_ADDRESS:
    return g_strdup (_ ("Its address is not known. It appears once it is on and in this network."));
  case CULM_IMPORT_SILENT:
    return g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED)
               ? g_strdup (_ ("Another device answers at its address."))
               : g_strdup (_ ("Does not answer. Switch it on, and it is looked for again."));
  case CULM_IMPORT_ADDING: return g_strdup (_ ("Adding…"));
  case CULM_IMPORT_DONE: return g_strdup (_ ("Added"));
  case CULM_IMPORT_FAILED: return culm_text_lan_error (error);
  case CULM_IMPORT_LOOKING:
  default: return g_strdup (_ ("Looking…"));
  }
}

char *
culm_text_import_line (CulmImportedPrinter *printer, gboolean known)
{
  const char *model = culm_imported_printer_get_model (printer), *host = culm_imported_printer_get_host (printer);
  g_autofree char *words = describe_import (printer);
  g_autoptr (GString) line = g_string_new (NULL);

  if (model != NULL)
    g_string_append_printf (line, "%s · ", model);
  if (host != NULL)
    g_string_append_printf (line, "%s · ", host);
  if (known && culm_imported_printer_get_state (printer) != CULM_IMPORT_DONE)
    g_string_append_printf (line, "%s · ", _ ("added already"));
  g_string_append (line, words);
  return g_strdup (line->str);
}

char *
culm_text_found_line (CulmFoundPrinter *found)
{
  const char *model = culm_found_printer_get_model (found), *host = culm_found_printer_get_host (found);
  g_autofree char *line = model == NULL ? g_strdup (host)
                          : culm_found_printer_get_lan_only (found)
                              ? g_strdup_printf (_ ("%s · LAN Only · %s"), model, host)
                              : g_strdup_printf ("%s · %s", model, host);

  return culm_text_one_line (line, 0);
}

char *
culm_text_fingerprint (const char *fingerprint)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; fingerprint[i] != '\0'; i++) {
    if (i > 0 && i % GROUP == 0)
      g_string_append_c (text, i % LINE == 0 ? '\n' : ' ');
    g_string_append_c (text, fingerprint[i]);
  }
  return g_string_free (text, FALSE);
}
