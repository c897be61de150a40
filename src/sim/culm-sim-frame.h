/* culm-sim-frame.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Draws what a printer's camera sees: the dim chamber, the plate, a thing that grows and a head that moves over it.
 * seed: colour and shape of the thing; phase: 0 to 1, once around. Returns: (transfer full): a JPEG file */
GBytes *culm_sim_frame_draw (guint width, guint height, guint seed, double phase);
