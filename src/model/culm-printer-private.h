/* culm-printer-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* The inside of CulmPrinter, for the files that it is made of: culm-printer.c (what it is), culm-printer-apply.c (what
 * a report makes of it), culm-printer-steering.c (what it is told). */

typedef enum {
  CULM_PRINTER_PROP_SERIAL = 1,
  CULM_PRINTER_PROP_NAME,
  CULM_PRINTER_PROP_MODEL,
  CULM_PRINTER_PROP_MODEL_ID,
  CULM_PRINTER_PROP_FIRMWARE,
  CULM_PRINTER_PROP_ROUTE,
  CULM_PRINTER_PROP_ONLINE,
  CULM_PRINTER_PROP_REPORT_TIME,
  CULM_PRINTER_PROP_OFFLINE_SINCE,
  CULM_PRINTER_PROP_STALE,
  CULM_PRINTER_PROP_ADDRESS,
  CULM_PRINTER_PROP_CONTROL,
  CULM_PRINTER_PROP_STATE,
  CULM_PRINTER_PROP_STAGE_CODE,
  CULM_PRINTER_PROP_STAGE_NAME,
  CULM_PRINTER_PROP_JOB,
  CULM_PRINTER_PROP_NOZZLES,
  CULM_PRINTER_PROP_BED,
  CULM_PRINTER_PROP_CHAMBER,
  CULM_PRINTER_PROP_AIRDUCT,
  CULM_PRINTER_PROP_SPEED_LEVEL,
  CULM_PRINTER_PROP_SPEED_PERCENT,
  CULM_PRINTER_PROP_LIGHT,
  CULM_PRINTER_PROP_AMS,
  CULM_PRINTER_PROP_EXTERNAL,
  CULM_PRINTER_PROP_ERROR,
  CULM_PRINTER_PROP_HMS,
  CULM_PRINTER_PROP_STORAGE,
  CULM_PRINTER_PROP_DOOR,
  CULM_PRINTER_PROP_WIFI_DBM,
  CULM_PRINTER_PROP_COMPLETE,
  CULM_PRINTER_PROP_CAN_PAUSE,
  CULM_PRINTER_PROP_CAN_RESUME,
  CULM_PRINTER_PROP_CAN_STOP,
} CulmPrinterProp;

struct _CulmPrinter {
  GObject parent_instance;
  char *serial, *name;
  gboolean detached; /* known from its messages alone */
  const CulmPrinterModel *told_model;
  const CulmPrinterModel *fixed_model; /* what a person says; NULL mostly */
  const CulmPrinterModel *model; /* never NULL */
  char *firmware, *address;
  int route;
  CulmPrinterLink *link;
  gboolean online, stale;
  gint64 report_time, offline_since;
  CulmReport *report;

  int observed[CULM_ROUTE_CLOUD + 1]; /* CulmControl, as commands were answered, by their route */
  int last_route;                     /* CulmRoute: the one that counts while there is none */
  int remembered;                     /* CulmControl, as they were before */
  int control;
  int reported_state; /* CulmPrinterState, of the last report */
  int state;
  gboolean cancelled; /* somebody stopped the job that is shown */
  gint64 stale_error, stale_reason; /* codes that were there when the job began: they say nothing of it */
  int stage_code;
  const char *stage_name;
  CulmJob *job;

  GListStore *nozzles, *ams, *external, *hms;
  CulmHeater *bed, *chamber;
  CulmFan *fans[CULM_N_FANS];
  const char *airduct;
  int speed_level, speed_percent;
  int light, storage, door;
  int wifi_dbm;
  gboolean clock_known;
  gint64 clock_skew; /* s */
  CulmFault *error;
  gboolean complete;

  GHashTable *runs;    /* key → CulmCommandRun: the newest of each key */
  GHashTable *waiting; /* key → GTask: comes after the pending run of that key */
  gboolean can_pause, can_resume, can_stop;
};

void culm_printer_notify (CulmPrinter *self, CulmPrinterProp prop);
void culm_printer_emit_run_changed (CulmPrinter *self, const char *key);
void culm_printer_emit_reported (CulmPrinter *self);

/* Sets what these groups of the report speak of (CulmReportGroup). Within a freeze of the caller. */
void culm_printer_interpret (CulmPrinter *self, guint32 groups);

/* Notifies what hangs on something else: the state that is shown, control, "can-…". Within a freeze of the caller. */
void culm_printer_refresh (CulmPrinter *self);

/* What became of commands by the route of now, or by the last one; that of every route is past. */
CulmControl culm_printer_get_observed (CulmPrinter *self);
void        culm_printer_forget_control (CulmPrinter *self);

/* Looks again at who this printer is, by its report, what was told, and its serial. Returns: whether that changed. */
gboolean culm_printer_identify (CulmPrinter *self);

/* After each report: lets go of runs whose wish is shown. */
void culm_printer_settle_runs (CulmPrinter *self);

/* The nozzle of this extruder. (transfer none) (nullable) */
CulmNozzle *culm_printer_find_nozzle (CulmPrinter *self, int extruder);

G_END_DECLS
