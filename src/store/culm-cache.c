/* culm-cache.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cache.h"
#include "culm-claim.h"
#include "culm-database.h"
#include "culm-log.h"

#define KEPT_TRANSFERS "50"
#define KEPT_FAULTS "200" /* of each printer */

/* The database belongs to the worker: it is opened by the first job, and closed after the last. */
struct _CulmCache {
  GObject parent_instance;
  GThreadPool *worker;
  char *path;
  sqlite3 *database;
  CulmClaim *claim; /* the worker's: the transfers that this program has under way */
  gboolean tried;
};

/* Values for the worker. One shape serves every change; `run` knows which fields it filled. */
typedef struct _Job Job;
struct _Job {
  void (*run) (sqlite3 *database, Job *job);
  CulmClaim *claim; /* of the cache */
  GTask *task; /* nullable: nobody waits. Without a source: the worker must not drop the last reference to the cache */
  char *texts[9];
  gint64 numbers[9];
  GBytes *bytes;
  CulmCacheWork work; /* of culm_cache_push() */
  gpointer data;
  GDestroyNotify destroy;
};

static const char *const migrations[] = {
  "CREATE TABLE printer (serial TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT, model TEXT, product TEXT,"
  " report BLOB, report_at INTEGER NOT NULL DEFAULT 0, offline_since INTEGER NOT NULL DEFAULT 0, stopped_task TEXT);"
  "CREATE TABLE transfer (id TEXT PRIMARY KEY, path TEXT NOT NULL, file_name TEXT NOT NULL, printer TEXT, sha256 TEXT,"
  " file_id TEXT, contract TEXT, error TEXT, error_code INTEGER, state INTEGER, size INTEGER, ended INTEGER);"
  "CREATE TABLE strategy (server TEXT PRIMARY KEY, contract TEXT NOT NULL)",
  "CREATE TABLE fault (serial TEXT NOT NULL, code TEXT NOT NULL, raised INTEGER NOT NULL, cleared INTEGER NOT NULL,"
  " dismissed INTEGER NOT NULL, PRIMARY KEY (serial, code, raised))",
  "CREATE TABLE webhook_delivery (number INTEGER PRIMARY KEY, hook TEXT NOT NULL, id TEXT NOT NULL,"
  " event TEXT NOT NULL, body BLOB NOT NULL, created INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL);"
  "CREATE TABLE webhook_result (hook TEXT PRIMARY KEY, at INTEGER NOT NULL DEFAULT 0,"
  " status INTEGER NOT NULL DEFAULT 0, error INTEGER NOT NULL DEFAULT -1, lost INTEGER NOT NULL DEFAULT 0)",
  "ALTER TABLE printer ADD COLUMN control INTEGER NOT NULL DEFAULT 0",
  "ALTER TABLE transfer ADD COLUMN remote TEXT;"
  "ALTER TABLE transfer ADD COLUMN error_origin INTEGER NOT NULL DEFAULT 1;" /* the cloud */
  "ALTER TABLE transfer ADD COLUMN direction INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE transfer ADD COLUMN plate INTEGER NOT NULL DEFAULT -1;"
  "ALTER TABLE transfer ADD COLUMN removes INTEGER NOT NULL DEFAULT 0",
  NULL,
};

G_DEFINE_FINAL_TYPE (CulmCache, culm_cache, G_TYPE_OBJECT)

static void
free_job (Job *job)
{
  for (gsize i = 0; i < G_N_ELEMENTS (job->texts); i++)
    g_free (job->texts[i]);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_object (&job->task);
  if (job->destroy != NULL)
    job->destroy (job->data);
  g_free (job);
}

static void
run_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  CulmCache *self = user_data; /* alive: it waits for the worker before it goes */

  if (!self->tried) {
    g_autoptr (GError) error = NULL;

    self->tried = TRUE;
    self->database = culm_database_open (self->path, migrations, &error);
    if (self->database == NULL)
      culm_info ("Nothing will be remembered: %s", error->message);
  }
  job->claim = self->claim;
  job->run (self->database, job);
  free_job (job);
}

