/* culm-command-context.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"

G_BEGIN_DECLS

/* How a command is put into bytes (reference/mqtt.md §4). */
typedef enum {
  CULM_DIALECT_AUTO,   /* as the model, the firmware and the account want it */
  CULM_DIALECT_SEED,   /* the vendor's reference to the letter */
  CULM_DIALECT_GCODE,  /* G-code lines */
  CULM_DIALECT_STRUCT, /* newer typed commands */
} CulmDialect;

/* What is known of a slot that a command may name. */
typedef struct {
  int unit, slot;             /* as in culm_command_new_ams_load() */
  const char *kind;           /* of its unit: "ams", "ams_lite", "ams_2_pro", "ams_ht"; NULL not known or external */
  const char *material;       /* "PLA"; NULL empty or not known */
  const char *color;          /* "#RRGGBBAA", nullable */
  const char *preset;         /* "GFA00", nullable */
  int nozzle_min, nozzle_max; /* °C, 0 not known */
  int nozzle;                 /* the extruder that its unit feeds, -1 not known */
} CulmCommandTray;

/* What is mounted, in the words of contract.md §4. */
typedef struct {
  double diameter;        /* mm, 0 not known */
  const char *kind, *flow; /* nullable */
} CulmCommandNozzle;

/**
 * CulmCommandContext:
 *
 * What the writer of a command may know of the printer: plain values, borrowed for the call, gathered from the merged
 * report by whoever sends. Begin with CULM_COMMAND_CONTEXT_INIT: nothing seen.
 */
typedef struct {
  const CulmPrinterModel *model; /* NULL: not known */
  CulmDialect dialect;           /* what the person set for this printer */
  gboolean seed_by_default;      /* an account in the seed's envelope, or a broker typed in by hand */
  CulmCommandState state;        /* for the limits; `mains_220v` is bit 3 of `home_flag` or bit 2 of `fun` */
  gboolean has_fun, has_fun2;
  guint64 fun, fun2;
  gboolean paused;
  guint32 airduct_parts;         /* bit n: `device.airduct.parts` lists part number n; 0: not seen */
  guint32 airduct_modes;         /* bit n: `device.airduct.modeList` lists mode n; 0: not seen */
  gboolean chamber_heating;      /* `device.airduct.modeCur` is 1 */
  gboolean second_light;         /* `lights_report` lists chamber_light2 */
  guint32 print_error;
  const char *job_id, *subtask_id; /* nullable */
  gboolean filament_loaded;
  int loaded_unit, loaded_slot;
  gboolean ams_reads_startup, ams_reads_inserted, ams_reckons_remain; /* what `ams_user_setting` sets */
  CulmCommandNozzle nozzles[2];    /* by extruder */
  const CulmCommandTray *trays;
  guint n_trays;
} CulmCommandContext;

#define CULM_COMMAND_CONTEXT_INIT { .state = CULM_COMMAND_STATE_INIT }

G_END_DECLS
