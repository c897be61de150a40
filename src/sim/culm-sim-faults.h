/* culm-sim-faults.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

/* "mqtt" of an order is one of the last two: trouble of the broker's process, or of single reports. */
typedef enum {
  CULM_SIM_WHERE_REST,
  CULM_SIM_WHERE_UPLOAD,
  CULM_SIM_WHERE_BROKER,
  CULM_SIM_WHERE_REPORT,
} CulmSimWhere;

typedef enum {
  CULM_SIM_WHAT_RESET,
  CULM_SIM_WHAT_DELAY,
  CULM_SIM_WHAT_STATUS,
  CULM_SIM_WHAT_TRUNCATE,
  CULM_SIM_WHAT_BAD_JSON,
  CULM_SIM_WHAT_RESTART,
} CulmSimWhat;

/* Trouble that was ordered. after: bytes that pass before an upload's reset or a truncation; for anything else the
 * requests (REST) or reports (MQTT) that pass unharmed first. A fault of the broker happens at once, and the other
 * times that it was ordered for at later subscriptions. */
typedef struct {
  CulmSimWhere where;
  CulmSimWhat what;
  char *path;     /* prefix of the URL's path or of the topic; "" fits all */
  gint64 after;   /* -1 when not given */
  gint64 times;   /* left; -1 without end */
  double seconds; /* of a delay */
  guint status;
  char *body;
  char *type;     /* of the body */
  JsonObject *headers; /* (nullable): further headers of the answer */
} CulmSimFault;

void culm_sim_fault_unref (CulmSimFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimFault, culm_sim_fault_unref)

/* The trouble that waits to happen. Without "times" a fault of the broker's process happens once, any other until
 * culm_sim_faults_clear (). */
#define CULM_SIM_TYPE_FAULTS (culm_sim_faults_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimFaults, culm_sim_faults, CULM_SIM, FAULTS, GObject)

CulmSimFaults *culm_sim_faults_new (void);

/* Takes an order of the control interface (contract.md §6).
 * Returns: FALSE with G_IO_ERROR_INVALID_ARGUMENT for one that makes no sense */
gboolean culm_sim_faults_add   (CulmSimFaults *self, JsonObject *order, GError **error);
void     culm_sim_faults_clear (CulmSimFaults *self);

/* The fault that is due here, if any, which is then one time fewer.
 * Returns: (transfer full) (nullable) */
CulmSimFault *culm_sim_faults_take (CulmSimFaults *self, CulmSimWhere where, const char *path);

/* The same for an upload that begins: a reset among its faults is due while it comes, the others at its end.
 * Returns: (transfer full) (nullable) */
CulmSimFault *culm_sim_faults_take_reset (CulmSimFaults *self, const char *path);

/* A report went out: the fault of the broker that waited for it.
 * Returns: (transfer full) (nullable) */
CulmSimFault *culm_sim_faults_count_report (CulmSimFaults *self);