static Job *
new_job (void (*run) (sqlite3 *database, Job *job), const char *text)
{
  Job *job = g_new0 (Job, 1);

  job->run = run;
  job->texts[0] = g_strdup (text);
  return job;
}

static void
push_job (CulmCache *self, Job *job)
{
  if (self->worker != NULL)
    g_thread_pool_push (self->worker, job, NULL);
  else
    free_job (job);
}

static void
load_printers (sqlite3 *database, GPtrArray *printers)
{
  sqlite3_stmt *row = culm_database_prepare (database,
                                             "SELECT serial, account, name, model, product, report, report_at,"
                                             " offline_since, stopped_task, control FROM printer",
                                             "");

  while (row != NULL && sqlite3_step (row) == SQLITE_ROW) {
    CulmCachedPrinter *printer = g_new0 (CulmCachedPrinter, 1);

    printer->serial = culm_database_dup_text (row, 0);
    printer->account = culm_database_dup_text (row, 1);
    printer->name = culm_database_dup_text (row, 2);
    printer->model = culm_database_dup_text (row, 3);
    printer->product = culm_database_dup_text (row, 4);
    printer->report = culm_database_dup_bytes (row, 5);
    printer->report_at = sqlite3_column_int64 (row, 6);
    printer->offline_since = sqlite3_column_int64 (row, 7);
    printer->stopped_task = culm_database_dup_text (row, 8);
    printer->control = sqlite3_column_int (row, 9);
    g_ptr_array_add (printers, printer);
  }
  sqlite3_finalize (row);
}

static void
load_transfers (sqlite3 *database, GPtrArray *transfers)
{
  sqlite3_stmt *row = culm_database_prepare (database,
                                             "SELECT id, path, file_name, printer, sha256, file_id, contract, error,"
                                             " error_code, state, size, ended, remote, error_origin, direction, plate,"
                                             " removes FROM transfer ORDER BY ended DESC, rowid"
                                             " DESC LIMIT " KEPT_TRANSFERS,
                                             "");

  while (row != NULL && sqlite3_step (row) == SQLITE_ROW) {
    CulmCachedTransfer *transfer = g_new0 (CulmCachedTransfer, 1);

    transfer->id = culm_database_dup_text (row, 0);
    transfer->path = culm_database_dup_text (row, 1);
    transfer->file_name = culm_database_dup_text (row, 2);
    transfer->printer = culm_database_dup_text (row, 3);
    transfer->sha256 = culm_database_dup_text (row, 4);
    transfer->file_id = culm_database_dup_text (row, 5);
    transfer->contract = culm_database_dup_text (row, 6);
    transfer->error = culm_database_dup_text (row, 7);
    transfer->error_code = sqlite3_column_int (row, 8);
    transfer->state = sqlite3_column_int (row, 9);
    transfer->size = sqlite3_column_int64 (row, 10);
    transfer->ended = sqlite3_column_int64 (row, 11);
    transfer->remote = culm_database_dup_text (row, 12);
    transfer->error_origin = sqlite3_column_int (row, 13);
    transfer->direction = sqlite3_column_int (row, 14);
    transfer->plate = sqlite3_column_int (row, 15);
    transfer->removes = sqlite3_column_int (row, 16) != 0;
    g_ptr_array_add (transfers, transfer);
  }
  sqlite3_finalize (row);
}

static void
load_faults (sqlite3 *database, GPtrArray *faults)
{
  sqlite3_stmt *row = culm_database_prepare (
      database, "SELECT serial, code, raised, cleared, dismissed FROM fault ORDER BY raised DESC, rowid DESC", "");

  while (row != NULL && sqlite3_step (row) == SQLITE_ROW) {
    CulmCachedFault *fault = g_new0 (CulmCachedFault, 1);

    fault->serial = culm_database_dup_text (row, 0);
    fault->code = culm_database_dup_text (row, 1);
    fault->raised = sqlite3_column_int64 (row, 2);
    fault->cleared = sqlite3_column_int64 (row, 3);
    fault->dismissed = sqlite3_column_int (row, 4) != 0;
    g_ptr_array_add (faults, fault);
  }
  sqlite3_finalize (row);
}

