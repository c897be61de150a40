/* culm-command-parse.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command-choices.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The words after a key, taken one by one from the left. */
typedef struct {
  char **words;
  guint next;
} Words;

static const char *
take_word (Words *words)
{
  return words->words[words->next] != NULL ? words->words[words->next++] : NULL;
}

static gboolean
take_required (Words *words, const char *key, const char **word, GError **error)
{
  *word = take_word (words);
  if (*word == NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” needs a value."), key);
  return *word != NULL;
}

/* Decimal digits with a sign and a point, nothing else: no "nan", no "0x10", no "1e3". */
static gboolean
read_number (const char *word, double *number, GError **error)
{
  char *end;

  if (strspn (word, "+-.0123456789") == strlen (word)) {
    *number = g_ascii_strtod (word, &end);
    if (end != word && *end == '\0')
      return TRUE;
  }
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no number."), word);
  return FALSE;
}

static gboolean
take_number (Words *words, const char *key, double *number, GError **error)
{
  const char *word;

  return take_required (words, key, &word, error) && read_number (word, number, error);
}

static gboolean
take_whole_number (Words *words, const char *key, int *number, GError **error)
{
  const char *word;
  gint64 value;

  if (!take_required (words, key, &word, error))
    return FALSE;
  if (!g_ascii_string_to_signed (word, 10, G_MININT, G_MAXINT, &value, NULL)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no whole number."), word);
    return FALSE;
  }
  *number = value;
  return TRUE;
}

static gboolean
find_choice (const CulmChoice *choices, const char *word, int *value, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; choices[i].word != NULL; i++) {
    if (g_ascii_strcasecmp (choices[i].word, word) == 0) {
      *value = choices[i].value;
      return TRUE;
    }
    if (culm_choice_get_word (choices, choices[i].value) == choices[i].word) /* the others are other words for it */
      g_string_append_printf (known, "%s%s", i == 0 ? "" : ", ", choices[i].word);
  }
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is none of: %s."), word, known->str);
  return FALSE;
}

static gboolean
take_choice (Words *words, const char *key, const CulmChoice *choices, int *value, GError **error)
{
  const char *word;

  return take_required (words, key, &word, error) && find_choice (choices, word, value, error);
}

static gboolean
take_slot (Words *words, const char *key, int *unit, int *slot, GError **error)
{
  const char *word;

  if (!take_required (words, key, &word, error))
    return FALSE;
  if (culm_slot_parse (word, unit, slot))
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                  _ ("“%s” is no slot: A1 to D4, HT1 to HT8, ext or ext-left."), word);
  return FALSE;
}

/* A unit is the letter of its slots, "HT1", or the number that the printer gives it. */
static gboolean
take_unit (Words *words, const char *key, int *unit, GError **error)
{
  const char *word;
  int slot;

  if (words->words[words->next] != NULL && g_ascii_isdigit (words->words[words->next][0]))
    return take_whole_number (words, key, unit, error);
  if (!take_required (words, key, &word, error))
    return FALSE;
  if (word[0] != '\0' && word[1] == '\0') {
    const char first_slot[] = { word[0], '1', '\0' };

    if (culm_slot_parse (first_slot, unit, &slot))
      return TRUE;
  }
  if (culm_slot_parse (word, unit, &slot) && *unit >= 128 && *unit < 136)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no AMS: A to D, or HT1 to HT8."), word);
  return FALSE;
}

static CulmCommand *
parse_nozzle (const char *key, Words *words, GError **error)
{
  const char *word;
  double celsius;
  int extruder;

  if (!take_required (words, key, &word, error))
    return NULL;
  if (g_ascii_isalpha (word[0]) && find_choice (culm_choices_side, word, &extruder, NULL))
    return culm_command_new_select_nozzle (extruder);
  return read_number (word, &celsius, error) ? culm_command_new_nozzle (0, celsius) : NULL;
}

static CulmCommand *
parse_home (const char *key G_GNUC_UNUSED, Words *words, GError **error)
{
  const char *word = take_word (words);

  if (word != NULL && g_ascii_strcasecmp (word, "all") != 0 && strspn (word, "xyzXYZ") != strlen (word)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” names no axes: X, Y and Z."), word);
    return NULL;
  }
  return culm_command_new_home (word != NULL && g_ascii_strcasecmp (word, "all") == 0 ? NULL : word);
}

static CulmCommand *
parse_jog (const char *key, Words *words, GError **error)
{
  static const CulmChoice axes[] = { { "X", 'X' }, { "Y", 'Y' }, { "Z", 'Z' }, { NULL, 0 } };
  double mm;
  int axis;

  return take_choice (words, key, axes, &axis, error) && take_number (words, key, &mm, error)
             ? culm_command_new_jog (axis, mm)
             : NULL;
}

