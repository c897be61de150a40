/* culm-fault-journal.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cache.h"
#include "culm-fault-journal-private.h"

#define KEPT 200 /* of each printer */

struct _CulmFaultJournal {
  GObject parent_instance;
  CulmCache *cache;
  GHashTable *records; /* serial → GListStore of CulmFaultRecord, newest first */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmFaultJournal, culm_fault_journal, G_TYPE_OBJECT)

static GListStore *
get_store (CulmFaultJournal *self, const char *serial)
{
  GListStore *store = g_hash_table_lookup (self->records, serial);

  if (store == NULL) {
    store = g_list_store_new (CULM_TYPE_FAULT_RECORD);
    g_hash_table_insert (self->records, g_strdup (serial), store);
  }
  return store;
}

/* The one that is not over yet. Returns: (transfer none) (nullable). */
static CulmFaultRecord *
find_open (GListStore *store, CulmFault *fault)
{
  GListModel *model = G_LIST_MODEL (store);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CulmFaultRecord) record = g_list_model_get_item (model, i);

    if (culm_fault_record_get_cleared (record) == 0 && culm_fault_equal (culm_fault_record_get_fault (record), fault))
      return record; /* the store holds it */
  }
  return NULL;
}

static void
save (CulmFaultJournal *self, CulmPrinter *printer, CulmFaultRecord *record)
{
  CulmCachedFault row = {
    .serial = (char *) culm_printer_get_serial (printer),
    .code = (char *) culm_fault_get_code (culm_fault_record_get_fault (record)),
    .raised = culm_fault_record_get_raised (record),
    .cleared = culm_fault_record_get_cleared (record),
    .dismissed = culm_fault_record_get_dismissed (record),
  };

  if (self->cache != NULL)
    culm_cache_save_fault (self->cache, &row);
}

/* Returns: (transfer full): CulmFault, each once. */
static GPtrArray *
list_active (CulmPrinter *printer)
{
  GPtrArray *active = g_ptr_array_new_with_free_func (g_object_unref);
  CulmFault *error = culm_printer_get_error (printer);
  GListModel *hms = culm_printer_get_hms (printer);

  if (error != NULL && !culm_fault_is_stop (error))
    g_ptr_array_add (active, g_object_ref (error));
  for (guint i = 0; i < g_list_model_get_n_items (hms); i++)
    g_ptr_array_add (active, g_list_model_get_item (hms, i));
  return active;
}

static gboolean
is_active (GPtrArray *active, CulmFault *fault)
{
  for (guint i = 0; i < active->len; i++)
    if (culm_fault_equal (g_ptr_array_index (active, i), fault))
      return TRUE;
  return FALSE;
}

static gboolean
close_records (CulmFaultJournal *self, CulmPrinter *printer, GListStore *store, GPtrArray *active, gint64 now)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++) {
    g_autoptr (CulmFaultRecord) record = g_list_model_get_item (G_LIST_MODEL (store), i);

    if (culm_fault_record_get_cleared (record) != 0 || is_active (active, culm_fault_record_get_fault (record)))
      continue;
    culm_fault_record_set_cleared (record, now);
    save (self, printer, record);
    changed = TRUE;
  }
  return changed;
}

static gboolean
open_records (CulmFaultJournal *self, CulmPrinter *printer, GListStore *store, GPtrArray *active, gint64 now)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < active->len; i++) {
    CulmFault *fault = g_ptr_array_index (active, i);
    g_autoptr (CulmFaultRecord) record = NULL;

    if (find_open (store, fault) != NULL)
      continue;
    record = culm_fault_record_new (fault, now);
    g_list_store_insert (store, 0, record);
    save (self, printer, record);
    changed = TRUE;
  }
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) > KEPT)
    g_list_store_splice (store, KEPT, g_list_model_get_n_items (G_LIST_MODEL (store)) - KEPT, NULL, 0);
  return changed;
}

static void
on_reported (CulmPrinter *printer, CulmFaultJournal *self)
{
  g_autoptr (GPtrArray) active = NULL;
  GListStore *store = get_store (self, culm_printer_get_serial (printer));
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean changed;

  if (culm_printer_get_stale (printer) || !culm_printer_get_complete (printer))
    return; /* what is not in a first delta is not over */
  active = list_active (printer);
  changed = close_records (self, printer, store, active, now);
  changed = open_records (self, printer, store, active, now) || changed;
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0, printer);
}

static void
culm_fault_journal_dispose (GObject *object)
{
  CulmFaultJournal *self = CULM_FAULT_JOURNAL (object);

  g_clear_object (&self->cache);
  g_clear_pointer (&self->records, g_hash_table_unref);
  G_OBJECT_CLASS (culm_fault_journal_parent_class)->dispose (object);
}

static void
culm_fault_journal_class_init (CulmFaultJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_fault_journal_dispose;
  signals[CHANGED] = g_signal_new ("changed", CULM_TYPE_FAULT_JOURNAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, CULM_TYPE_PRINTER);
}

static void
culm_fault_journal_init (CulmFaultJournal *self)
{
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

CulmFaultJournal *
culm_fault_journal_new (CulmCache *cache)
{
  CulmFaultJournal *self = g_object_new (CULM_TYPE_FAULT_JOURNAL, NULL);

  self->cache = cache != NULL ? g_object_ref (cache) : NULL;
  return self;
}

void
culm_fault_journal_restore (CulmFaultJournal *self, const CulmCacheContents *contents)
{
  for (guint i = 0; i < contents->faults->len; i++) {
    const CulmCachedFault *row = g_ptr_array_index (contents->faults, i);
    g_autoptr (CulmFault) fault = culm_fault_new_from_code (row->code);
    g_autoptr (CulmFaultRecord) record = NULL;

    if (fault == NULL)
      continue;
    record = culm_fault_record_new (fault, row->raised);
    culm_fault_record_set_cleared (record, row->cleared);
    culm_fault_record_set_dismissed (record, row->dismissed);
    g_list_store_append (get_store (self, row->serial), record);
  }
}

void
culm_fault_journal_watch (CulmFaultJournal *self, CulmPrinter *printer)
{
  g_signal_connect_object (printer, "reported", G_CALLBACK (on_reported), self, 0);
}

void
culm_fault_journal_leave (CulmFaultJournal *self, CulmPrinter *printer)
{
  g_signal_handlers_disconnect_by_func (printer, on_reported, self);
}

GListModel *
culm_fault_journal_get_records (CulmFaultJournal *self, CulmPrinter *printer)
{
  g_return_val_if_fail (CULM_IS_FAULT_JOURNAL (self), NULL);
  return G_LIST_MODEL (get_store (self, culm_printer_get_serial (printer)));
}

void
culm_fault_journal_dismiss (CulmFaultJournal *self, CulmPrinter *printer, CulmFault *fault)
{
  CulmFaultRecord *record;

  g_return_if_fail (CULM_IS_FAULT_JOURNAL (self));
  record = find_open (get_store (self, culm_printer_get_serial (printer)), fault);
  if (record == NULL || culm_fault_record_get_dismissed (record))
    return;
  culm_fault_record_set_dismissed (record, TRUE);
  save (self, printer, record);
  g_signal_emit (self, signals[CHANGED], 0, printer);
}

gboolean
culm_fault_journal_is_dismissed (CulmFaultJournal *self, CulmPrinter *printer, CulmFault *fault)
{
  CulmFaultRecord *record;

  g_return_val_if_fail (CULM_IS_FAULT_JOURNAL (self), FALSE);
  record = find_open (get_store (self, culm_printer_get_serial (printer)), fault);
  return record != NULL && culm_fault_record_get_dismissed (record);
}
