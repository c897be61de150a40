/* culm-cache.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

struct sqlite3;

/* A printer as it was last known. */
typedef struct {
  char *serial, *account; /* never NULL; `account` is the id of its keyring entry */
  char *name, *model, *product;
  GBytes *report;       /* what its owner gave to culm_cache_save_report(); nullable */
  gint64 report_at;     /* unix seconds, 0 never */
  gint64 offline_since; /* unix seconds, 0 online or not known */
  char *stopped_task;   /* the job that Culm stopped last; nullable */
  int control;          /* what its owner gave to culm_cache_save_control(); 0 when nothing was */
} CulmCachedPrinter;

/* A transfer that has ended, or that was under way when the program did. */
typedef struct {
  char *id, *path, *file_name; /* never NULL */
  char *printer, *sha256, *file_id, *contract;
  char *error;  /* the log's words */
  char *remote; /* where the file is on the printer; nullable */
  int error_code, error_origin, state;
  int direction;
  int plate;          /* of a project, -1: none */
  gboolean removes;   /* the printer's file goes once it is here */
  gboolean under_way; /* for who saves it: other programs of the profile are told so as long as this one runs */
  gint64 size, ended; /* bytes, unix seconds: when it was saved last */
} CulmCachedTransfer;

/* A fault that a printer had or has. */
typedef struct {
  char *serial, *code;    /* never NULL; the code as culm_fault_get_code() gives it */
  gint64 raised, cleared; /* unix seconds; cleared 0: not yet */
  gboolean dismissed;
} CulmCachedFault;

CulmCachedPrinter *culm_cached_printer_new (const char *serial, const char *account);
void               culm_cached_printer_free (CulmCachedPrinter *self);
void               culm_cached_transfer_free (CulmCachedTransfer *self);
void               culm_cached_fault_free (CulmCachedFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCachedPrinter, culm_cached_printer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCachedTransfer, culm_cached_transfer_free)

/* What was found at the start. */
typedef struct _CulmCacheContents {
  GPtrArray *printers;    /* CulmCachedPrinter */
  GPtrArray *transfers;   /* CulmCachedTransfer, newest first */
  GHashTable *strategies; /* server → contract, texts */
  GPtrArray *faults;      /* CulmCachedFault, newest first */
  gboolean others;        /* another program of the profile has transfers under way */
} CulmCacheContents;
void culm_cache_contents_free (CulmCacheContents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCacheContents, culm_cache_contents_free)

/**
 * CulmCache:
 *
 * What a profile remembers from one run to the next: the printers and their last reports (shown grey at the start), the
 * last 50 transfers, which upload form a server takes, which job Culm stopped,
 * whether a printer obeyed, which faults there were. SQLite in
 * $XDG_DATA_HOME/culm/PROFILE.
 *
 * Everything runs in one worker, in the order of the calls, with values that were copied; nothing blocks the caller,
 * and no trouble with the disk stops the program: it is logged, and nothing is remembered. Its results have no source
 * object: a callback gets NULL in its place.
 */
#define CULM_TYPE_CACHE (culm_cache_get_type ())
G_DECLARE_FINAL_TYPE (CulmCache, culm_cache, CULM, CACHE, GObject)

CulmCache *culm_cache_new (const char *profile);

/* Ends with what is there, at worst nothing. Returns: (transfer full), never NULL unless cancelled. */
void               culm_cache_load_async (CulmCache *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
CulmCacheContents *culm_cache_load_finish (CulmCache *self, GAsyncResult *result, GError **error);

/* Name and model; leaves the rest as it is. */
void culm_cache_save_printer (CulmCache *self, const CulmCachedPrinter *printer);
void culm_cache_save_report (CulmCache *self, const char *serial, GBytes *report, gint64 report_at);
void culm_cache_save_offline_since (CulmCache *self, const char *serial, gint64 offline_since);
void culm_cache_save_stopped_task (CulmCache *self, const char *serial, const char *task_id);
void culm_cache_save_control (CulmCache *self, const char *serial, int control);
void culm_cache_forget_printer (CulmCache *self, const char *serial);
void culm_cache_forget_account (CulmCache *self, const char *account);

/* Keeps the newest 50. */
void culm_cache_save_transfer (CulmCache *self, const CulmCachedTransfer *transfer);
void culm_cache_forget_transfer (CulmCache *self, const char *id);

/* Adds it, or changes the one of the same printer, code and begin; keeps the newest 200 of a printer. A printer that is
 * forgotten takes its faults along. */
void culm_cache_save_fault (CulmCache *self, const CulmCachedFault *fault);

void culm_cache_save_strategy (CulmCache *self, const char *server, const char *contract);

/* For what has a file of its own here, and its tables in this database: `run (database, data)` in the worker, in its
 * turn; `database` is NULL when there is none. `data` is freed by `destroy` in the worker, or at once when the cache is
 * closed already; then nothing is run. */
typedef void (*CulmCacheWork) (struct sqlite3 *database, gpointer data);
void culm_cache_push (CulmCache *self, CulmCacheWork run, gpointer data, GDestroyNotify destroy);

/* Waits until everything asked for before is on the disk. What is saved afterwards is lost, and nothing can be loaded.
 * Whoever drops the last reference closes, too. */
void culm_cache_close (CulmCache *self);

G_END_DECLS