static CulmCommand *
parse_extrude (const char *key, Words *words, GError **error)
{
  int extruder = -1;
  const char *word;
  double mm;

  if (!take_number (words, key, &mm, error))
    return NULL;
  word = take_word (words);
  if (g_strcmp0 (word, "--nozzle") == 0 && !take_required (words, "--nozzle", &word, error))
    return NULL;
  if (word != NULL && !find_choice (culm_choices_side, word, &extruder, error))
    return NULL;
  return culm_command_new_extrude (extruder, mm);
}

static gboolean
check_color (const char *color, GError **error)
{
  const char *digits = color + (*color == '#'); /* which a shell may have taken for a comment */
  gsize length = strlen (digits);

  if ((length == 6 || length == 8) && strspn (digits, "0123456789abcdefABCDEF") == length)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no colour: #RRGGBB."), color);
  return FALSE;
}

static CulmCommand *
parse_slot (const char *key, Words *words, GError **error)
{
  static const CulmChoice names[] = { { "--type", 0 }, { "--color", 1 }, { "--preset", 2 }, { NULL, 0 } };
  CulmSpool spool = { NULL };
  const char *word;
  int unit, slot, name;

  if (!take_slot (words, key, &unit, &slot, error))
    return NULL;
  while ((word = take_word (words)) != NULL) {
    const char **field;

    if (!find_choice (names, word, &name, error))
      return NULL;
    field = name == 0 ? &spool.material : name == 1 ? &spool.color : &spool.preset;
    if (!take_required (words, word, field, error))
      return NULL;
  }
  if (spool.color != NULL && !check_color (spool.color, error))
    return NULL;
  return culm_command_new_ams_slot (unit, slot, &spool);
}

static CulmCommand *
parse_dry (const char *key, Words *words, GError **error)
{
  double celsius;
  int unit, hours;

  if (!take_unit (words, key, &unit, error))
    return NULL;
  if (words->words[words->next] != NULL && g_ascii_strcasecmp (words->words[words->next], "off") == 0) {
    take_word (words);
    return culm_command_new_ams_dry (unit, 0, 0);
  }
  return take_number (words, key, &celsius, error) && take_whole_number (words, key, &hours, error)
             ? culm_command_new_ams_dry (unit, celsius, hours)
             : NULL;
}

static CulmCommand *
parse_calibrate (const char *key, Words *words, GError **error)
{
  CulmCalibration wanted = 0;
  int part;

  do {
    if (!take_choice (words, key, culm_choices_calibration, &part, error))
      return NULL;
    wanted |= part;
  } while (words->words[words->next] != NULL);
  return culm_command_new_calibrate (wanted);
}

static CulmCommand *
parse_skip (const char *key, Words *words, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (int));
  int id;

  do {
    if (!take_whole_number (words, key, &id, error))
      return NULL;
    g_array_append_val (ids, id);
  } while (words->words[words->next] != NULL);
  return culm_command_new_skip ((const int *) (gpointer) ids->data, ids->len);
}

static CulmCommand *
parse_option (const char *key, Words *words, GError **error)
{
  const char *name;
  int option, value;

  if (!take_required (words, key, &name, error))
    return NULL;
  option = culm_option_find (name);
  if (option < 0) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no option of a printer."), name);
    return NULL;
  }
  return take_choice (words, name, culm_choices_of_option (option), &value, error)
             ? culm_command_new_option (option, value)
             : NULL;
}

static CulmCommand *
parse_clear (const char *key G_GNUC_UNUSED, Words *words, GError **error)
{
  const char *word = take_word (words);
  int action = CULM_CLEAR_DIALOG;

  return word == NULL || find_choice (culm_choices_clear, word, &action, error) ? culm_command_new_clear (action)
                                                                                : NULL;
}

static CulmCommand *
parse_heater (const char *key, Words *words, GError **error)
{
  double celsius;

  if (!take_number (words, key, &celsius, error))
    return NULL;
  return culm_command_new_heater (g_str_equal (key, "bed")       ? CULM_HEATER_BED
                                  : g_str_equal (key, "chamber") ? CULM_HEATER_CHAMBER
                                                                 : CULM_HEATER_NOZZLE_LEFT,
                                  celsius);
}

