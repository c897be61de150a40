/* culm-test-rig.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-test-await.h"
#include "culm-test-sim.h"

G_BEGIN_DECLS

/* A simulator and an engine on it, in a home of its own: secrets in a private file, cache and settings of their own. */
typedef struct {
  CulmTestSim *sim;
  CulmEngine *engine;
  char *home;
  GPtrArray *events; /* CulmEvent, as the engine told them */
} CulmTestRig;

/* `args` (nullable) go to the simulator. The engine is started. */
CulmTestRig *culm_test_rig_new (const char *const *args);

/* Ends the engine, and proves that nothing keeps it alive. */
void culm_test_rig_drop_engine (CulmTestRig *self);
/* A new one in the same home, started. */
void culm_test_rig_start_engine (CulmTestRig *self);
void culm_test_rig_free (CulmTestRig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestRig, culm_test_rig_free)

/* Signs in at the simulator, by whatever it asks for. Returns: (transfer full) the sign-in, DONE. */
CulmSignIn *culm_test_rig_sign_in (CulmTestRig *self);
/* Signs in and waits until every printer that the service calls online has its first full report. */
void culm_test_rig_connect (CulmTestRig *self);
void culm_test_rig_refresh (CulmTestRig *self);

CulmAccount *culm_test_rig_get_account (CulmTestRig *self); /* (transfer none): the only one */
CulmPrinter *culm_test_rig_get_printer (CulmTestRig *self, const char *model); /* (transfer none): the first of it */
CulmPrinter *culm_test_rig_get_printer_in (CulmTestRig *self, CulmPrinterState state);

/* Sends, waits for the end (20 s). `text` as culm_command_parse() takes it. */
gboolean culm_test_rig_send (CulmPrinter *printer, const char *key, const char *value, GError **error);

/* What the simulator saw: steering commands of a printer whose payload contains `part` (nullable). */
guint culm_test_rig_count_commands (CulmTestRig *self, CulmPrinter *printer, const char *part);
/* POST /printers/SERIAL/do. `value` is JSON, NULL: none. */
void culm_test_rig_do (CulmTestRig *self, CulmPrinter *printer, const char *what, const char *value);

guint culm_test_rig_count_events (CulmTestRig *self, CulmEventKind kind, CulmPrinter *printer);
/* Waits until there is one; the first. (transfer none). */
CulmEvent *culm_test_rig_await_event (CulmTestRig *self, CulmEventKind kind, CulmPrinter *printer, guint seconds);

/* Waits for a state of an object. */
void culm_test_rig_await_state (CulmPrinter *printer, CulmPrinterState state, guint seconds);
void culm_test_rig_await_account (CulmTestRig *self, CulmAccountState state, guint seconds);

G_END_DECLS
