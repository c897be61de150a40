/* culm-sim-derive.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Values that look random and follow from the seed and a label alone, so that two runs tell the same story. */

/* Returns: (transfer full): lower-case hex of `bytes` bytes */
char *culm_sim_derive_hex    (guint64 seed, const char *label, gsize bytes);
/* Returns: (transfer full): `length` decimal digits, the first of them not 0 */
char *culm_sim_derive_digits (guint64 seed, const char *label, gsize length);
/* Returns: (transfer full): `length` letters and digits, as opaque tokens have them */
char *culm_sim_derive_text   (guint64 seed, const char *label, gsize length);