static CulmCommand *
parse_fan (const char *key, Words *words, GError **error)
{
  double percent;

  if (!take_number (words, key, &percent, error))
    return NULL;
  return culm_command_new_fan (g_str_equal (key, "fan")        ? CULM_FAN_PART
                               : g_str_equal (key, "aux-fan")  ? CULM_FAN_AUX
                               : g_str_equal (key, "aux2-fan") ? CULM_FAN_AUX2
                                                               : CULM_FAN_CHAMBER,
                               percent);
}

static CulmCommand *
parse_bare (const char *key, Words *words G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return g_str_equal (key, "pause")    ? culm_command_new_pause ()
         : g_str_equal (key, "resume") ? culm_command_new_resume ()
         : g_str_equal (key, "stop")   ? culm_command_new_stop ()
                                       : culm_command_new_ams_unload ();
}

static CulmCommand *
parse_airduct (const char *key, Words *words, GError **error)
{
  int mode;

  return take_choice (words, key, culm_choices_airduct, &mode, error) ? culm_command_new_airduct (mode) : NULL;
}

static CulmCommand *
parse_speed (const char *key, Words *words, GError **error)
{
  int level;

  return take_choice (words, key, culm_choices_speed, &level, error) ? culm_command_new_speed (level) : NULL;
}

static CulmCommand *
parse_switch (const char *key, Words *words, GError **error)
{
  int on;

  if (!take_choice (words, key, culm_choices_switch, &on, error))
    return NULL;
  return g_str_equal (key, "light")       ? culm_command_new_light (on)
         : g_str_equal (key, "bed-light") ? culm_command_new_bed_light (on)
         : g_str_equal (key, "record")    ? culm_command_new_record (on)
                                          : culm_command_new_timelapse (on);
}

static CulmCommand *
parse_select_nozzle (const char *key, Words *words, GError **error)
{
  int extruder;

  return take_choice (words, key, culm_choices_side, &extruder, error) ? culm_command_new_select_nozzle (extruder)
                                                                       : NULL;
}

static CulmCommand *
parse_tray (const char *key, Words *words, GError **error)
{
  int unit, slot;

  if (!take_slot (words, key, &unit, &slot, error))
    return NULL;
  return g_str_equal (key, "load") ? culm_command_new_ams_load (unit, slot) : culm_command_new_ams_tag (unit, slot);
}

static CulmCommand *
parse_ams (const char *key, Words *words, GError **error)
{
  int action;

  return take_choice (words, key, culm_choices_ams, &action, error)
             ? culm_command_new_ams_control (culm_choices_ams[action].word)
             : NULL;
}

/* ---- Upkeep ---- */

static CulmCommand *
parse_buzzer (const char *key, Words *words, GError **error)
{
  static const CulmChoice modes[] = { { "off", 0 }, { "alarm", 1 }, { "beep", 2 }, { NULL, 0 } };
  CulmUpkeep upkeep = { .act = CULM_UPKEEP_BUZZER };

  return take_choice (words, key, modes, &upkeep.value, error) ? culm_command_new_upkeep (&upkeep) : NULL;
}

static CulmCommand *
parse_resolution (const char *key, Words *words, GError **error)
{
  static const CulmChoice pictures[] = { { "720p", 720 }, { "1080p", 1080 }, { NULL, 0 } };
  CulmUpkeep upkeep = { .act = CULM_UPKEEP_RESOLUTION };

  return take_choice (words, key, pictures, &upkeep.value, error) ? culm_command_new_upkeep (&upkeep) : NULL;
}

static CulmCommand *
parse_air_filter (const char *key, Words *words, GError **error)
{
  static const CulmChoice states[] = { { "off", 0 }, { NULL, 0 } };
  CulmUpkeep upkeep = { .act = CULM_UPKEEP_AIR_FILTER_OFF };

  return take_choice (words, key, states, &upkeep.value, error) ? culm_command_new_upkeep (&upkeep) : NULL;
}

static CulmCommand *
parse_accessory (const char *key, Words *words, GError **error)
{
  CulmUpkeep upkeep = { .act = CULM_UPKEEP_ACCESSORY };

  return take_number (words, key, &upkeep.number, error) && take_required (words, key, &upkeep.text, error)
             ? culm_command_new_upkeep (&upkeep)
             : NULL;
}

