/* culm-test-fixture.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-sim.h"
#include "culm-window.h"

G_BEGIN_DECLS

/* Culm's window over an engine, and a simulator beside it. For g_test_add ():
 * the data is the simulator's options, NULL-terminated (const char *const *). */
typedef struct {
  CulmTestSim *sim;
  CulmEngine *engine;
  GtkWidget *window;
} CulmTestFixture;

/* In place of culm_test_display_init (): the windows need an application as well. */
void culm_test_fixture_init (int *argc, char ***argv);

void culm_test_fixture_set_up (CulmTestFixture *self, gconstpointer args);

/* Fails when anything that the window held lives on: itself, or the engine with its connections. */
void culm_test_fixture_tear_down (CulmTestFixture *self, gconstpointer args);

/* The window of this type that is on the screen. (transfer none) (nullable). */
GtkWidget *culm_test_find_window (GType type);

/* The first row below `root` with this title. (transfer none) (nullable). */
GtkWidget *culm_test_find_row (GtkWidget *root, const char *title);

G_END_DECLS
