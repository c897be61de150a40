/* culm-printer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ams-unit.h"
#include "culm-command-run.h"
#include "culm-fan.h"
#include "culm-fault.h"
#include "culm-job.h"
#include "culm-nozzle.h"
#include "culm-printer-enums.h"
#include "culm-printer-link.h"
#include "culm-report.h"

G_BEGIN_DECLS

/**
 * CulmPrinter:
 *
 * One printer, whatever the way to it: the object of contract.md §4 as properties. Reports come in by
 * culm_printer_apply(), intents go out by culm_printer_send_async(). It has no clock and does no I/O.
 *
 * Properties (readable, notify unless said otherwise; enumerations are int properties):
 * "serial" (string), "name" (string; the serial until told), "model" (string, nullable: product name),
 * "model-id" (string, nullable), "firmware" (string, nullable),
 * "route" (CulmRoute), "online" (boolean), "report-time" (gint64: monotonic µs of the last report, 0 none yet),
 * "offline-since" (gint64: unix seconds, 0 when online or not known), "stale" (boolean: what is shown is from the
 * cache, or the route is gone), "address" (string, nullable: IPv4 as the printer told),
 * "control" (CulmControl), "state" (CulmPrinterState), "stage-code" (int, -1 idle), "stage-name" (string, nullable),
 * "job" (CulmJob, nullable), "nozzles" (GListModel of CulmNozzle), "bed" (CulmHeater), "chamber" (CulmHeater),
 * "airduct" (string, nullable), "speed-level" (int, 1–4, 0 not known), "speed-percent" (int, 0 not known),
 * "light" (CulmSwitch), "ams" (GListModel of CulmAmsUnit), "external" (GListModel of CulmAmsSlot),
 * "error" (CulmFault, nullable), "hms" (GListModel of CulmFault), "storage" (CulmStorage), "door" (CulmSwitch: ON =
 * open), "wifi-dbm" (int, 0 not known), "complete" (boolean: a full report has been seen),
 * "can-pause", "can-resume", "can-stop" (boolean: the obstacle of that command is NONE).
 *
 * Fans are fixed objects: culm_printer_get_fan().
 *
 * Signals: "run-changed" (const char *key): the run of this key began, ended or let go;
 * "reported" (): after each report that was applied.
 */
#define CULM_TYPE_PRINTER (culm_printer_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinter, culm_printer, CULM, PRINTER, GObject)

/* `serial` NULL: a printer that is known from its messages alone, as `culmctl decode` reads them. It has no route, its
 * serial is what its `ota` module says, and its state is what the messages say although it is never online. */
CulmPrinter *culm_printer_new (const char *serial);

const char             *culm_printer_get_serial (CulmPrinter *self);
const char             *culm_printer_get_name (CulmPrinter *self);
const char             *culm_printer_get_model (CulmPrinter *self);
const char             *culm_printer_get_model_id (CulmPrinter *self);
const char             *culm_printer_get_firmware (CulmPrinter *self);
const CulmPrinterModel *culm_printer_get_printer_model (CulmPrinter *self); /* never NULL */
CulmRoute               culm_printer_get_route (CulmPrinter *self);
gboolean                culm_printer_get_online (CulmPrinter *self);
gint64                  culm_printer_get_report_time (CulmPrinter *self);
gint64                  culm_printer_get_offline_since (CulmPrinter *self);
gboolean                culm_printer_get_stale (CulmPrinter *self);
const char             *culm_printer_get_address (CulmPrinter *self);
CulmControl             culm_printer_get_control (CulmPrinter *self);
CulmPrinterState        culm_printer_get_state (CulmPrinter *self);
int                     culm_printer_get_stage_code (CulmPrinter *self);
const char             *culm_printer_get_stage_name (CulmPrinter *self);
CulmJob                *culm_printer_get_job (CulmPrinter *self);       /* (transfer none) (nullable) */
GListModel             *culm_printer_get_nozzles (CulmPrinter *self);   /* (transfer none) */
CulmHeater             *culm_printer_get_heater (CulmPrinter *self, CulmHeaterId id); /* (transfer none) (nullable) */
CulmFan                *culm_printer_get_fan (CulmPrinter *self, CulmFanId id);       /* (transfer none) */
const char             *culm_printer_get_airduct (CulmPrinter *self);
int                     culm_printer_get_speed_level (CulmPrinter *self);
int                     culm_printer_get_speed_percent (CulmPrinter *self);
CulmSwitch              culm_printer_get_light (CulmPrinter *self);
GListModel             *culm_printer_get_ams (CulmPrinter *self);       /* (transfer none) */
GListModel             *culm_printer_get_external (CulmPrinter *self);  /* (transfer none) */
CulmFault              *culm_printer_get_error (CulmPrinter *self);     /* (transfer none) (nullable) */
GListModel             *culm_printer_get_hms (CulmPrinter *self);       /* (transfer none) */
CulmStorage             culm_printer_get_storage (CulmPrinter *self);
CulmSwitch              culm_printer_get_door (CulmPrinter *self);
int                     culm_printer_get_wifi_dbm (CulmPrinter *self);
/* How many seconds its clock is ahead of this computer's, when it said so (not every model does). */
gboolean                culm_printer_get_clock_skew (CulmPrinter *self, gint64 *seconds);
gboolean                culm_printer_get_complete (CulmPrinter *self);

