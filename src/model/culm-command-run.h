/* culm-command-run.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CULM_RUN_PENDING,       /* sent, or about to be */
  CULM_RUN_CONFIRMED,     /* the printer said or showed it */
  CULM_RUN_REFUSED,       /* the printer, or Culm before sending, said no: see the error */
  CULM_RUN_NOT_CONFIRMED, /* no sign in time, or the link broke: it may or may not have been obeyed */
} CulmRunState;

/**
 * CulmCommandRun:
 *
 * One command on its way: it has one owner (the printer) and one end, and is never sent twice. A control shows its
 * wanted value beside the measured one while "holds" is TRUE.
 *
 * Properties (readable, notify): "command" (CulmCommand), "state" (int: CulmRunState), "error" (GError, nullable),
 * "holds" (boolean: pending, or confirmed by a reply while the report still shows the old value, at most 3 s;
 * reference/mqtt.md §5).
 */
#define CULM_TYPE_COMMAND_RUN (culm_command_run_get_type ())
G_DECLARE_FINAL_TYPE (CulmCommandRun, culm_command_run, CULM, COMMAND_RUN, GObject)

CulmCommandRun    *culm_command_run_new (CulmCommand *command);
CulmCommand       *culm_command_run_get_command (CulmCommandRun *self); /* (transfer none) */
const char        *culm_command_run_get_key (CulmCommandRun *self);     /* "nozzle", "pause", … */
CulmRunState       culm_command_run_get_state (CulmCommandRun *self);
const GError      *culm_command_run_get_error (CulmCommandRun *self);   /* nullable */
gboolean           culm_command_run_get_holds (CulmCommandRun *self);

/* For the printer. The first end wins; a later one is ignored. */
void culm_command_run_end (CulmCommandRun *self, CulmRunState state, const GError *error);
void culm_command_run_release (CulmCommandRun *self); /* holds → FALSE */

/* A report at `monotonic` µs still shows another value although the command was confirmed: lets go when that has been
 * so for 3 s (reference/mqtt.md §5). */
void culm_command_run_outlast (CulmCommandRun *self, gint64 monotonic);

G_END_DECLS
