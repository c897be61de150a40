/* culm-gcode-guard.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-gcode-guard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_MAX_BYTES 256
#define TEXT_MAX_BYTES 8192

/* Waiting for a person at the printer; files; power off, steps, cold extrusion, tuning and constants of the heaters,
 * stored settings, locks, motor currents; emergency stop, quick stop, firmware update, restart after a stop. */
static const int never[] = { 0,   1,   23,  24,  25,  28,  30,  32,  81,  92,  112, 125, 301, 302, 303, 304, 410,
                             500, 501, 502, 504, 510, 511, 512, 524, 600, 601, 906, 907, 908, 928, 997, 999 };

/* What sets a temperature, and by which letters. Some mean other things in other firmware: the worst is assumed. */
static const struct {
  char letter;
  int code;
  CulmHeaterId heater;
  const char *words;
  gboolean required; /* without one of them it says nothing */
} heaters[] = {
  { 'M', 104, CULM_HEATER_NOZZLE, "SRB", TRUE }, { 'M', 109, CULM_HEATER_NOZZLE, "SRB", TRUE },
  { 'M', 140, CULM_HEATER_BED, "SR", TRUE },     { 'M', 190, CULM_HEATER_BED, "SR", TRUE },
  { 'M', 141, CULM_HEATER_CHAMBER, "SR", TRUE }, { 'M', 191, CULM_HEATER_CHAMBER, "SR", TRUE },
  { 'M', 568, CULM_HEATER_NOZZLE, "SR", FALSE }, { 'M', 620, CULM_HEATER_NOZZLE, "T", FALSE },
  { 'G', 10, CULM_HEATER_NOZZLE, "SR", FALSE },
};

/* What cannot spoil a running job: targets, fans, speed, lamps. */
static const int harmless[] = { 104, 140, 141, 106, 107, 220, 355, 960 };

/* Whom it is for, and one line of it. */
typedef struct {
  const CulmPrinterModel *model;
  gboolean mains_220v, printing;
  const char *line; /* upper case, no comment, no line number */
} Guard;

static gboolean
has_code (const int *codes, gsize n_codes, gint64 code)
{
  for (gsize i = 0; i < n_codes; i++)
    if (codes[i] == code)
      return TRUE;
  return FALSE;
}

static gboolean
fail (GError **error, CulmError code, const char *sentence)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, code, "%s", sentence);
  return FALSE;
}

static gboolean
refuse_while_printing (GError **error)
{
  return fail (error, CULM_ERROR_BUSY,
               _ ("While a print runs, only temperatures, fans, speed and lights can be set by G-code."));
}

static gboolean
refuse_target (const Guard *self, CulmHeaterId heater, GError **error)
{
  int limit = culm_printer_model_get_limit (self->model, heater, self->mains_220v);

  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_OUT_OF_RANGE,
                  _ ("This line can set 0 to %d °C on the %s."), limit, culm_printer_model_get_label (self->model));
  return FALSE;
}

static const char *
skip_blanks (const char *text)
{
  return text + strspn (text, " \t");
}

/* Every temperature among the words, to the end of the line: what one firmware takes for a second command is a further
 * word of the first to another. */
static gboolean
check_targets (const Guard *self, const char *words, guint row, GError **error)
{
  CulmHeaterId heater = heaters[row].heater;
  int limit = culm_printer_model_get_limit (self->model, heater, self->mains_220v);
  gboolean found = FALSE;

  for (const char *word = words; *word != '\0'; word++) {
    double celsius;

    if (strchr (heaters[row].words, *word) == NULL)
      continue;
    found = TRUE;
    celsius = g_ascii_strtod (skip_blanks (word + 1), NULL);
    if (!(celsius >= 0 && celsius <= limit))
      return refuse_target (self, heater, error);
  }
  return found || !heaters[row].required || refuse_target (self, heater, error);
}