/* The merged report, for what has no property of its own: camera, upgrade, rack, lights, modules. (transfer none)
 * (nullable). */
CulmReport *culm_printer_get_report (CulmPrinter *self);

/* ---- Steering ---- */

/* Why this command cannot be given now, for a control that is off; CULM_OBSTACLE_NONE when it can. */
CulmObstacle culm_printer_get_obstacle (CulmPrinter *self, CulmCommand *command);

/* Whether its model and its state allow the command, as culm_command_check() says: the messages are sentences for
 * people. */
gboolean culm_printer_check (CulmPrinter *self, CulmCommand *command, GError **error);

/* Checks limits (OUT_OF_RANGE), state (BUSY), control (FORBIDDEN), route (OFFLINE) and form (UNSUPPORTED) before
 * anything is sent, then sends once. A second command of the same key while one is pending replaces its wanted value
 * only after the first has ended (sliders coalesce: the last value wins, two a second at most). Ends as
 * culm_printer_link_send_async() does. */
void     culm_printer_send_async (CulmPrinter *self, CulmCommand *command, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_printer_send_finish (CulmPrinter *self, GAsyncResult *result, GError **error);

/* The newest run of a key ("nozzle", "bed", "fan", "pause" …). (transfer none) (nullable). */
CulmCommandRun *culm_printer_get_run (CulmPrinter *self, const char *key);

/* Whether the printer's state shows what the command asks for (contract.md §3, "Shows it"). */
gboolean culm_printer_shows (CulmPrinter *self, CulmCommand *command);

/* ---- For the engine ---- */

void culm_printer_set_identity (CulmPrinter *self, const char *name, const char *model_text, const char *product_name);
/* The model that a person names: it beats what the printer and the service say. `model` NULL: none named. */
void culm_printer_fix_model (CulmPrinter *self, const CulmPrinterModel *model);
void culm_printer_set_link (CulmPrinter *self, CulmPrinterLink *link, CulmRoute route); /* NULL, NONE: no way */
void culm_printer_set_online (CulmPrinter *self, gboolean online, gint64 unix_seconds); /* the instant of the change */
void culm_printer_set_stale (CulmPrinter *self, gboolean stale);
void culm_printer_set_control (CulmPrinter *self, CulmControl control);
/* What was seen before this program began: shown until the printer says more, and in nobody's way. */
void culm_printer_remember_control (CulmPrinter *self, CulmControl control);
void culm_printer_note_stop (CulmPrinter *self); /* Culm stopped this job: a FAILED that follows is "cancelled" */

/* Takes a report that `protocol` has merged with what was known, and notifies what changed, within one freeze: only
 * the groups that culm_report_get_changed() names are looked at. `monotonic` µs and `unix_seconds` say when it came. */
void culm_printer_apply (CulmPrinter *self, CulmReport *merged, gint64 monotonic, gint64 unix_seconds);

/* Order by need of attention: failed and paused first, then finished, preparing and printing, idle, unknown, offline;
 * within one rank by name as people sort, then serial. */
int culm_printer_compare (CulmPrinter *a, CulmPrinter *b);

G_END_DECLS
