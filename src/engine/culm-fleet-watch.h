/* culm-fleet-watch.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-event.h"
#include "culm-fault-journal.h"
#include "culm-fault-library.h"
#include "culm-roster.h"

G_BEGIN_DECLS

/**
 * CulmFleetWatch:
 *
 * Watches every printer of every roster for as long as it is there: tells its events, and has its complaints written
 * down and their texts looked up.
 *
 * Signal "event" (CulmEvent), in the order of contract.md §5.
 */
#define CULM_TYPE_FLEET_WATCH (culm_fleet_watch_get_type ())
G_DECLARE_FINAL_TYPE (CulmFleetWatch, culm_fleet_watch, CULM, FLEET_WATCH, GObject)

CulmFleetWatch *culm_fleet_watch_new (CulmFaultJournal *journal, CulmFaultLibrary *library);

/* Before it has printers. */
void culm_fleet_watch_add (CulmFleetWatch *self, CulmRoster *roster);
/* How its printers stand was found out: what changes from now on is told. */
void culm_fleet_watch_begin (CulmFleetWatch *self, CulmRoster *roster);
void culm_fleet_watch_stop (CulmFleetWatch *self);

G_END_DECLS
