/* culm-sim-printer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* One virtual printer: its machine, its firmware's answers and its reports. It has no socket, no timer and no
 * thread; whoever owns it carries the bytes and lets time pass with culm_sim_printer_advance (). */
#define CULM_SIM_TYPE_PRINTER (culm_sim_printer_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimPrinter, culm_sim_printer, CULM_SIM, PRINTER, GObject)

/* Signals:
 *   ::report (GBytes *payload)         these bytes are to be published on device/SERIAL/report
 *   ::online-changed (gboolean online) the printer lost or found the network; while it is offline it is silent and
 *                                      its world goes on */

/* model: product name, id or short form of reference/models.md §1, any case, blanks optional ("A1mini", "O1D").
 * state: "idle", "printing", "runout", "paused", "finished", "failed", "offline"; NULL is "idle".
 * seed, index: serial, name, access code, job and fills follow from both; index is the place in the farm.
 * speed: factor for prints, heating and drying, over 0; reports keep their own pace.
 * seed_contract: obey the nine forms of reference/mqtt.md §4.1 and no other steering command. */
typedef struct {
  const char *model;
  const char *state;
  guint64 seed;
  guint index;
  double speed;
  gboolean seed_contract;
} CulmSimPrinterConfig;

/* Returns: (transfer full) (nullable): NULL with G_IO_ERROR_INVALID_ARGUMENT for an unknown model or state. */
CulmSimPrinter *culm_sim_printer_new (const CulmSimPrinterConfig *config, GError **error);

const char *culm_sim_printer_get_serial      (CulmSimPrinter *self); /* 15 characters, prefix of models.md §1 */
const char *culm_sim_printer_get_name        (CulmSimPrinter *self);
const char *culm_sim_printer_get_model       (CulmSimPrinter *self); /* product name: "P1S", "X1 Carbon" */
const char *culm_sim_printer_get_model_id    (CulmSimPrinter *self); /* "C12" */
const char *culm_sim_printer_get_access_code (CulmSimPrinter *self); /* 8 digits */
const char *culm_sim_printer_get_firmware    (CulmSimPrinter *self); /* "01.08.02.00" */
guint32     culm_sim_printer_get_address     (CulmSimPrinter *self); /* IPv4, host byte order */
int         culm_sim_printer_get_signal      (CulmSimPrinter *self); /* dBm */
gboolean    culm_sim_printer_get_storage     (CulmSimPrinter *self); /* a card or stick that works */
gboolean    culm_sim_printer_get_online      (CulmSimPrinter *self);

/* The owner's name for it (PATCH /user/device/info); name must be UTF-8 and not empty. */
void culm_sim_printer_set_name    (CulmSimPrinter *self, const char *name);
/* The IPv4 address of net.info and rtsp_url, host byte order; 192.0.2.10 until set. */
void culm_sim_printer_set_address (CulmSimPrinter *self, guint32 ipv4_host_order);
/* code: 8 characters */
void culm_sim_printer_set_access_code (CulmSimPrinter *self, const char *code);
/* The instant that reports speak of, UNIX seconds; 0, the default, is the clock of the host. */
void culm_sim_printer_set_now     (CulmSimPrinter *self, gint64 unix_seconds);

/* The printer as the service tells of it: GET /user/bind and /user/print (rest.md §9), an array of JsonObject for
 * /my/tasks (rest.md §11; cover is an empty string), and everything for the control interface.
 * Returns: (transfer full) */
JsonObject *culm_sim_printer_dup_rest_device (CulmSimPrinter *self);
JsonObject *culm_sim_printer_dup_rest_print  (CulmSimPrinter *self);
GPtrArray  *culm_sim_printer_dup_tasks       (CulmSimPrinter *self);
JsonObject *culm_sim_printer_dup_state       (CulmSimPrinter *self);

/* Lets `seconds` of real time pass; emits ::report when one is due (1 s while printing, 5 s otherwise). */
void culm_sim_printer_advance (CulmSimPrinter *self, double seconds);

/* A message on device/SERIAL/request. Answers come by ::report before this returns.
 * Returns: whether the firmware obeyed; FALSE for what it refused, does not know, or cannot read. */
gboolean culm_sim_printer_handle_request (CulmSimPrinter *self, GBytes *payload);

/* Emits one full report unasked, as for a new subscriber; nothing while offline. */
void culm_sim_printer_greet (CulmSimPrinter *self);

/* What the control interface's /do asks. value: (nullable).
 * what: "start-print", "finish", "fail", "runout", "hms", "door", "offline", "online", "refuse-commands".
 * Errors: G_IO_ERROR_INVALID_ARGUMENT (what or value unknown), G_IO_ERROR_BUSY (not in this state). */
gboolean culm_sim_printer_do (CulmSimPrinter *self, const char *what, JsonNode *value, GError **error);

/* Makes the printer's state say what a fragment of a report says, with or without its "print" around it. What the
 * machine knows of changes with it (temperatures, job, filament); other members are reported as given from now on.
 * Errors: G_IO_ERROR_INVALID_ARGUMENT for a fragment with no member. */
gboolean culm_sim_printer_merge (CulmSimPrinter *self, JsonObject *fragment, GError **error);
