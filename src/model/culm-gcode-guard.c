/* culm-gcode-guard.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-gcode-guard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Emergency stop, quick stop, firmware update, restart after a stop. */
static const int never[] = { 112, 410, 997, 999 };

/* Nozzle, bed, chamber; wait for none of them while a job runs. */
static const struct {
  int code;
  CulmHeaterId heater;
} heaters[] = {
  { 104, CULM_HEATER_NOZZLE }, { 109, CULM_HEATER_NOZZLE },  { 140, CULM_HEATER_BED },
  { 190, CULM_HEATER_BED },    { 141, CULM_HEATER_CHAMBER }, { 191, CULM_HEATER_CHAMBER },
};

/* What cannot spoil a running job: targets, fans, speed, lamps. */
static const int harmless[] = { 104, 140, 141, 106, 107, 220, 355, 960 };

static gboolean
has_code (const int *codes, gsize n_codes, int code)
{
  for (gsize i = 0; i < n_codes; i++)
    if (codes[i] == code)
      return TRUE;
  return FALSE;
}

/* Upper case, no comment, no blanks, no line number: what firmware makes of a line. Parentheses stay, because not every
 * firmware takes them for a comment. */
static char *
strip_line (const char *line)
{
  GString *plain = g_string_new (NULL);

  for (; *line != '\0' && *line != ';'; line++)
    if (!g_ascii_isspace (*line))
      g_string_append_c (plain, g_ascii_toupper (*line));
  if (plain->str[0] == 'N' && g_ascii_isdigit (plain->str[1]))
    g_string_erase (plain, 0, 1 + strspn (plain->str + 1, "0123456789"));
  return g_string_free (plain, FALSE);
}

static gboolean
refuse_while_printing (GError **error)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_BUSY,
                  _ ("While a print runs, only temperatures, fans, speed and lights can be set by G-code."));
  return FALSE;
}

static gboolean
check_target (const char *words, CulmHeaterId heater, const CulmPrinterModel *model, gboolean mains_220v,
              GError **error)
{
  int limit = culm_printer_model_get_limit (model, heater, mains_220v);

  for (const char *word = words; *word != '\0'; word++) {
    if (*word != 'S' && *word != 'R')
      continue;
    if (g_ascii_strtod (word + 1, NULL) <= limit)
      continue;
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_OUT_OF_RANGE,
                    _ ("The %s heats to %d °C with this line at most."), culm_printer_model_get_label (model), limit);
    return FALSE;
  }
  return TRUE;
}

/* One M word and what follows it, up to the next one. */
static gboolean
check_word (const char *word, const CulmPrinterModel *model, gboolean mains_220v, gboolean printing, GError **error)
{
  char *parameters;
  gint64 code = g_ascii_strtoll (word + 1, &parameters, 10);

  if (has_code (never, G_N_ELEMENTS (never), code)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_UNSUPPORTED, _ ("Culm does not send M%d."),
                    (int) code);
    return FALSE;
  }
  if (printing && !has_code (harmless, G_N_ELEMENTS (harmless), code))
    return refuse_while_printing (error);
  for (gsize i = 0; i < G_N_ELEMENTS (heaters); i++)
    if (heaters[i].code == code)
      return check_target (parameters, heaters[i].heater, model, mains_220v, error);
  return TRUE;
}

static gboolean
check_line (const char *plain, const CulmPrinterModel *model, gboolean mains_220v, gboolean printing, GError **error)
{
  if (printing && *plain != '\0' && *plain != 'M')
    return refuse_while_printing (error);
  for (const char *word = plain; *word != '\0'; word++) {
    if (!g_ascii_isdigit (word[1]))
      continue;
    if (*word == 'M' && !check_word (word, model, mains_220v, printing, error))
      return FALSE;
    if (*word == 'G' && printing)
      return refuse_while_printing (error);
  }
  return TRUE;
}

gboolean
culm_gcode_guard_check (const char *lines, const CulmPrinterModel *model, gboolean mains_220v, gboolean printing,
                        GError **error)
{
  g_auto (GStrv) pieces = g_strsplit_set (lines, "\r\n", -1);
  gboolean empty = TRUE;

  for (guint i = 0; pieces[i] != NULL; i++) {
    g_autofree char *plain = strip_line (pieces[i]);

    empty = empty && *plain == '\0';
    if (!check_line (plain, model, mains_220v, printing, error))
      return FALSE;
  }
  if (empty)
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_UNSUPPORTED, _ ("There is no G-code to send."));
  return !empty;
}
