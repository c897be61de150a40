/* culm-sim-package.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* A job as it lies on a printer's card: a small 3mf (a ZIP, nothing packed) with the picture and the G-code of its
 * plate. Same seed: same bytes. Returns: (transfer full) */
GBytes *culm_sim_package_make (guint seed);
