/* culm-limit-store.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-limit-store.h"
#include "culm-database.h"
#include "culm-log.h"

/* A pause that is longer than the longest a server may ask for comes from a clock that went back. */
#define LONGEST_PAUSE (24 * 3600 * (gint64) G_USEC_PER_SEC)

/* The database and the table belong to the worker. */
struct _CulmLimitStore {
  GObject parent_instance;
  GThreadPool *worker;
  char *path;
  sqlite3 *database;
  gboolean tried;
  GHashTable *memory; /* row → CulmBucket, where there is no file */
};

typedef enum { JOB_TAKE, JOB_PAUSE, JOB_FORGET } JobKind;

/* Values for the worker, and its answer. */
typedef struct {
  JobKind kind;
  char *account, *name; /* of the bucket */
  CulmLimit limit;
  guint count, reserve;
  gboolean anyway;
  gint64 now;
  GTask *task; /* nullable; without a source: the worker must not drop the last reference to the store */
} Job;

/* Instead of one number. */
typedef struct {
  gint64 ready_at;
  CulmLimit limit;
} Outcome;

static const char *const migrations[] = {
  "CREATE TABLE bucket (account TEXT NOT NULL, name TEXT NOT NULL, tokens REAL NOT NULL, at INTEGER NOT NULL,"
  " PRIMARY KEY (account, name))",
  NULL,
};

G_DEFINE_FINAL_TYPE (CulmLimitStore, culm_limit_store, G_TYPE_OBJECT)

static void
free_job (Job *job)
{
  g_free (job->account);
  g_free (job->name);
  g_clear_object (&job->task);
  g_free (job);
}

/* ---- Rows, of the file or of memory ---- */

static char *
make_row (const char *account, const char *name)
{
  return g_strconcat (account, "\n", name, NULL);
}

static CulmBucket
read_row (CulmLimitStore *self, const char *account, const char *name)
{
  CulmBucket bucket = { 0 };
  sqlite3_stmt *row;

  if (self->database == NULL) {
    g_autofree char *key = make_row (account, name);
    const CulmBucket *kept = g_hash_table_lookup (self->memory, key);

    return kept != NULL ? *kept : bucket;
  }
  row = culm_database_prepare (self->database, "SELECT tokens, at FROM bucket WHERE account = ?1 AND name = ?2", "ss",
                               account, name);
  if (row != NULL && sqlite3_step (row) == SQLITE_ROW) {
    bucket.tokens = sqlite3_column_double (row, 0);
    bucket.at = sqlite3_column_int64 (row, 1);
  }
  sqlite3_finalize (row);
  return bucket;
}

static gboolean
write_row (CulmLimitStore *self, const char *account, const char *name, const CulmBucket *bucket)
{
  sqlite3_stmt *statement;
  gboolean done;

  if (self->database == NULL) {
    g_hash_table_replace (self->memory, make_row (account, name), g_memdup2 (bucket, sizeof *bucket));
    return TRUE;
  }
  statement = culm_database_prepare (
      self->database, "INSERT OR REPLACE INTO bucket (account, name, at, tokens) VALUES (?1, ?2, ?3, ?4)", "ssi",
      account, name, bucket->at);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_double (statement, 4, bucket->tokens);
  done = sqlite3_step (statement) == SQLITE_DONE;
  sqlite3_finalize (statement);
  return done;
}

/* ---- Jobs ---- */

static Outcome
take (CulmLimitStore *self, const Job *job, gboolean *kept)
{
  Outcome outcome = { 0, job->limit };
  CulmBucket paused = { 0 }, bucket;

  if (!job->anyway && (job->limit == CULM_LIMIT_REQUESTS || job->limit == CULM_LIMIT_UPLOADS))
    paused = read_row (self, job->account, culm_limit_get_name (CULM_LIMIT_PAUSE));
  if (paused.at > job->now && paused.at - job->now <= LONGEST_PAUSE) {
    outcome.ready_at = paused.at;
    outcome.limit = CULM_LIMIT_PAUSE;
    return outcome;
  }
  bucket = read_row (self, job->account, job->name);
  outcome.ready_at = culm_bucket_take (&bucket, job->limit, job->now, job->count, job->reserve, job->anyway);
  *kept = write_row (self, job->account, job->name, &bucket);
  return outcome;
}

static gboolean
write_pause (CulmLimitStore *self, const Job *job)
{
  CulmBucket bucket = { 0, job->now };

  return write_row (self, job->account, job->name, &bucket);
}

static gboolean
is_of_account (gpointer row, gpointer bucket G_GNUC_UNUSED, gpointer prefix)
{
  return g_str_has_prefix (row, prefix);
}

static gboolean
forget (CulmLimitStore *self, const Job *job)
{
  g_autofree char *prefix = make_row (job->account, "");

  g_hash_table_foreach_remove (self->memory, is_of_account, prefix);
  return self->database == NULL ||
         culm_database_run (self->database, "DELETE FROM bucket WHERE account = ?1", "s", job->account);
}