static CulmCommand *
parse_rack (const char *key, Words *words, GError **error)
{
  static const CulmChoice acts[] = { { "refresh", 0 }, { "home", 1 },    { "a", 2 },       { "b", 3 },
                                     { "read", 4 },    { "confirm", 5 }, { "mapping", 6 }, { NULL, 0 } };
  static const CulmUpkeepAct meanings[] = { CULM_UPKEEP_RACK_REFRESH, CULM_UPKEEP_RACK_MOVE, CULM_UPKEEP_RACK_MOVE,
                                            CULM_UPKEEP_RACK_MOVE,    CULM_UPKEEP_RACK_READ, CULM_UPKEEP_RACK_CONFIRM,
                                            CULM_UPKEEP_RACK_MAPPING };
  CulmUpkeep upkeep = { 0 };
  int act;

  if (!take_choice (words, key, acts, &act, error))
    return NULL;
  upkeep.act = meanings[act];
  upkeep.value = act - 1;
  if (upkeep.act == CULM_UPKEEP_RACK_CONFIRM && g_strcmp0 (words->words[words->next], "all") == 0) {
    take_word (words);
    upkeep.value = 255;
  } else if ((upkeep.act == CULM_UPKEEP_RACK_READ || upkeep.act == CULM_UPKEEP_RACK_CONFIRM) &&
             !take_whole_number (words, key, &upkeep.value, error)) {
    return NULL;
  }
  return culm_command_new_upkeep (&upkeep);
}

/* How fast the filament may flow while it is measured, when nobody says so. */
#define FLOW_USUAL 12

static CulmCommand *
parse_pressure (const char *key, Words *words, GError **error)
{
  static const CulmChoice acts[] = { { "start", CULM_UPKEEP_PRESSURE_START },
                                     { "get", CULM_UPKEEP_PRESSURE_GET },
                                     { "set", CULM_UPKEEP_PRESSURE_SET },
                                     { "select", CULM_UPKEEP_PRESSURE_SELECT },
                                     { "delete", CULM_UPKEEP_PRESSURE_DELETE },
                                     { "result", CULM_UPKEEP_PRESSURE_RESULT },
                                     { NULL, 0 } };
  static const CulmChoice flow_acts[] = { { "start", CULM_UPKEEP_FLOW_START },
                                          { "result", CULM_UPKEEP_FLOW_RESULT },
                                          { NULL, 0 } };
  CulmUpkeep upkeep = { .number = FLOW_USUAL };
  int act;

  if (!take_choice (words, key, g_str_equal (key, "flow") ? flow_acts : acts, &act, error))
    return NULL;
  upkeep.act = act;
  if (culm_upkeep_has_slot (act) && !take_slot (words, key, &upkeep.unit, &upkeep.slot, error))
    return NULL;
  if ((act == CULM_UPKEEP_PRESSURE_SELECT || act == CULM_UPKEEP_PRESSURE_DELETE) &&
      !take_whole_number (words, key, &upkeep.value, error))
    return NULL;
  if ((act == CULM_UPKEEP_PRESSURE_SET || words->words[words->next] != NULL) && culm_upkeep_has_slot (act) &&
      act != CULM_UPKEEP_PRESSURE_SELECT && act != CULM_UPKEEP_PRESSURE_DELETE &&
      !take_number (words, key, &upkeep.number, error))
    return NULL;
  if (act == CULM_UPKEEP_PRESSURE_SET)
    upkeep.text = take_word (words);
  return culm_command_new_upkeep (&upkeep);
}

/* ---- A job ---- */

/* "0=A1,1=ext": what is left out is not used. */
static gboolean
read_map (const char *text, GArray *places, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text, ",", -1);

  for (guint i = 0; pairs[i] != NULL; i++) {
    const char *equals = strchr (pairs[i], '=');
    g_autofree char *left = equals != NULL ? g_strndup (pairs[i], (gsize) (equals - pairs[i])) : NULL;
    const CulmFilamentPlace unused = { -1, -1 };
    CulmFilamentPlace place;
    guint64 filament;

    if (left == NULL || !g_ascii_string_to_unsigned (left, 10, 0, 255, &filament, NULL) ||
        !culm_slot_parse (equals + 1, &place.unit, &place.slot)) {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” maps no filament: 0=A1,1=ext."), text);
      return FALSE;
    }
    while (places->len <= filament)
      g_array_append_val (places, unused);
    g_array_index (places, CulmFilamentPlace, filament) = place;
  }
  return TRUE;
}

/* "16,24" */
static gboolean
read_skipped (const char *text, CulmPrintRequest *request, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  gint64 id;

  g_free (request->skipped);
  request->n_skipped = g_strv_length (words);
  request->skipped = g_new0 (int, request->n_skipped);
  for (guint i = 0; words[i] != NULL; i++) {
    if (!g_ascii_string_to_signed (words[i], 10, 1, G_MAXINT, &id, NULL)) {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no whole number."), words[i]);
      return FALSE;
    }
    request->skipped[i] = (int) id;
  }
  return TRUE;
}

