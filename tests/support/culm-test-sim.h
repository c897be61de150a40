/* culm-test-sim.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* A running culm-sim for tests: spawned with a state folder of its own, ended and cleaned with
 * culm_test_sim_free (). Every call ends the test (g_error) when the simulator does not do its part in time. */
typedef struct _CulmTestSim CulmTestSim;

/* Starts the program that the environment's CULM_SIM names, and waits for its ready line.
 * args: (nullable): further options, NULL-terminated; "--quiet" and "--state-dir" are given anyway, and with "--lan"
 * an address and a seed that no other running test has, unless they are among the options.
 * Returns: (transfer full) */
CulmTestSim *culm_test_sim_start (const char *const *args);

/* Closes its stdin, and waits until it is gone. */
void culm_test_sim_free (CulmTestSim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestSim, culm_test_sim_free)

/* From the ready line (contract.md §6); all (transfer none). */
const char *culm_test_sim_get_rest        (CulmTestSim *self); /* "https://127.0.0.1:PORT" */
const char *culm_test_sim_get_ca          (CulmTestSim *self); /* path of its authority */
const char *culm_test_sim_get_mqtt_host   (CulmTestSim *self);
guint       culm_test_sim_get_mqtt_port   (CulmTestSim *self);
const char *culm_test_sim_get_control     (CulmTestSim *self);
const char *culm_test_sim_get_account     (CulmTestSim *self);
const char *culm_test_sim_get_password    (CulmTestSim *self);
const char *culm_test_sim_get_code        (CulmTestSim *self); /* e-mail code, six digits */
const char *culm_test_sim_get_totp        (CulmTestSim *self); /* authenticator code, six digits */
const char *culm_test_sim_get_state_dir   (CulmTestSim *self);
GPid        culm_test_sim_get_pid         (CulmTestSim *self);
guint       culm_test_sim_get_n_printers  (CulmTestSim *self);
const char *culm_test_sim_get_serial      (CulmTestSim *self, guint index);
const char *culm_test_sim_get_name        (CulmTestSim *self, guint index);
const char *culm_test_sim_get_model       (CulmTestSim *self, guint index);
const char *culm_test_sim_get_access_code (CulmTestSim *self, guint index);
/* With --lan: its address, and the port of a service ("mqtt"), 0 when it has none. */
const char *culm_test_sim_get_address     (CulmTestSim *self, guint index);
guint16     culm_test_sim_get_port        (CulmTestSim *self, guint index, const char *service);

/* Asks the control interface and waits for its answer (30 s), which must have status 200.
 * json: (nullable): the body. Returns: (transfer full) */
JsonNode *culm_test_sim_control (CulmTestSim *self, const char *method, const char *path, const char *json);
/* The same for answers of any status. node: (out) (optional) (nullable): what came, if JSON. Returns: the status */
guint culm_test_sim_control_status (CulmTestSim *self, const char *method, const char *path, const char *json,
                                    JsonNode **node);

/* Runs the main context until the predicate holds; the test fails after timeout_ms. */
typedef gboolean (*CulmTestPredicate) (gpointer data);
#define culm_test_wait_until(predicate, data, timeout_ms) \
  culm_test_wait_until_at (G_STRLOC, (CulmTestPredicate) (predicate), (data), (timeout_ms))
void culm_test_wait_until_at (const char *where, CulmTestPredicate predicate, gpointer data, guint timeout_ms);