/* Whether all of it is kept. */
static gboolean
try_job (CulmLimitStore *self, const Job *job, Outcome *outcome)
{
  gboolean kept = TRUE;

  if (self->database != NULL && sqlite3_exec (self->database, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
    return FALSE;
  if (job->kind == JOB_TAKE)
    *outcome = take (self, job, &kept);
  else
    kept = job->kind == JOB_PAUSE ? write_pause (self, job) : forget (self, job);
  if (self->database != NULL) {
    kept = sqlite3_exec (self->database, kept ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK && kept;
    if (!kept && !sqlite3_get_autocommit (self->database))
      sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL);
  }
  return kept;
}

static void
open_file (CulmLimitStore *self)
{
  g_autoptr (GError) error = NULL;

  self->tried = TRUE;
  self->database = culm_database_open (self->path, migrations, &error);
  if (self->database == NULL)
    culm_info ("Limits are kept in memory: %s", error->message);
}

static void
run_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  CulmLimitStore *self = user_data; /* alive: it waits for the worker before it goes */
  Outcome outcome = { 0, job->limit };

  if (!self->tried)
    open_file (self);
  if (!try_job (self, job, &outcome) && self->database != NULL) {
    culm_info ("Limits are kept in memory from now on: %s", sqlite3_errmsg (self->database));
    g_clear_pointer (&self->database, sqlite3_close);
    try_job (self, job, &outcome);
  }
  if (job->task != NULL)
    g_task_return_pointer (job->task, g_memdup2 (&outcome, sizeof outcome), g_free);
  free_job (job);
}

static Job *
new_job (JobKind kind, const char *account, CulmLimit limit, const char *key)
{
  Job *job = g_new0 (Job, 1);
  const char *name = culm_limit_get_name (limit);

  job->kind = kind;
  job->account = g_strdup (account);
  job->limit = limit;
  job->name = key != NULL ? g_strconcat (name, " ", key, NULL) : g_strdup (name);
  return job;
}

static void
push_job (CulmLimitStore *self, Job *job)
{
  Outcome granted = { 0, job->limit };

  if (self->worker != NULL) {
    g_thread_pool_push (self->worker, job, NULL);
    return;
  }
  if (job->task != NULL)
    g_task_return_pointer (job->task, g_memdup2 (&granted, sizeof granted), g_free);
  free_job (job);
}

static void
culm_limit_store_finalize (GObject *object)
{
  CulmLimitStore *self = CULM_LIMIT_STORE (object);

  culm_limit_store_close (self);
  g_hash_table_unref (self->memory);
  g_free (self->path);
  G_OBJECT_CLASS (culm_limit_store_parent_class)->finalize (object);
}

static void
culm_limit_store_class_init (CulmLimitStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_limit_store_finalize;
}

static void
culm_limit_store_init (CulmLimitStore *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->worker = g_thread_pool_new (run_job, self, 1, FALSE, NULL);
}

CulmLimitStore *
culm_limit_store_new (const char *profile)
{
  CulmLimitStore *self = g_object_new (CULM_TYPE_LIMIT_STORE, NULL);

  self->path = g_build_filename (g_get_user_data_dir (), "culm", profile, "limits.sqlite", NULL);
  return self;
}

void
culm_limit_store_take_async (CulmLimitStore *self, const CulmLimitTake *wish, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Job *job = new_job (JOB_TAKE, wish->account, wish->limit, wish->key);

  job->count = wish->count;
  job->reserve = wish->reserve;
  job->anyway = wish->anyway;
  job->now = wish->now;
  job->task = g_task_new (NULL, NULL, callback, user_data);
  push_job (self, job);
}

gint64
culm_limit_store_take_finish (GAsyncResult *result, CulmLimit *limit)
{
  g_autofree Outcome *outcome = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), 0);
  outcome = g_task_propagate_pointer (G_TASK (result), NULL);
  if (limit != NULL)
    *limit = outcome->limit;
  return outcome->ready_at;
}

void
culm_limit_store_pause (CulmLimitStore *self, const char *account, gint64 until)
{
  Job *job = new_job (JOB_PAUSE, account, CULM_LIMIT_PAUSE, NULL);

  job->now = until;
  push_job (self, job);
}

void
culm_limit_store_forget (CulmLimitStore *self, const char *account)
{
  push_job (self, new_job (JOB_FORGET, account, CULM_LIMIT_PAUSE, NULL));
}

/* A handful of rows, and the only place where anyone waits. */
void
culm_limit_store_close (CulmLimitStore *self)
{
  if (self->worker == NULL)
    return;
  g_thread_pool_free (g_steal_pointer (&self->worker), FALSE, TRUE);
  g_clear_pointer (&self->database, sqlite3_close);
}
