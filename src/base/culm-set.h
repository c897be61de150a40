/* culm-set.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What a setter does before it notifies: compares, copies when it differs, and says whether it did. NAN equals NAN,
 * NULL equals NULL. */
gboolean culm_set_string (char **field, const char *value);
gboolean culm_set_strv (char ***field, const char *const *value); /* NULL counts as empty; the field is never NULL */
gboolean culm_set_int (int *field, int value);
gboolean culm_set_int64 (gint64 *field, gint64 value);
gboolean culm_set_double (double *field, double value);
gboolean culm_set_boolean (gboolean *field, gboolean value);

G_END_DECLS
