/* culm-text-printer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include "culm-text.h"

G_BEGIN_DECLS

/* What a printer does, as a person reads it: translated plain text, never markup. Strings are (transfer full) unless
 * they are const. `now` counts unix seconds, `monotonic` µs. */

/* "Printing", "Paused", "Ready" … */
const char *culm_text_state (CulmPrinterState state);

/* One line for a list: "Printing · 62 % · 1 h 12 min left", "Paused — filament ran out", "Offline since yesterday".
 * When the data is stale, its age takes the place of the time left. */
char *culm_text_state_line (CulmPrinter *printer, gint64 now, gint64 monotonic);

/* What the printer is doing within its state: "Levelling the bed", else the state itself. */
char *culm_text_stage (CulmPrinter *printer);

/* Why it stopped: the print error's words, else the gravest HMS entry's, else the stage, else NULL. An unknown code is
 * shown as such: "code 0300-8004". (nullable). */
char *culm_text_trouble (CulmPrinter *printer);

/* The words of a fault: its text, else "Code 0300-8004". */
char *culm_text_fault (CulmFault *fault);

/* "1 h 12 min left", or NULL when it is not known. */
char *culm_text_time_left (CulmJob *job);

/* When the job will be done: "16:42", "Tue 16:42"; NULL when it is not known. */
char *culm_text_finish (CulmJob *job, gint64 now);

/* How long the job has run, or ran: "2 h 51 min"; NULL when it is not known. */
char *culm_text_elapsed (CulmJob *job, gint64 now);

/* "Offline since yesterday", "Offline". */
char *culm_text_offline (CulmPrinter *printer, gint64 now);

/* "P1S · LAN", "P1S · Cloud", "P1S": model and route, for a subtitle. */
char *culm_text_model_and_route (CulmPrinter *printer);

/* "Workshop\nP1S · 01P00A000000003": what tells two printers of one name apart. */
char *culm_text_identity (CulmPrinter *printer);

/* "Nozzle 220° · Bed 60°"; two nozzles: "Nozzles 220° and 30° · Bed 60°". */
char *culm_text_temperatures (CulmPrinter *printer);

/* Why a control is off, a whole sentence that says what to do; NULL for CULM_OBSTACLE_NONE. */
const char *culm_text_obstacle (CulmObstacle obstacle);

/* The name of a nozzle among `count`: "Nozzle", "Left nozzle", "Right nozzle". */
const char *culm_text_nozzle (int id, guint count);

G_END_DECLS
