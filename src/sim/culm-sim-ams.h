/* culm-sim-ams.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-heater.h"
#include "culm-sim-model.h"
#include "culm-sim-spool.h"

/* A slot is told by AMS id in the high byte and slot in the low one, as `snow` tells it (reference/mqtt.md §3.9). */
#define CULM_SIM_SLOT(ams, slot) (((ams) << 8) | (slot))
#define CULM_SIM_SLOT_EXTERNAL 0xff00
#define CULM_SIM_SLOT_EXTERNAL_LEFT 0xfe00
#define CULM_SIM_SLOT_NONE 0xffff

/* Values are those of `info` bits 4–7. */
typedef enum { CULM_SIM_DRY_OFF = 0, CULM_SIM_DRY_RUNNING = 2, CULM_SIM_DRY_COOLING = 3 } CulmSimDryState;

typedef struct {
  guint id;  /* 0–3, 16 for the Lite of an A2L, 128–135 for an AMS HT */
  char kind; /* letters of CulmSimModel.ams */
  guint nozzle;
  guint n_spools;
  CulmSimSpool spools[4];
  CulmSimHeater heater;
  double humidity; /* percent */
  CulmSimDryState dry_state;
  double dry_left; /* seconds */
  int dry_temp, dry_hours;
  char dry_filament[16];
} CulmSimUnit;

/* A filament being brought to a nozzle or taken back. */
typedef struct {
  gboolean running, paused;
  guint nozzle;
  int slot; /* where to: a slot or CULM_SIM_SLOT_NONE */
  double elapsed;
} CulmSimChange;

/* All filament of one printer: AMS units, spools on the outside, and what is in the nozzles now. */
typedef struct {
  CulmSimUnit units[4];
  guint n_units;
  CulmSimSpool external[2]; /* main nozzle's, then the other one's */
  guint n_external;
  int now[2], previous[2]; /* slot in each nozzle */
  CulmSimChange change;
  gboolean printing; /* it feeds a job */
  gboolean read_on_insert, read_on_power, track_remain;
  guint version;
} CulmSimAms;

void culm_sim_ams_init    (CulmSimAms *self, const CulmSimModel *model, GRand *rand);
void culm_sim_ams_advance (CulmSimAms *self, double seconds);

/* Returns: (transfer none) (nullable): the unit or the spool of that id or slot; empty slots are spools too. */
CulmSimUnit  *culm_sim_ams_find_unit  (CulmSimAms *self, guint id);
CulmSimSpool *culm_sim_ams_find_spool (CulmSimAms *self, int slot);

/* The first slot with filament for that nozzle; CULM_SIM_SLOT_NONE without any. */
int culm_sim_ams_pick (CulmSimAms *self, guint nozzle);

/* Begins to load that slot, or to unload with CULM_SIM_SLOT_NONE. FALSE while another change runs. */
gboolean culm_sim_ams_begin_change (CulmSimAms *self, guint nozzle, int slot);

/* FALSE for a unit that cannot dry or a temperature outside models.md §3. hours 0 ends the drying. */
gboolean culm_sim_unit_dry (CulmSimUnit *self, int celsius, int hours, const char *filament);

/* Values of the report: `humidity`, `info`, `ams_status`, and the decimal of tray_now for a slot. */
guint culm_sim_unit_get_humidity_level (const CulmSimUnit *self);
guint culm_sim_unit_pack_info          (const CulmSimUnit *self);
guint culm_sim_ams_get_status          (const CulmSimAms *self);
guint culm_sim_ams_get_tray_number     (int slot);

/* Bit of a unit in ams_exist_bits, of a slot in tray_exist_bits. */
guint culm_sim_unit_get_bit      (const CulmSimUnit *self);
guint culm_sim_unit_get_tray_bit (const CulmSimUnit *self, guint slot);
