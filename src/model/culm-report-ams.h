/* culm-report-ams.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ams-unit.h"
#include "culm-printer-model.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* AMS units and external spools (reference/mqtt.md §3.8; rules in state.md). */

/* A place for filament. Units are 0–3, 16, 128–135; an external spool is unit 255 (right, main or only nozzle) or 254
 * (the left one), slot 0. */
typedef struct {
  int unit, slot;
} CulmSlotPlace;

/* How far a change of filament is. */
typedef enum {
  CULM_FILAMENT_STEP_NONE, /* none is on */
  CULM_FILAMENT_STEP_OTHER,
  CULM_FILAMENT_STEP_HEAT,
  CULM_FILAMENT_STEP_FEED,
  CULM_FILAMENT_STEP_RETRACT,
  CULM_FILAMENT_STEP_CUT,
  CULM_FILAMENT_STEP_PUSH,
  CULM_FILAMENT_STEP_PURGE,
} CulmFilamentStep;

CulmFilamentStep culm_report_get_filament_step (const CulmReport *report);

/* The place that feeds the active nozzle now; FALSE: none, or not known. With one nozzle the external spool is 255 or
 * 254, whatever its tray calls itself. */
gboolean culm_report_get_active_slot (const CulmReport *report, const CulmPrinterModel *model, CulmSlotPlace *place);

/* What is said of a unit: a record of CULM_UNIT_… `data->kind` is static. */
void culm_report_read_unit (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *unit,
                            CulmAmsUnitData *data);

/* What is said of a slot: a record of CULM_TRAY_…; all but the nozzle of an external spool. Ends with
 * culm_report_slot_clear(). */
void culm_report_read_slot (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *unit, CulmRecord *tray,
                            CulmAmsSlotData *data);
void culm_report_slot_clear (CulmAmsSlotData *data);

/* External spools: `vir_slot` where there is one, else `vt_tray`. */
guint       culm_report_get_n_external (const CulmReport *report);
CulmRecord *culm_report_get_external (const CulmReport *report, guint i); /* (transfer none) */
int         culm_report_get_external_id (CulmRecord *tray); /* 254 for an old `vt_tray` that has none */
void        culm_report_read_external (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *tray,
                                       CulmAmsSlotData *data);

/* The bit of a slot in `tray_exist_bits`; -1 where none is known. */
int culm_ams_get_tray_bit (int unit, int slot);

/* Whether `tray_exist_bits` are to be believed: not while all are 0 and the AMS has no power (state.md). */
gboolean culm_ams_are_bits_valid (CulmRecord *ams);

G_END_DECLS