static gboolean
check_code (const Guard *self, char letter, const char *digits, GError **error)
{
  char *words;
  gint64 code = g_ascii_strtoll (digits, &words, 10);

  if (letter == 'M' && has_code (never, G_N_ELEMENTS (never), code)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_UNSUPPORTED,
                    _ ("Culm does not send M%d. Use the printer’s own screen."), (int) code);
    return FALSE;
  }
  if (self->printing && (letter == 'G' || !has_code (harmless, G_N_ELEMENTS (harmless), code)))
    return refuse_while_printing (error);
  for (guint i = 0; i < G_N_ELEMENTS (heaters); i++)
    if (heaters[i].letter == letter && heaters[i].code == code)
      return check_targets (self, words, i, error);
  return TRUE;
}

/* Every code of the line, wherever it stands: also in what may be a comment, and behind another code. */
static gboolean
check_codes (const Guard *self, GError **error)
{
  for (const char *letter = self->line; *letter != '\0'; letter++) {
    const char *digits = skip_blanks (letter + 1);

    if ((*letter == 'M' || *letter == 'G') && g_ascii_isdigit (*digits) && !check_code (self, *letter, digits, error))
      return FALSE;
  }
  return TRUE;
}

static char *
drop_blanks (const char *text)
{
  GString *tight = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text != ' ' && *text != '\t')
      g_string_append_c (tight, *text);
  return g_string_free (tight, FALSE);
}

/* Upper case, up to the comment. Parentheses stay, because not every firmware takes them for one. */
static char *
fold_line (const char *line)
{
  g_autofree char *code = g_strndup (line, strcspn (line, ";"));

  return g_ascii_strup (code, -1);
}

/* Behind the number that a line may have. */
static const char *
skip_number (const char *line)
{
  const char *start = skip_blanks (line), *digits = skip_blanks (start + (*start == 'N'));

  return *start == 'N' && g_ascii_isdigit (*digits) ? skip_blanks (digits + strspn (digits, "0123456789")) : start;
}

/* Letters and signs that firmware reads alike: no control codes, nothing outside ASCII. */
static gboolean
is_plain (const char *code)
{
  for (const char *c = code; *c != '\0'; c++)
    if (!g_ascii_isprint (*c) && *c != '\t')
      return FALSE;
  return TRUE;
}

static gboolean
begins_with_code (const char *tight)
{
  return tight[0] != '\0' && strchr ("GMT", tight[0]) != NULL && g_ascii_isdigit (tight[1]);
}

/* Some firmware skips blanks within a word and some ends it there ("M112 5", "S2 50"): both readings must be fine. */
static gboolean
check_line (Guard *self, const char *folded, GError **error)
{
  const char *code = skip_number (folded);
  g_autofree char *tight = drop_blanks (code);

  if (*tight == '\0')
    return TRUE;
  if (strlen (folded) > LINE_MAX_BYTES)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("A line of G-code has 1 to 256 characters."));
  if (!is_plain (code) || !begins_with_code (tight))
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("A line of G-code begins with G, M or T and a number."));
  if (self->printing && *tight != 'M')
    return refuse_while_printing (error);
  self->line = code;
  if (!check_codes (self, error))
    return FALSE;
  self->line = tight;
  return check_codes (self, error);
}

gboolean
culm_gcode_guard_check (const char *lines, const CulmPrinterModel *model, gboolean mains_220v, gboolean printing,
                        GError **error)
{
  g_auto (GStrv) pieces = g_strsplit_set (lines, "\r\n", -1);
  Guard guard = { .model = model, .mains_220v = mains_220v, .printing = printing };
  gboolean empty = TRUE;

  if (strlen (lines) > TEXT_MAX_BYTES)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("G-code: 8192 characters at most. Print it as a file."));
  for (guint i = 0; pieces[i] != NULL; i++) {
    g_autofree char *folded = fold_line (pieces[i]);

    empty = empty && *skip_number (folded) == '\0';
    if (!check_line (&guard, folded, error))
      return FALSE;
  }
  return !empty || fail (error, CULM_ERROR_UNSUPPORTED, _ ("There is no G-code to send."));
}