static void
load (sqlite3 *database, Job *job)
{
  CulmCacheContents *contents = g_new0 (CulmCacheContents, 1);
  sqlite3_stmt *row;

  contents->printers = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_cached_printer_free);
  contents->transfers = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_cached_transfer_free);
  contents->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_cached_fault_free);
  contents->strategies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (database != NULL) {
    load_printers (database, contents->printers);
    /* Before and after: one may begin or end a transfer while they are read. */
    contents->others = culm_claim_has_others (job->claim);
    load_transfers (database, contents->transfers);
    contents->others = contents->others || culm_claim_has_others (job->claim);
    load_faults (database, contents->faults);
    row = culm_database_prepare (database, "SELECT server, contract FROM strategy", "");
    while (row != NULL && sqlite3_step (row) == SQLITE_ROW)
      g_hash_table_replace (contents->strategies, culm_database_dup_text (row, 0), culm_database_dup_text (row, 1));
    sqlite3_finalize (row);
  }
  g_task_return_pointer (job->task, contents, (GDestroyNotify) culm_cache_contents_free);
}

static void
save_printer (sqlite3 *database, Job *job)
{
  if (database != NULL)
    culm_database_run (database,
                       "INSERT INTO printer (serial, account, name, model, product) VALUES (?1, ?2, ?3, ?4, ?5)"
                       " ON CONFLICT (serial) DO UPDATE SET account = ?2, name = ?3, model = ?4, product = ?5",
                       "sssss", job->texts[0], job->texts[1], job->texts[2], job->texts[3], job->texts[4]);
}

static void
save_report (sqlite3 *database, Job *job)
{
  if (database != NULL)
    culm_database_run (database, "UPDATE printer SET report = ?2, report_at = ?3 WHERE serial = ?1", "sbi",
                       job->texts[0], job->bytes, job->numbers[0]);
}

static void
save_offline_since (sqlite3 *database, Job *job)
{
  if (database != NULL)
    culm_database_run (database, "UPDATE printer SET offline_since = ?2 WHERE serial = ?1", "si", job->texts[0],
                       job->numbers[0]);
}

static void
save_stopped_task (sqlite3 *database, Job *job)
{
  if (database != NULL)
    culm_database_run (database, "UPDATE printer SET stopped_task = ?2 WHERE serial = ?1", "ss", job->texts[0],
                       job->texts[1]);
}

static void
save_control (sqlite3 *database, Job *job)
{
  if (database != NULL)
    culm_database_run (database, "UPDATE printer SET control = ?2 WHERE serial = ?1", "si", job->texts[0],
                       job->numbers[0]);
}

static void
forget_printer (sqlite3 *database, Job *job)
{
  if (database == NULL)
    return;
  culm_database_run (database, "DELETE FROM fault WHERE serial = ?1", "s", job->texts[0]);
  culm_database_run (database, "DELETE FROM printer WHERE serial = ?1", "s", job->texts[0]);
}

static void
forget_account (sqlite3 *database, Job *job)
{
  if (database == NULL)
    return;
  culm_database_run (database, "DELETE FROM fault WHERE serial IN (SELECT serial FROM printer WHERE account = ?1)", "s",
                     job->texts[0]);
  culm_database_run (database, "DELETE FROM printer WHERE account = ?1", "s", job->texts[0]);
}

static void
save_transfer (sqlite3 *database, Job *job)
{
  char *const *texts = job->texts;
  const gint64 *numbers = job->numbers;
  gboolean under_way = numbers[8] != 0;

  if (database == NULL)
    return;
  if (under_way)
    culm_claim_add (job->claim, texts[0]);
  culm_database_run (database,
                     "INSERT OR REPLACE INTO transfer (id, path, file_name, printer, sha256, file_id, contract, error,"
                     " remote, error_code, state, size, ended, error_origin, direction, plate, removes)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                     "sssssssssiiiiiiii", texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6],
                     texts[7], texts[8], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5],
                     numbers[6], numbers[7]);
  culm_database_run (database,
                     "DELETE FROM transfer WHERE id NOT IN (SELECT id FROM transfer ORDER BY ended DESC, rowid DESC"
                     " LIMIT " KEPT_TRANSFERS ")",
                     "");
  if (!under_way)
    culm_claim_remove (job->claim, texts[0]);
}

