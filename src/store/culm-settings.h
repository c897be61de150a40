/* culm-settings.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The settings of a profile, below /io/github/culm/Culm/PROFILE/ (contract.md §2). `profile` is made of letters,
 * digits, '-' and '_'. Returns: (transfer full), or NULL with NOT_FOUND when the schema is not installed. */
GSettings *culm_settings_new (const char *profile, GError **error);

/* Whether `profile` may be the name of a profile: 1 to 64 letters, digits, '-' and '_'. */
gboolean culm_settings_is_profile (const char *profile);

G_END_DECLS
