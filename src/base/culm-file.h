/* culm-file.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Small files, whole, for workers. Errors have the origin file. */

/* Reads a plain file of at most `most` bytes: no device, no pipe that never ends. Returns: (transfer full); NULL with
 * NOT_FOUND, FORBIDDEN, MALFORMED (no plain file, or a larger one), FAILED. */
GBytes *culm_file_read (const char *path, gsize most, GError **error);

/* Replaces a file as a whole, readable by its owner alone; its folder is made when it is not there. FULL, FORBIDDEN,
 * FAILED. `length` -1: until the NUL. */
gboolean culm_file_write (const char *path, const char *data, gssize length, GError **error);

G_END_DECLS
