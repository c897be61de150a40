/* culm-file-source.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmFileSource:
 *
 * The bytes of a file on their way out: exactly as many as it had when it was opened, hashed as they pass, in constant
 * memory. A file that changes meanwhile (size, time, or another file under its name) ends the stream with
 * CULM_ERROR_DAMAGED before its last bytes have left, so that nobody takes it for whole.
 *
 * A thread of its own reads and hashes ahead while the reader of the stream encrypts. Blocking: for a worker thread,
 * which closes the stream when it is done with it; that does not wait for a disk.
 */
#define CULM_TYPE_FILE_SOURCE (culm_file_source_get_type ())
G_DECLARE_FINAL_TYPE (CulmFileSource, culm_file_source, CULM, FILE_SOURCE, GInputStream)

/* Returns: (transfer full), or NULL with an error of origin file: NOT_FOUND, FORBIDDEN, or DAMAGED when it is no plain
 * file of `size` bytes (any more). */
CulmFileSource *culm_file_source_open (const char *path, guint64 size, GError **error);

/* Bytes given out so far. From any thread. */
guint64 culm_file_source_get_position (CulmFileSource *self);

/* After the last byte: whether the file is still what was sent. */
gboolean culm_file_source_check (CulmFileSource *self, GError **error);
/* After the last byte: 64 lower-case hex digits. Returns: (transfer full), or NULL when it was not read to its end. */
char *culm_file_source_get_sha256 (CulmFileSource *self);
/* Reads the file again. Returns: (transfer full) 32 lower-case hex digits, or NULL with an error. */
char *culm_file_source_compute_md5 (CulmFileSource *self, GCancellable *cancellable, GError **error);

G_END_DECLS
