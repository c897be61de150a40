/* culm-upload-transfer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What is to be put where. Exactly one of `path` and `text` is set. */
typedef struct {
  const char *url;          /* presigned; a secret */
  const char *content_type; /* NULL: no such header, as a presigned address of the service wants it */
  const char *path;         /* a file of `size` bytes */
  guint64 size;
  const char *text;
  gboolean wants_md5; /* of the file, besides */
} CulmUploadOrder;

/* One culm_upload_put() in a worker thread: on the main loop libsoup would move 8 KiB a turn, and in a thread it still
 * reached less than two thirds of what libcurl does. Redirects are followed, always with the whole file. `progress` is
 * called on the caller's context, at most five times a second. A status outside 2xx is an error as culm_envelope_new()
 * has it. A file that changed, and a checksum of the answer that is not the file's, is CULM_ERROR_DAMAGED. finish
 * returns whether it was sent, and sets (transfer full, each may be NULL) the SHA-256 and the MD5 of the file. */
void     culm_upload_transfer_async (const CulmUploadOrder *order, GCancellable *cancellable,
                                     GFileProgressCallback progress, gpointer progress_data,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_upload_transfer_finish (GAsyncResult *result, char **sha256, char **md5, GError **error);

G_END_DECLS
