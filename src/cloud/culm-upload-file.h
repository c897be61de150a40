/* culm-upload-file.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The service takes "1 GB" (reference/rest.md §10.4), read as GiB so that nothing it would take is refused here. */
#define CULM_UPLOAD_MAX_BYTES G_GUINT64_CONSTANT (1073741824)

/* Has it one of the types that the service takes, by its name alone: .3mf, .gcode, .gcode.3mf, .stl, .step, case aside?
 * No I/O, so a drop target may ask while the pointer moves. */
gboolean culm_upload_file_has_type (const char *path);

/* May it be sent? Asks the disk: not on the main loop. Sets `size`. An error is of origin file, each reason with its
 * own code: NOT_FOUND, UNSUPPORTED wrong type, REFUSED a folder or something else that is no plain file, FORBIDDEN not
 * readable, MALFORMED 0 bytes, OUT_OF_RANGE over CULM_UPLOAD_MAX_BYTES, FAILED anything else of the disk. */
gboolean culm_upload_file_check (const char *path, guint64 *size, GError **error);

/* The same in a worker thread. Returns: the size, or 0 with an error. */
void    culm_upload_file_check_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
guint64 culm_upload_file_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