static void
forget_transfer (sqlite3 *database, Job *job)
{
  if (database != NULL)
    culm_database_run (database, "DELETE FROM transfer WHERE id = ?1", "s", job->texts[0]);
}

static void
save_fault (sqlite3 *database, Job *job)
{
  if (database == NULL)
    return;
  culm_database_run (database,
                     "INSERT OR REPLACE INTO fault (serial, code, raised, cleared, dismissed)"
                     " VALUES (?1, ?2, ?3, ?4, ?5)",
                     "ssiii", job->texts[0], job->texts[1], job->numbers[0], job->numbers[1], job->numbers[2]);
  culm_database_run (database,
                     "DELETE FROM fault WHERE serial = ?1 AND rowid NOT IN (SELECT rowid FROM fault WHERE serial = ?1"
                     " ORDER BY raised DESC, rowid DESC LIMIT " KEPT_FAULTS ")",
                     "s", job->texts[0]);
}

static void
save_strategy (sqlite3 *database, Job *job)
{
  if (database != NULL)
    culm_database_run (database, "INSERT OR REPLACE INTO strategy (server, contract) VALUES (?1, ?2)", "ss",
                       job->texts[0], job->texts[1]);
}

static void
culm_cache_finalize (GObject *object)
{
  CulmCache *self = CULM_CACHE (object);

  culm_cache_close (self);
  g_free (self->path);
  G_OBJECT_CLASS (culm_cache_parent_class)->finalize (object);
}

static void
culm_cache_class_init (CulmCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_cache_finalize;
}

static void
culm_cache_init (CulmCache *self)
{
  self->worker = g_thread_pool_new (run_job, self, 1, FALSE, NULL);
}

CulmCache *
culm_cache_new (const char *profile)
{
  CulmCache *self = g_object_new (CULM_TYPE_CACHE, NULL);
  g_autofree char *lock = g_build_filename (g_get_user_data_dir (), "culm", profile, "transfers.lock", NULL);

  self->claim = culm_claim_new (lock);
  self->path = g_build_filename (g_get_user_data_dir (), "culm", profile, "culm.sqlite", NULL);
  return self;
}

void
culm_cache_load_async (CulmCache *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job;

  g_return_if_fail (self->worker != NULL);
  job = new_job (load, NULL);
  job->task = g_task_new (NULL, cancellable, callback, user_data);
  push_job (self, job);
}