static gboolean
read_request_option (int option, Words *words, CulmPrintRequest *request, GArray *places, GError **error)
{
  char **const texts[] = { &request->url, &request->bed_type, &request->title };
  const char *word;

  switch (option) {
  case 'p': return take_whole_number (words, "--plate", &request->plate, error);
  case 'm': return take_required (words, "--map", &word, error) && read_map (word, places, error);
  case 's': return take_required (words, "--skip", &word, error) && read_skipped (word, request, error);
  case 'l': request->levelling = CULM_PREPARATION_OFF; return TRUE;
  case 't': request->timelapse = TRUE; return TRUE;
  default:
    if (!take_required (words, "print", &word, error))
      return FALSE;
    g_free (*texts[option]);
    *texts[option] = g_strdup (word);
    return TRUE;
  }
}

static CulmCommand *
parse_print (const char *key, Words *words, GError **error)
{
  static const CulmChoice options[] = { { "--url", 0 },         { "--bed", 1 },    { "--title", 2 },
                                        { "--plate", 'p' },     { "--map", 'm' },  { "--no-levelling", 'l' },
                                        { "--timelapse", 't' }, { "--skip", 's' }, { NULL, 0 } };
  g_auto (CulmPrintRequest) request = CULM_PRINT_REQUEST_INIT;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (CulmFilamentPlace));
  const char *word;
  int option;

  if (!take_required (words, key, &word, error))
    return NULL;
  request.file = g_strdup (word);
  while ((word = take_word (words)) != NULL)
    if (!find_choice (options, word, &option, error) || !read_request_option (option, words, &request, places, error))
      return NULL;
  for (guint i = 0; i < places->len; i++)
    request.use_ams |= g_array_index (places, CulmFilamentPlace, i).unit >= 0 &&
                       g_array_index (places, CulmFilamentPlace, i).unit < 254;
  request.n_places = places->len;
  request.places = g_memdup2 (places->data, places->len * sizeof (CulmFilamentPlace));
  return culm_command_new_print (&request);
}

static const struct {
  const char *key;
  CulmCommand *(*parse) (const char *key, Words *words, GError **error);
} keys[] = {
  { "pause", parse_bare },
  { "resume", parse_bare },
  { "stop", parse_bare },
  { "nozzle", parse_nozzle },
  { "nozzle-left", parse_heater },
  { "bed", parse_heater },
  { "chamber", parse_heater },
  { "fan", parse_fan },
  { "aux-fan", parse_fan },
  { "aux2-fan", parse_fan },
  { "chamber-fan", parse_fan },
  { "airduct", parse_airduct },
  { "speed", parse_speed },
  { "light", parse_switch },
  { "bed-light", parse_switch },
  { "home", parse_home },
  { "jog", parse_jog },
  { "extrude", parse_extrude },
  { "select-nozzle", parse_select_nozzle },
  { "load", parse_tray },
  { "unload", parse_bare },
  { "ams", parse_ams },
  { "slot", parse_slot },
  { "tag", parse_tray },
  { "dry", parse_dry },
  { "calibrate", parse_calibrate },
  { "skip", parse_skip },
  { "option", parse_option },
  { "record", parse_switch },
  { "timelapse", parse_switch },
  { "clear", parse_clear },
  { "buzzer", parse_buzzer },
  { "resolution", parse_resolution },
  { "air-filter", parse_air_filter },
  { "accessory", parse_accessory },
  { "rack", parse_rack },
  { "pressure", parse_pressure },
  { "flow", parse_pressure },
  { "print", parse_print },
};

/* Parts a value at its blanks; no empty words. */
static char **
split_words (const char *value)
{
  g_auto (GStrv) pieces = g_strsplit_set (value, " \t\r\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; pieces[i] != NULL; i++)
    if (pieces[i][0] != '\0')
      g_strv_builder_add (words, pieces[i]);
  return g_strv_builder_end (words);
}

CulmCommand *
culm_command_parse (const char *key, const char *value, GError **error)
{
  g_auto (GStrv) words = split_words (value != NULL ? value : "");
  Words left = { words, 0 };

  if (g_str_equal (key, "gcode") && words[0] != NULL)
    return culm_command_new_gcode (value);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (CulmCommand) command = NULL;

    if (!g_str_equal (keys[i].key, key))
      continue;
    command = keys[i].parse (key, &left, error);
    if (command == NULL || take_word (&left) == NULL)
      return g_steal_pointer (&command);
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” takes no more words."), key);
    return NULL;
  }
  if (g_str_equal (key, "gcode"))
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” needs a value."), key);
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is nothing that can be set."), key);
  return NULL;
}
