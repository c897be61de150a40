/* culm-package-config.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What a project of the cloud is first told of a sliced package: the package without the G-code of its plates, their
 * checksums, and the relationships that lead to them (reference/files.md §2, reference/rest.md §10.4 step 2). */

/* Writes it into a new file of this person alone in the folder for temporary files, in a worker thread. `plate` is one
 * that must have G-code, 0: the first that has. finish returns its path (transfer full; the caller removes it) and sets
 * `plate`, or NULL with a CULM_ERROR of origin file: UNSUPPORTED no such plate with G-code, or no package at all;
 * DAMAGED it cannot be read, or holds more than a package may; FAILED the disk; CANCELLED. */
void  culm_package_config_make_async (const char *path, guint plate, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
char *culm_package_config_make_finish (GAsyncResult *result, guint *plate, GError **error);

G_END_DECLS
