/* culm-printer-files.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-stored-file.h"

G_BEGIN_DECLS

/* How far a file is; `total` is -1 where it is not known. On the main context, a few times a second. */
typedef void (*CulmFilesProgressFunc) (gint64 done, gint64 total, gpointer user_data);

/* The detail of UNSUPPORTED for what can be done with the stick of a printer, and not with what lies inside it. */
#define CULM_PRINTER_FILES_INSIDE "inside"
/* The server code of NOT_FOUND when it has no stick (reference/lan.md §7). */
#define CULM_PRINTER_FILES_NO_STICK 17

/**
 * CulmPrinterFiles:
 *
 * The files that one printer holds, over the local network. One connection, opened when it is needed and closed after
 * half a minute without a question; what is asked for is done one by one, in order. Each call may end with OFFLINE,
 * UNTRUSTED, UNAUTHORISED (the access code is wrong), BUSY (too many are connected), TIMED_OUT, CANCELLED, UNSUPPORTED
 * (this printer cannot), NOT_FOUND, and what is said below; the error's origin is "lan", or "file" for a file of this
 * computer. What calls back has no source object.
 */
#define CULM_TYPE_PRINTER_FILES (culm_printer_files_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterFiles, culm_printer_files, CULM, PRINTER_FILES, GObject)

/* What lies in a folder; "/" is the top. Finish returns (transfer full): of CulmStoredFile. */
void       culm_printer_files_list_async  (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *culm_printer_files_list_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error);

/* Reads a file into `local`, over "`local`.part" until it is whole; `resume` goes on with what such a file holds, where
 * the printer can. DAMAGED: not all of it came. */
void     culm_printer_files_get_async  (CulmPrinterFiles *self, const char *path, const char *local, gboolean resume,
                                        CulmFilesProgressFunc progress, gpointer progress_data,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_printer_files_get_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error);

/* Writes a file of this computer, and sees that the printer has all of it. FULL, REFUSED (the name, or a card that
 * cannot be written), DAMAGED. */
void     culm_printer_files_put_async  (CulmPrinterFiles *self, const char *local, const char *path,
                                        CulmFilesProgressFunc progress, gpointer progress_data,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_printer_files_put_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error);
/* Of the bytes that were sent, where that finish says TRUE. Returns: (transfer full). */
char    *culm_printer_files_dup_sha256 (CulmPrinterFiles *self, GAsyncResult *result);

/* Ends once everything that was asked for before has ended, with what was half written at the printer taken away. It
 * does not fail, and needs no finish. */
void     culm_printer_files_settle_async (CulmPrinterFiles *self, GAsyncReadyCallback callback, gpointer user_data);

/* A file, or a folder that is empty. */
void     culm_printer_files_remove_async (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
void     culm_printer_files_rename_async (CulmPrinterFiles *self, const char *path, const char *to,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void     culm_printer_files_make_folder_async (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
/* Of the three. */
gboolean culm_printer_files_change_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error);

/* Bytes that are free. Finish returns -1 with an error. */
void   culm_printer_files_get_space_async  (CulmPrinterFiles *self, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gint64 culm_printer_files_get_space_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error);

/* A picture of a file, as the bytes of an image file that nobody has looked at. Finish returns (transfer full). */
void    culm_printer_files_get_thumbnail_async  (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
GBytes *culm_printer_files_get_thumbnail_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error);

G_END_DECLS
