/* culm-sim-media.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Small files that are what their names say: a recording of a dozen frames of JPEG (Motion JPEG, in both containers),
 * and a still. Same seed: same bytes. Returns: (transfer full) */
GBytes *culm_sim_media_make_avi   (guint seed);
GBytes *culm_sim_media_make_mp4   (guint seed);
GBytes *culm_sim_media_make_still (guint seed);
