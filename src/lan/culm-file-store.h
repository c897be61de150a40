/* culm-file-store.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-stored-file.h"

G_BEGIN_DECLS

/* How far a file is; `total` is -1 where it is not known. On the main context, a few times a second. */
typedef void (*CulmFileStoreProgressFunc) (gint64 done, gint64 total, gpointer user_data);

/* The same for the worker that moves the bytes. */
typedef struct _CulmFileStoreMeter CulmFileStoreMeter;
void culm_file_store_meter_set (CulmFileStoreMeter *self, gint64 done, gint64 total);

/**
 * CulmFileStore:
 *
 * The files that a printer holds, over one connection that is opened when it is needed and closed when nobody has
 * asked for half a minute: printers take one or two at a time. What is asked for is done one by one, in order, by a
 * worker; the functions here are for the main context. Each may end with OFFLINE, UNTRUSTED, UNAUTHORISED (the access
 * code is wrong), BUSY (too many are connected), TIMED_OUT, CANCELLED, UNSUPPORTED (this printer cannot), and, as said,
 * more; the reply of the printer is the error's server code (reference/errors.md §5, §7).
 */
#define CULM_TYPE_FILE_STORE (culm_file_store_get_type ())
G_DECLARE_DERIVABLE_TYPE (CulmFileStore, culm_file_store, CULM, FILE_STORE, GObject)

/* The detail of UNSUPPORTED for what can be done with a stick, and not with what lies inside a printer. */
#define CULM_FILE_STORE_INSIDE "inside"

/* What a kind of storage does, each in the worker, where it may block; never two at a time. */
struct _CulmFileStoreClass {
  GObjectClass parent_class;
  GPtrArray *(*list)        (CulmFileStore *self, const char *path, GCancellable *cancellable, GError **error);
  /* Writes what follows `offset`; sets `offset` to 0, and nothing else, when the printer can only begin anew. */
  gboolean   (*get)         (CulmFileStore *self, const char *path, gint64 *offset, GOutputStream *sink,
                             CulmFileStoreMeter *meter, GCancellable *cancellable, GError **error);
  /* (nullable) Whether a file that was got in several goes, all of which is here now, is one file. DAMAGED. */
  gboolean   (*check)       (CulmFileStore *self, GInputStream *whole, GCancellable *cancellable, GError **error);
  gboolean   (*put)         (CulmFileStore *self, GInputStream *source, gint64 size, const char *path,
                             CulmFileStoreMeter *meter, GCancellable *cancellable, GError **error);
  gboolean   (*remove)      (CulmFileStore *self, const char *path, GCancellable *cancellable, GError **error);
  gboolean   (*rename)      (CulmFileStore *self, const char *path, const char *to, GCancellable *cancellable,
                             GError **error);
  gboolean   (*make_folder) (CulmFileStore *self, const char *path, GCancellable *cancellable, GError **error);
  /* Bytes; -1 with an error. */
  gint64     (*get_space)   (CulmFileStore *self, GCancellable *cancellable, GError **error);
  GBytes    *(*get_thumbnail) (CulmFileStore *self, const char *path, GCancellable *cancellable, GError **error);
  /* Lets go of the connection. */
  void       (*close)       (CulmFileStore *self);
  /* NULL: nothing to do. After each of the others was answered, before the next: takes away what one that failed may
   * have left half written at the printer. */
  void       (*clear_up)    (CulmFileStore *self);
};

/* What lies in a folder; "/" is the top. NOT_FOUND. Finish returns (transfer full): of CulmStoredFile. */
void       culm_file_store_list_async  (CulmFileStore *self, const char *path, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *culm_file_store_list_finish (CulmFileStore *self, GAsyncResult *result, GError **error);

/* Reads a file into `local`, over "`local`.part" until it is whole; `resume` goes on with what such a file holds, where
 * the printer can. NOT_FOUND, DAMAGED (not all of it came), FULL and others with the origin "file" of this computer. */
void     culm_file_store_get_async  (CulmFileStore *self, const char *path, const char *local, gboolean resume,
                                     CulmFileStoreProgressFunc progress, gpointer progress_data,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_file_store_get_finish (CulmFileStore *self, GAsyncResult *result, GError **error);

/* Writes a file of this computer, and sees that the printer has all of it. FULL, REFUSED (the name, or a card that
 * cannot be written), NOT_FOUND (no storage, no such folder), DAMAGED. */
void     culm_file_store_put_async  (CulmFileStore *self, const char *local, const char *path,
                                     CulmFileStoreProgressFunc progress, gpointer progress_data,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_file_store_put_finish (CulmFileStore *self, GAsyncResult *result, GError **error);
/* Of the bytes that were sent, where that finish says TRUE. Returns: (transfer full). */
char    *culm_file_store_dup_sha256 (CulmFileStore *self, GAsyncResult *result);

/* Ends once everything that was asked for before has ended, with what was half written at the printer taken away. It
 * does not fail. */
void culm_file_store_settle_async  (CulmFileStore *self, GAsyncReadyCallback callback, gpointer user_data);
void culm_file_store_settle_finish (CulmFileStore *self, GAsyncResult *result);

/* A file, or a folder that is empty. NOT_FOUND. */
void     culm_file_store_remove_async  (CulmFileStore *self, const char *path, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_file_store_remove_finish (CulmFileStore *self, GAsyncResult *result, GError **error);

void     culm_file_store_rename_async  (CulmFileStore *self, const char *path, const char *to,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_file_store_rename_finish (CulmFileStore *self, GAsyncResult *result, GError **error);

void     culm_file_store_make_folder_async  (CulmFileStore *self, const char *path, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_file_store_make_folder_finish (CulmFileStore *self, GAsyncResult *result, GError **error);

/* Bytes that are free. UNSUPPORTED where the printer does not tell. Finish returns -1 with an error. */
void   culm_file_store_get_space_async  (CulmFileStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gint64 culm_file_store_get_space_finish (CulmFileStore *self, GAsyncResult *result, GError **error);

/* A picture of a file, as the bytes of an image file that nobody has looked at. NOT_FOUND when there is none. Finish
 * returns (transfer full). */
void    culm_file_store_get_thumbnail_async  (CulmFileStore *self, const char *path, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
GBytes *culm_file_store_get_thumbnail_finish (CulmFileStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
