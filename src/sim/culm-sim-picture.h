/* culm-sim-picture.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Draws what the cloud shows of a job: a thing of one colour on a build plate, 256×256, clear around the plate.
 * seed: which thing; rgb: 0xRRGGBB. Returns: (transfer full): a PNG file */
GBytes *culm_sim_picture_draw (guint64 seed, guint32 rgb);
