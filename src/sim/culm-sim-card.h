/* culm-sim-card.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-model.h"
#include <gio/gio.h>

/* The card or stick of a printer: a folder of the state folder, filled at first with what such a printer has on it
 * (reference/lan.md §4, layout). Paths are those that clients see, absolute, with "/" for the card itself. */

/* Makes the folder and fills it, unless it is there already.
 * seed: what follows from it is the same each time. Returns: (transfer full): the folder's path */
char *culm_sim_card_open (const char *state_dir, const char *serial, const CulmSimModel *model, guint seed);

/* The same for what a newer printer has inside: models and recordings. Returns: (transfer full) */
char *culm_sim_card_open_inside (const char *state_dir, const char *serial, guint seed);

/* The path that `name` means to somebody in `folder`: "..", "." and double slashes are resolved, and nothing leads out.
 * Returns: (transfer full) */
char *culm_sim_card_resolve (const char *folder, const char *name);

/* Where a path lies on this machine. Returns: (transfer full) */
char *culm_sim_card_locate (const char *card, const char *path);

/* A folder as `ls -l` words it, a line each with CRLF, or bare names. prefix: (nullable): before each bare name.
 * Returns: (transfer full) (nullable): NULL when there is no such folder */
char *culm_sim_card_list (const char *card, const char *path, gboolean bare, const char *prefix);
