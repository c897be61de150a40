/* culm-upload-source.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmUploadSource:
 *
 * The bytes of a file on their way out: exactly as many as it had when it was opened, hashed as they pass, in constant
 * memory. A file that changes meanwhile (size, time, or another file under its name) ends the stream with
 * CULM_ERROR_DAMAGED before its last bytes have left, so that nobody takes it for whole.
 *
 * A thread of its own reads and hashes ahead while the reader of the stream encrypts. Blocking: for a worker thread,
 * which closes the stream when it is done with it; that does not wait for a disk.
 */
#define CULM_TYPE_UPLOAD_SOURCE (culm_upload_source_get_type ())
G_DECLARE_FINAL_TYPE (CulmUploadSource, culm_upload_source, CULM, UPLOAD_SOURCE, GInputStream)

/* Returns: (transfer full), or NULL with an error of origin file (see culm_upload_file_check()), or DAMAGED when the
 * file does not have `size` bytes. */
CulmUploadSource *culm_upload_source_open (const char *path, guint64 size, GError **error);

/* Bytes given out so far. From any thread. */
guint64 culm_upload_source_get_position (CulmUploadSource *self);

/* After the last byte: whether the file is still what was sent. */
gboolean culm_upload_source_check (CulmUploadSource *self, GError **error);
/* After the last byte: 64 lower-case hex digits. Returns: (transfer full), or NULL when it was not read to its end. */
char *culm_upload_source_get_sha256 (CulmUploadSource *self);
/* Reads the file again. Returns: (transfer full) 32 lower-case hex digits, or NULL with an error. */
char *culm_upload_source_compute_md5 (CulmUploadSource *self, GCancellable *cancellable, GError **error);

G_END_DECLS