CulmCacheContents *
culm_cache_load_finish (CulmCache *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_cache_save_printer (CulmCache *self, const CulmCachedPrinter *printer)
{
  Job *job = new_job (save_printer, printer->serial);

  job->texts[1] = g_strdup (printer->account);
  job->texts[2] = g_strdup (printer->name);
  job->texts[3] = g_strdup (printer->model);
  job->texts[4] = g_strdup (printer->product);
  push_job (self, job);
}

void
culm_cache_save_report (CulmCache *self, const char *serial, GBytes *report, gint64 report_at)
{
  Job *job = new_job (save_report, serial);

  job->bytes = report != NULL ? g_bytes_ref (report) : NULL;
  job->numbers[0] = report_at;
  push_job (self, job);
}

void
culm_cache_save_offline_since (CulmCache *self, const char *serial, gint64 offline_since)
{
  Job *job = new_job (save_offline_since, serial);

  job->numbers[0] = offline_since;
  push_job (self, job);
}

void
culm_cache_save_stopped_task (CulmCache *self, const char *serial, const char *task_id)
{
  Job *job = new_job (save_stopped_task, serial);

  job->texts[1] = g_strdup (task_id);
  push_job (self, job);
}

void
culm_cache_save_control (CulmCache *self, const char *serial, int control)
{
  Job *job = new_job (save_control, serial);

  job->numbers[0] = control;
  push_job (self, job);
}

void
culm_cache_forget_printer (CulmCache *self, const char *serial)
{
  push_job (self, new_job (forget_printer, serial));
}

void
culm_cache_forget_account (CulmCache *self, const char *account)
{
  push_job (self, new_job (forget_account, account));
}

void
culm_cache_save_transfer (CulmCache *self, const CulmCachedTransfer *transfer)
{
  const char *const texts[] = { transfer->path,    transfer->file_name, transfer->printer, transfer->sha256,
                                transfer->file_id, transfer->contract,  transfer->error,   transfer->remote };
  Job *job = new_job (save_transfer, transfer->id);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    job->texts[i + 1] = g_strdup (texts[i]);
  job->numbers[0] = transfer->error_code;
  job->numbers[1] = transfer->state;
  job->numbers[2] = transfer->size;
  job->numbers[3] = transfer->ended;
  job->numbers[4] = transfer->error_origin;
  job->numbers[5] = transfer->direction;
  job->numbers[6] = transfer->plate;
  job->numbers[7] = transfer->removes;
  job->numbers[8] = transfer->under_way;
  push_job (self, job);
}

void
culm_cache_forget_transfer (CulmCache *self, const char *id)
{
  push_job (self, new_job (forget_transfer, id));
}

void
culm_cache_save_fault (CulmCache *self, const CulmCachedFault *fault)
{
  Job *job = new_job (save_fault, fault->serial);

  job->texts[1] = g_strdup (fault->code);
  job->numbers[0] = fault->raised;
  job->numbers[1] = fault->cleared;
  job->numbers[2] = fault->dismissed;
  push_job (self, job);
}

void
culm_cache_save_strategy (CulmCache *self, const char *server, const char *contract)
{
  Job *job = new_job (save_strategy, server);

  job->texts[1] = g_strdup (contract);
  push_job (self, job);
}

static void
run_work (sqlite3 *database, Job *job)
{
  job->work (database, job->data);
}

void
culm_cache_push (CulmCache *self, CulmCacheWork run, gpointer data, GDestroyNotify destroy)
{
  Job *job = new_job (run_work, NULL);

  job->work = run;
  job->data = data;
  job->destroy = destroy;
  push_job (self, job);
}

/* A handful of rows, and the only place where anyone waits. */
void
culm_cache_close (CulmCache *self)
{
  if (self->worker == NULL)
    return;
  g_thread_pool_free (g_steal_pointer (&self->worker), FALSE, TRUE);
  g_clear_pointer (&self->database, sqlite3_close);
  g_clear_pointer (&self->claim, culm_claim_free);
}

CulmCachedPrinter *
culm_cached_printer_new (const char *serial, const char *account)
{
  CulmCachedPrinter *self = g_new0 (CulmCachedPrinter, 1);

  self->serial = g_strdup (serial);
  self->account = g_strdup (account);
  return self;
}

void
culm_cached_printer_free (CulmCachedPrinter *self)
{
  g_free (self->serial);
  g_free (self->account);
  g_free (self->name);
  g_free (self->model);
  g_free (self->product);
  g_clear_pointer (&self->report, g_bytes_unref);
  g_free (self->stopped_task);
  g_free (self);
}

void
culm_cached_transfer_free (CulmCachedTransfer *self)
{
  g_free (self->id);
  g_free (self->path);
  g_free (self->file_name);
  g_free (self->printer);
  g_free (self->sha256);
  g_free (self->file_id);
  g_free (self->contract);
  g_free (self->error);
  g_free (self->remote);
  g_free (self);
}

void
culm_cached_fault_free (CulmCachedFault *self)
{
  g_free (self->serial);
  g_free (self->code);
  g_free (self);
}

void
culm_cache_contents_free (CulmCacheContents *self)
{
  g_ptr_array_unref (self->printers);
  g_ptr_array_unref (self->transfers);
  g_ptr_array_unref (self->faults);
  g_hash_table_unref (self->strategies);
  g_free (self);
}
