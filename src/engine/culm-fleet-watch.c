/* culm-fleet-watch.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fleet-watch.h"
#include "culm-event-watcher.h"
#include "culm-fault-journal-private.h"
#include "culm-fault-library-private.h"

struct _CulmFleetWatch {
  GObject parent_instance;
  CulmFaultJournal *journal;
  CulmFaultLibrary *library;
  GHashTable *watchers; /* CulmPrinter → CulmEventWatcher */
};

enum { EVENT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmFleetWatch, culm_fleet_watch, G_TYPE_OBJECT)

static void
on_event (CulmFleetWatch *self, CulmEvent *event)
{
  g_signal_emit (self, signals[EVENT], 0, event);
}

static void
on_printer_added (CulmRoster *roster G_GNUC_UNUSED, CulmPrinter *printer, CulmFleetWatch *self)
{
  CulmEventWatcher *watcher = culm_event_watcher_new (printer);

  g_signal_connect_object (watcher, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  g_hash_table_replace (self->watchers, printer, watcher);
  g_signal_connect_object (printer, "reported", G_CALLBACK (culm_fault_library_look), self->library, G_CONNECT_SWAPPED);
  culm_fault_journal_watch (self->journal, printer);
}

static void
on_printer_removed (CulmRoster *roster G_GNUC_UNUSED, CulmPrinter *printer, CulmFleetWatch *self)
{
  g_hash_table_remove (self->watchers, printer);
  g_signal_handlers_disconnect_by_func (printer, culm_fault_library_look, self->library);
  culm_fault_journal_leave (self->journal, printer);
}

static void
culm_fleet_watch_dispose (GObject *object)
{
  CulmFleetWatch *self = CULM_FLEET_WATCH (object);

  g_clear_pointer (&self->watchers, g_hash_table_unref);
  g_clear_object (&self->journal);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (culm_fleet_watch_parent_class)->dispose (object);
}

static void
culm_fleet_watch_class_init (CulmFleetWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_fleet_watch_dispose;
  signals[EVENT] = g_signal_new ("event", CULM_TYPE_FLEET_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 CULM_TYPE_EVENT);
}

static void
culm_fleet_watch_init (CulmFleetWatch *self)
{
  self->watchers = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

CulmFleetWatch *
culm_fleet_watch_new (CulmFaultJournal *journal, CulmFaultLibrary *library)
{
  CulmFleetWatch *self = g_object_new (CULM_TYPE_FLEET_WATCH, NULL);

  self->journal = g_object_ref (journal);
  self->library = g_object_ref (library);
  return self;
}

void
culm_fleet_watch_add (CulmFleetWatch *self, CulmRoster *roster)
{
  g_signal_connect_object (roster, "printer-added", G_CALLBACK (on_printer_added), self, 0);
  g_signal_connect_object (roster, "printer-removed", G_CALLBACK (on_printer_removed), self, 0);
}

void
culm_fleet_watch_begin (CulmFleetWatch *self, CulmRoster *roster)
{
  GHashTableIter iter;
  gpointer printer, watcher;

  g_hash_table_iter_init (&iter, self->watchers);
  while (g_hash_table_iter_next (&iter, &printer, &watcher))
    if (culm_roster_contains (roster, printer))
      culm_event_watcher_begin (watcher);
}

void
culm_fleet_watch_stop (CulmFleetWatch *self)
{
  g_hash_table_remove_all (self->watchers);
}
