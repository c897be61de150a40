/* culm-command.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command.h"

#include <string.h>

struct _CulmCommand {
  gatomicrefcount refs;
  CulmCommandKind kind;
  const char *key;
  double number;
  int choice, index, slot;
  char *text;
  int *ids;
  guint n_ids;
  CulmSpool spool;   /* its strings are owned */
  CulmUpkeep upkeep; /* its text is `text` */
  CulmPrintRequest *request;
};

G_DEFINE_BOXED_TYPE (CulmCommand, culm_command, culm_command_ref, culm_command_unref)

static CulmCommand *
create_command (CulmCommandKind kind, const char *key)
{
  CulmCommand *self = g_new0 (CulmCommand, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->key = key;
  self->index = -1;
  self->slot = -1;
  return self;
}

/* Whole numbers go out. What is negative or no number stays as it is, for the check to refuse. */
static double
round_positive (double value)
{
  return value >= 0 ? round (value) : value;
}

static CulmCommand *
create_target (CulmCommandKind kind, const char *key, int index, double celsius)
{
  CulmCommand *self = create_command (kind, key);

  self->index = index;
  self->number = celsius >= 0 && celsius < 20 ? 0 : round_positive (celsius);
  return self;
}

static CulmCommand *
create_choice (CulmCommandKind kind, const char *key, int choice)
{
  CulmCommand *self = create_command (kind, key);

  self->choice = choice;
  return self;
}

static CulmCommand *
create_slot (CulmCommandKind kind, const char *key, int unit, int slot)
{
  CulmCommand *self = create_command (kind, key);

  self->index = unit;
  self->slot = slot;
  return self;
}

static CulmCommand *
create_text (CulmCommandKind kind, const char *key, char *text)
{
  CulmCommand *self = create_command (kind, key);

  self->text = text;
  return self;
}

CulmCommand *
culm_command_ref (CulmCommand *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
culm_command_unref (CulmCommand *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->text);
  g_free (self->ids);
  g_free ((char *) self->spool.material);
  g_free ((char *) self->spool.color);
  g_free ((char *) self->spool.preset);
  g_free ((char *) self->spool.setting);
  g_clear_pointer (&self->request, culm_print_request_free);
  g_free (self);
}

CulmCommand *
culm_command_new_pause (void)
{
  return create_command (CULM_COMMAND_PAUSE, "pause");
}

CulmCommand *
culm_command_new_resume (void)
{
  return create_command (CULM_COMMAND_RESUME, "resume");
}

CulmCommand *
culm_command_new_stop (void)
{
  return create_command (CULM_COMMAND_STOP, "stop");
}

CulmCommand *
culm_command_new_nozzle (int extruder, double celsius)
{
  return create_target (CULM_COMMAND_NOZZLE, extruder == 1 ? "nozzle-left" : "nozzle", extruder, celsius);
}

CulmCommand *
culm_command_new_bed (double celsius)
{
  return create_target (CULM_COMMAND_BED, "bed", -1, celsius);
}

CulmCommand *
culm_command_new_chamber (double celsius)
{
  return create_target (CULM_COMMAND_CHAMBER, "chamber", -1, celsius);
}

CulmCommand *
culm_command_new_heater (CulmHeaterId heater, double celsius)
{
  switch (heater) {
  case CULM_HEATER_NOZZLE: return culm_command_new_nozzle (0, celsius);
  case CULM_HEATER_NOZZLE_LEFT: return culm_command_new_nozzle (1, celsius);
  case CULM_HEATER_BED: return culm_command_new_bed (celsius);
  case CULM_HEATER_CHAMBER: return culm_command_new_chamber (celsius);
  default: g_return_val_if_reached (NULL);
  }
}

CulmCommand *
culm_command_new_fan (CulmFanId fan, double percent)
{
  static const char *const keys[CULM_N_FANS] = { "fan", "aux-fan", "chamber-fan", "aux2-fan", "hotend-fan" };
  CulmCommand *self;

  g_return_val_if_fail ((guint) fan < CULM_N_FANS, NULL);

  self = create_command (CULM_COMMAND_FAN, keys[fan]);
  self->index = fan;
  self->number = round_positive (percent);
  return self;
}

CulmCommand *
culm_command_new_airduct (CulmAirductMode mode)
{
  return create_choice (CULM_COMMAND_AIRDUCT, "airduct", mode);
}

CulmCommand *
culm_command_new_speed (int level)
{
  return create_choice (CULM_COMMAND_SPEED, "speed", level);
}

CulmCommand *
culm_command_new_light (gboolean on)
{
  return create_choice (CULM_COMMAND_LIGHT, "light", on != FALSE);
}

CulmCommand *
culm_command_new_bed_light (gboolean on)
{
  CulmCommand *self = create_choice (CULM_COMMAND_LIGHT, "bed-light", on != FALSE);

  self->index = CULM_LAMP_BED;
  return self;
}

CulmCommand *
culm_command_new_home (const char *axes)
{
  return create_text (CULM_COMMAND_HOME, "home", g_ascii_strup (axes != NULL ? axes : "", -1));
}

CulmCommand *
culm_command_new_jog (char axis, double mm)
{
  CulmCommand *self = create_command (CULM_COMMAND_JOG, "jog");

  self->index = g_ascii_toupper (axis);
  self->number = mm;
  return self;
}

CulmCommand *
culm_command_new_extrude (int extruder, double mm)
{
  CulmCommand *self = create_command (CULM_COMMAND_EXTRUDE, "extrude");

  self->index = extruder;
  self->number = mm;
  return self;
}

CulmCommand *
culm_command_new_select_nozzle (int extruder)
{
  CulmCommand *self = create_command (CULM_COMMAND_SELECT_NOZZLE, "select-nozzle");

  self->index = extruder;
  return self;
}

CulmCommand *
culm_command_new_ams_load (int unit, int slot)
{
  return create_slot (CULM_COMMAND_AMS_LOAD, "load", unit, slot);
}

CulmCommand *
culm_command_new_ams_unload (void)
{
  return create_command (CULM_COMMAND_AMS_UNLOAD, "unload");
}

CulmCommand *
culm_command_new_ams_control (const char *action)
{
  return create_text (CULM_COMMAND_AMS_CONTROL, "ams", g_strdup (action));
}

CulmCommand *
culm_command_new_ams_slot (int unit, int slot, const CulmSpool *spool)
{
  CulmCommand *self = create_slot (CULM_COMMAND_AMS_SLOT, "slot", unit, slot);

  self->spool = *spool;
  self->spool.material = g_strdup (spool->material);
  self->spool.color = g_strdup (spool->color);
  self->spool.preset = g_strdup (spool->preset);
  self->spool.setting = g_strdup (spool->setting);
  return self;
}

CulmCommand *
culm_command_new_ams_tag (int unit, int slot)
{
  return create_slot (CULM_COMMAND_AMS_TAG, "tag", unit, slot);
}

CulmCommand *
culm_command_new_ams_dry (int unit, double celsius, int hours)
{
  CulmCommand *self = create_target (CULM_COMMAND_AMS_DRY, "dry", unit, celsius);

  self->choice = hours;
  return self;
}

CulmCommand *
culm_command_new_calibrate (CulmCalibration parts)
{
  return create_choice (CULM_COMMAND_CALIBRATE, "calibrate", parts);
}

CulmCommand *
culm_command_new_skip (const int *ids, guint n_ids)
{
  CulmCommand *self = create_command (CULM_COMMAND_SKIP, "skip");

  self->ids = g_memdup2 (ids, n_ids * sizeof *ids);
  self->n_ids = n_ids;
  return self;
}

CulmCommand *
culm_command_new_option (CulmOption option, int value)
{
  CulmCommand *self;

  g_return_val_if_fail ((guint) option < CULM_N_OPTIONS, NULL);

  self = create_choice (CULM_COMMAND_OPTION, culm_option_get_name (option), value);
  self->index = option;
  return self;
}

CulmCommand *
culm_command_new_record (gboolean on)
{
  return create_choice (CULM_COMMAND_RECORD, "record", on != FALSE);
}

CulmCommand *
culm_command_new_timelapse (gboolean on)
{
  return create_choice (CULM_COMMAND_TIMELAPSE, "timelapse", on != FALSE);
}

CulmCommand *
culm_command_new_clear (CulmClearAction action)
{
  return create_choice (CULM_COMMAND_CLEAR, "clear", action);
}

CulmCommand *
culm_command_new_gcode (const char *lines)
{
  return create_text (CULM_COMMAND_GCODE, "gcode",
                      *lines == '\0' || g_str_has_suffix (lines, "\n") ? g_strdup (lines)
                                                                       : g_strconcat (lines, "\n", NULL));
}

CulmCommand *
culm_command_new_upkeep (const CulmUpkeep *upkeep)
{
  CulmCommand *self = create_text (CULM_COMMAND_UPKEEP, culm_upkeep_get_key (upkeep->act), g_strdup (upkeep->text));

  self->upkeep = *upkeep;
  self->upkeep.text = self->text;
  self->choice = upkeep->value;
  self->number = upkeep->number;
  if (culm_upkeep_has_slot (upkeep->act)) {
    self->index = upkeep->unit;
    self->slot = upkeep->slot;
  }
  return self;
}

CulmCommand *
culm_command_new_print (const CulmPrintRequest *request)
{
  CulmCommand *self = create_command (CULM_COMMAND_PRINT, "print");

  self->request = culm_print_request_copy (request);
  return self;
}

CulmCommandKind
culm_command_get_kind (const CulmCommand *self)
{
  return self->kind;
}

const char *
culm_command_get_key (const CulmCommand *self)
{
  return self->key;
}

double
culm_command_get_number (const CulmCommand *self)
{
  return self->number;
}

int
culm_command_get_choice (const CulmCommand *self)
{
  return self->choice;
}

int
culm_command_get_index (const CulmCommand *self)
{
  return self->index;
}

int
culm_command_get_slot (const CulmCommand *self)
{
  return self->slot;
}

const char *
culm_command_get_text (const CulmCommand *self)
{
  return self->text;
}

const int *
culm_command_get_ids (const CulmCommand *self, guint *n_ids)
{
  *n_ids = self->n_ids;
  return self->ids;
}

const CulmSpool *
culm_command_get_spool (const CulmCommand *self)
{
  return self->kind == CULM_COMMAND_AMS_SLOT ? &self->spool : NULL;
}

const CulmUpkeep *
culm_command_get_upkeep (const CulmCommand *self)
{
  return self->kind == CULM_COMMAND_UPKEEP ? &self->upkeep : NULL;
}

const CulmPrintRequest *
culm_command_get_request (const CulmCommand *self)
{
  return self->request;
}

gboolean
culm_command_get_heater (const CulmCommand *self, CulmHeaterId *heater)
{
  if (self->kind == CULM_COMMAND_NOZZLE)
    *heater = self->index == 1 ? CULM_HEATER_NOZZLE_LEFT : CULM_HEATER_NOZZLE;
  else if (self->kind == CULM_COMMAND_BED)
    *heater = CULM_HEATER_BED;
  else if (self->kind == CULM_COMMAND_CHAMBER)
    *heater = CULM_HEATER_CHAMBER;
  else
    return FALSE;
  return TRUE;
}

gboolean
culm_command_get_fan (const CulmCommand *self, CulmFanId *fan)
{
  if (self->kind != CULM_COMMAND_FAN)
    return FALSE;
  *fan = self->index;
  return TRUE;
}

gboolean
culm_command_equal (const CulmCommand *a, const CulmCommand *b)
{
  return a == b ||
         (a->kind == b->kind && a->key == b->key && a->number == b->number && a->choice == b->choice &&
          a->index == b->index && a->slot == b->slot && g_strcmp0 (a->text, b->text) == 0 && a->n_ids == b->n_ids &&
          (a->n_ids == 0 || memcmp (a->ids, b->ids, a->n_ids * sizeof *a->ids) == 0) &&
          g_strcmp0 (a->spool.material, b->spool.material) == 0 && g_strcmp0 (a->spool.color, b->spool.color) == 0 &&
          g_strcmp0 (a->spool.preset, b->spool.preset) == 0 && g_strcmp0 (a->spool.setting, b->spool.setting) == 0 &&
          a->spool.nozzle_min == b->spool.nozzle_min && a->spool.nozzle_max == b->spool.nozzle_max &&
          a->upkeep.act == b->upkeep.act && culm_print_request_equal (a->request, b->request));
}

gboolean
culm_command_needs_authorisation (const CulmCommand *self)
{
  switch (self->kind) {
  case CULM_COMMAND_LIGHT:
  case CULM_COMMAND_RECORD:
  case CULM_COMMAND_TIMELAPSE: return FALSE;
  case CULM_COMMAND_OPTION: return self->index <= CULM_OPTION_IDLE_HEAT_PROTECTION;
  case CULM_COMMAND_UPKEEP:
    return self->upkeep.act != CULM_UPKEEP_RESOLUTION && self->upkeep.act != CULM_UPKEEP_ACCESSORY;
  case CULM_COMMAND_PAUSE:
  case CULM_COMMAND_RESUME:
  case CULM_COMMAND_STOP:
  case CULM_COMMAND_NOZZLE:
  case CULM_COMMAND_BED:
  case CULM_COMMAND_CHAMBER:
  case CULM_COMMAND_FAN:
  case CULM_COMMAND_AIRDUCT:
  case CULM_COMMAND_SPEED:
  case CULM_COMMAND_HOME:
  case CULM_COMMAND_JOG:
  case CULM_COMMAND_EXTRUDE:
  case CULM_COMMAND_SELECT_NOZZLE:
  case CULM_COMMAND_AMS_LOAD:
  case CULM_COMMAND_AMS_UNLOAD:
  case CULM_COMMAND_AMS_CONTROL:
  case CULM_COMMAND_AMS_SLOT:
  case CULM_COMMAND_AMS_TAG:
  case CULM_COMMAND_AMS_DRY:
  case CULM_COMMAND_CALIBRATE:
  case CULM_COMMAND_SKIP:
  case CULM_COMMAND_CLEAR:
  case CULM_COMMAND_GCODE:
  case CULM_COMMAND_PRINT:
  default: return TRUE;
  }
}
