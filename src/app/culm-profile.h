/* culm-profile.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define CULM_PROFILE_DEFAULT "default"
#define CULM_PROFILE_DEMO "demo"

/* The application id of a profile: "io.github.culm.Culm" for the default one, "io.github.culm.Culm.NAME" for others
 * (contract.md §2; a name that begins with a digit gets a '_' before it). NULL when it may not be a profile's name. */
char *culm_profile_dup_application_id (const char *profile);

/* For a profile that starts empty each time: deletes what it keeps on the disk, and sees to it that its secrets live in
 * memory only. Before the engine is made. */
void culm_profile_empty (const char *profile);

/* Every setting as it was at first. */
void culm_profile_reset (GSettings *settings);

G_END_DECLS
