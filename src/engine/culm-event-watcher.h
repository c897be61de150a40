/* culm-event-watcher.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-event.h"
#include "culm-printer.h"

G_BEGIN_DECLS

/**
 * CulmEventWatcher:
 *
 * Tells what happens to one printer as the events of contract.md §5: each change once, nothing that was so when the
 * watch began, nothing twice after a reconnect. What was so is what the list says of online, and what the first full
 * report says of everything else; a cached report is not looked at.
 *
 * Signal "event" (CulmEvent).
 */
#define CULM_TYPE_EVENT_WATCHER (culm_event_watcher_get_type ())
G_DECLARE_FINAL_TYPE (CulmEventWatcher, culm_event_watcher, CULM, EVENT_WATCHER, GObject)

CulmEventWatcher *culm_event_watcher_new (CulmPrinter *printer);

/* From now on "online" is watched: the service has said how it stands. Idempotent. */
void culm_event_watcher_begin (CulmEventWatcher *self);

G_END_DECLS
