/* culm-sim-gcode.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-gcode.h"

#include <math.h>
#include <string.h>

#define COLDEST_EXTRUSION 170.0 /* °C */
#define LONGEST_AXIS 350.0      /* mm */

/* Words that prepare or end a move and change nothing that is reported. */
static const char *const silent_words[] = {
  "G4",   "G21",  "G90",  "G91",  "G92",  "M17",  "M18",  "M73",  "M82",   "M83", "M84",
  "M145", "M204", "M211", "M220", "M221", "M355", "M400", "M960", "M1002", NULL,
};

typedef gboolean (*Action) (CulmSimMachine *machine, const char *words);

/* The number behind a letter, as in "S220". */
static gboolean
read_number (const char *words, char letter, double *value)
{
  for (const char *c = words; *c != '\0'; c++) {
    char *end;

    if (g_ascii_toupper (*c) != letter || (c > words && !g_ascii_isspace (c[-1])))
      continue;
    *value = g_ascii_strtod (c + 1, &end);
    return end != c + 1 && fabs (*value) < 1e6; /* which no nan is */
  }
  return FALSE;
}

static gboolean
heat_nozzle (CulmSimMachine *machine, const char *words)
{
  double celsius, tool;

  if (!read_number (words, 'S', &celsius))
    return FALSE;
  if (!read_number (words, 'T', &tool))
    tool = machine->active_nozzle;
  if (tool < 0 || tool >= machine->model->nozzles)
    return FALSE;
  culm_sim_machine_heat_nozzle (machine, (guint) tool, celsius);
  return TRUE;
}

static gboolean
heat_bed (CulmSimMachine *machine, const char *words)
{
  double celsius;

  if (!read_number (words, 'S', &celsius))
    return FALSE;
  culm_sim_machine_heat_bed (machine, celsius);
  return TRUE;
}

static gboolean
heat_chamber (CulmSimMachine *machine, const char *words)
{
  double celsius;

  if (!read_number (words, 'S', &celsius) || !culm_sim_model_has (machine->model, CULM_SIM_HAS_CHAMBER_HEATER))
    return FALSE;
  culm_sim_machine_heat_chamber (machine, celsius);
  return TRUE;
}

static gboolean
set_fan (CulmSimMachine *machine, const char *words)
{
  double number, speed;
  int fan;

  if (!read_number (words, 'P', &number))
    number = 1;
  if (!read_number (words, 'S', &speed))
    speed = 255;
  fan = culm_sim_air_find_fan ((int) number);
  if (fan < 0 || fan == CULM_SIM_FAN_LOOP || !culm_sim_air_has_fan (&machine->air, (CulmSimFan) fan))
    return FALSE;
  culm_sim_air_set (&machine->air, (CulmSimFan) fan, speed * 100 / 255);
  return TRUE;
}

static gboolean
stop_fan (CulmSimMachine *machine, const char *words G_GNUC_UNUSED)
{
  culm_sim_air_set (&machine->air, CULM_SIM_FAN_PART, 0);
  return TRUE;
}

static gboolean
home (CulmSimMachine *machine, const char *words)
{
  guint axes = 0;

  for (guint i = 0; i < 3; i++)
    if (strchr (words, "XYZ"[i]) != NULL)
      axes |= 1u << i;
  return culm_sim_gcode_home (machine, axes != 0 ? axes : 7);
}

static gboolean
move (CulmSimMachine *machine, const char *words)
{
  double mm;
  gboolean moved = FALSE;

  for (guint i = 0; i < 3; i++)
    if (read_number (words, "XYZ"[i], &mm)) {
      if (!culm_sim_gcode_move (machine, i, mm))
        return FALSE;
      moved = TRUE;
    }
  if (read_number (words, 'E', &mm))
    return culm_sim_gcode_extrude (machine, machine->active_nozzle, mm);
  return moved || read_number (words, 'F', &mm);
}

static gboolean
read_tag (CulmSimMachine *machine, const char *words)
{
  double tray;
  CulmSimSpool *spool;

  if (!read_number (words, 'R', &tray) || tray < 0 || tray > 15)
    return FALSE;
  spool = culm_sim_ams_find_spool (&machine->ams, CULM_SIM_SLOT ((int) tray / 4, (int) tray % 4));
  if (spool != NULL)
    spool->reading = 8;
  return spool != NULL;
}

static const struct {
  const char *word;
  Action run;
} actions[] = {
  { "M104", heat_nozzle },  { "M109", heat_nozzle }, { "M140", heat_bed }, { "M190", heat_bed },
  { "M141", heat_chamber }, { "M106", set_fan },     { "M107", stop_fan }, { "G28", home },
  { "G0", move },           { "G1", move },          { "M620", read_tag },
};

static gboolean
run_line (CulmSimMachine *machine, char *line)
{
  gsize length;

  line[strcspn (line, ";*")] = '\0'; /* a comment, or a checksum */
  if (g_ascii_toupper (*line) == 'N' && g_ascii_isdigit (line[1]))
    line += 1 + strspn (line + 1, "0123456789");
  g_strstrip (line);
  length = strcspn (line, " \t");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strlen (actions[i].word) == length && g_ascii_strncasecmp (line, actions[i].word, length) == 0)
      return actions[i].run (machine, line + length);
  for (guint i = 0; silent_words[i] != NULL; i++)
    if (strlen (silent_words[i]) == length && g_ascii_strncasecmp (line, silent_words[i], length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
culm_sim_gcode_run (CulmSimMachine *machine, const char *lines)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  gboolean any = FALSE, all = TRUE;

  for (guint i = 0; split[i] != NULL; i++) {
    g_strstrip (split[i]);
    if (*split[i] == '\0' || *split[i] == ';')
      continue;
    any = TRUE;
    all = run_line (machine, split[i]) && all;
  }
  return any && all;
}

gboolean
culm_sim_gcode_home (CulmSimMachine *machine, guint axes)
{
  if (machine->job.state == CULM_SIM_JOB_RUNNING || machine->job.state == CULM_SIM_JOB_PREPARE)
    return FALSE;
  machine->homed |= axes & 7;
  for (guint i = 0; i < 3; i++)
    if ((axes & (1u << i)) != 0)
      machine->position[i] = 128;
  return TRUE;
}

gboolean
culm_sim_gcode_move (CulmSimMachine *machine, guint axis, double mm)
{
  if (machine->job.state == CULM_SIM_JOB_RUNNING || machine->job.state == CULM_SIM_JOB_PREPARE)
    return FALSE;
  machine->position[axis] = CLAMP (machine->position[axis] + mm, 0, LONGEST_AXIS);
  return TRUE;
}

gboolean
culm_sim_gcode_extrude (CulmSimMachine *machine, guint nozzle, double mm)
{
  return mm != 0 && nozzle < machine->model->nozzles && machine->nozzles[nozzle].current >= COLDEST_EXTRUSION &&
         machine->job.state != CULM_SIM_JOB_RUNNING && machine->job.state != CULM_SIM_JOB_PREPARE;
}
