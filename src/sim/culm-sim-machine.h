/* culm-sim-machine.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-air.h"
#include "culm-sim-ams.h"
#include "culm-sim-heater.h"
#include "culm-sim-history.h"
#include "culm-sim-job.h"
#include "culm-sim-model.h"
#include "culm-sim-settings.h"
#include "culm-sim-upgrade.h"

/* An active problem (reference/hms.md §1). */
typedef struct {
  guint32 attr, code;
} CulmSimHms;

/* The printer as a machine: everything that its firmware knows, and how it goes on with time. Reports are written
 * from it and commands change it; both live elsewhere. */
typedef struct {
  const CulmSimModel *model;
  GRand *rand;
  double speed;
  gint64 now; /* UNIX seconds, 0: the host's clock */

  char *serial, *name, *access_code;
  guint32 address; /* IPv4, host byte order */
  int wifi;        /* dBm */

  CulmSimHeater nozzles[2];
  CulmSimHeater bed, chamber;
  double chamber_wish; /* target asked for; heated towards only in the heating mode */
  double diameters[2];
  char nozzle_types[2][16]; /* "hardened_steel" */
  guint active_nozzle;
  CulmSimAir air;
  CulmSimAms ams;
  CulmSimJob job;
  int wanted_slot; /* where the next job shall take its filament; CULM_SIM_SLOT_NONE: the first that has some */
  CulmSimSettings settings;
  CulmSimUpgrade upgrade;
  GPtrArray *history; /* CulmSimRecord, newest first */

  guint32 print_error, fail_reason;
  guint cancel_reports; /* reports that still show the cancel code */
  GArray *hms;          /* CulmSimHms */

  gboolean online, door_open;
  gboolean refuses;     /* print.* needs a signature */
  gboolean heats_plainly; /* the chamber is heated whatever the air duct does */
  gboolean fans_started; /* the job has turned its fans on, after the first layer */
  guint homed;          /* bits 0–2: X, Y, Z */
  double position[3];   /* mm */
  double calibrating;   /* seconds left */
  int calibration_stage;
  guint holder; /* place of the nozzle rack: 0 home, 1 A, 2 B */
} CulmSimMachine;

/* Returns: (transfer full): an idle, cold machine with everything that follows from seed and index drawn. */
CulmSimMachine *culm_sim_machine_new  (const CulmSimModel *model, guint64 seed, guint index, double speed);
void            culm_sim_machine_free (CulmSimMachine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimMachine, culm_sim_machine_free)

/* Lets `seconds` of real time pass. */
void culm_sim_machine_advance (CulmSimMachine *self, double seconds);

gint64 culm_sim_machine_get_now (CulmSimMachine *self); /* UNIX seconds */

/* Whether a job runs or the machine is busy with itself (calibration, filament, firmware). */
gboolean culm_sim_machine_is_busy (CulmSimMachine *self);

/* Targets, clamped to what the model allows. nozzle: extruder id. */
void culm_sim_machine_heat_nozzle  (CulmSimMachine *self, guint nozzle, double celsius);
void culm_sim_machine_heat_bed     (CulmSimMachine *self, double celsius);
void culm_sim_machine_heat_chamber (CulmSimMachine *self, double celsius);

/* Problems: raising one twice changes nothing; clearing takes all. */
void culm_sim_machine_raise_hms (CulmSimMachine *self, guint32 attr, guint32 code);
void culm_sim_machine_clear_hms (CulmSimMachine *self);

/* Begins a calibration of `option` bits (reference/mqtt.md §4.2); FALSE while busy or for no bit. */
gboolean culm_sim_machine_calibrate (CulmSimMachine *self, guint option);
