/* culm-steering.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmSteering:
 *
 * What a control that sets one thing of a printer has in common with the others: it sends what a person wants (the last
 * value wins, two a second at most), tells which value to show meanwhile, and says in words how it
 * ended.
 *
 * Signal: "changed" (): something to show is new. Its detail is "printer" when that is the printer's report or state,
 * "run" when a command began or ended, or the sentence of the last failure came or went.
 */
#define CULM_TYPE_STEERING (culm_steering_get_type ())
G_DECLARE_FINAL_TYPE (CulmSteering, culm_steering, CULM, STEERING, GObject)

/* `key` as culm_command_get_key() gives it. */
CulmSteering *culm_steering_new (const char *key);

/* The printer to steer; nullable. What was not sent yet to the one before goes out now. */
void         culm_steering_set_printer (CulmSteering *self, CulmPrinter *printer);
CulmPrinter *culm_steering_get_printer (CulmSteering *self); /* (transfer none) (nullable) */

/* Sends it: the first one at once, what follows within half a second when that is over. A later call before then takes
 * its place, so that a slider which is drawn along sends two values a second, and the last one always. */
void culm_steering_want (CulmSteering *self, CulmCommand *command);

/* Sends it at once. */
void culm_steering_send (CulmSteering *self, CulmCommand *command);

/* What is wanted and not yet shown by the printer. (transfer none) (nullable). */
CulmCommand *culm_steering_get_wanted (CulmSteering *self);

/* Whether a command is on its way, or about to be. */
gboolean culm_steering_is_pending (CulmSteering *self);

/* How the last command of this key failed, whoever gave it, in a sentence; it goes away after a while and with the
 * next command. (nullable). */
const char *culm_steering_get_failure (CulmSteering *self);

G_END_DECLS
