/* culm-jog-pad.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmJogPad:
 *
 * Arrows for X, Y and Z. The arrow keys press them as well, Page Up and Page Down those of Z. They lie as on the
 * machine, whatever the direction of the text.
 *
 * Signal: "moved" (int axis: 'X', 'Y' or 'Z', int sign: as culm_command_new_jog() takes it): an arrow was pressed. Up
 * on the pad is +Y and -Z: the vendor's program does so, and so the sign means the same on every model
 * (reference/mqtt.md §4.2).
 */
#define CULM_TYPE_JOG_PAD (culm_jog_pad_get_type ())
G_DECLARE_FINAL_TYPE (CulmJogPad, culm_jog_pad, CULM, JOG_PAD, AdwBin)

/* What moves: on a bed slinger the bed along Y and the toolhead along Z, else the toolhead and the bed. */
void culm_jog_pad_set_bed_slinger (CulmJogPad *self, gboolean bed_slinger);

/* Turns an axis off for this reason; NULL turns it on. */
void culm_jog_pad_set_obstacle (CulmJogPad *self, char axis, const char *sentence);

G_END_DECLS
