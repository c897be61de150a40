/* culm-move-queue.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/**
 * CulmMoveQueue:
 *
 * Moves of a printer one after the other: unlike a set-point, none takes the place of another. A few wait at most, so
 * that a key which is held down stops when it is let go; what waits is dropped when one fails or the printer changes.
 *
 * Signal: "changed" (): it began or ended, or the sentence of a failure came or went.
 */
#define CULM_TYPE_MOVE_QUEUE (culm_move_queue_get_type ())
G_DECLARE_FINAL_TYPE (CulmMoveQueue, culm_move_queue, CULM, MOVE_QUEUE, GObject)

CulmMoveQueue *culm_move_queue_new (CulmPrinter *printer);
void           culm_move_queue_push (CulmMoveQueue *self, CulmCommand *command);
gboolean       culm_move_queue_is_busy (CulmMoveQueue *self);

/* How the last one failed, in a sentence, until the next one. (nullable). */
const char *culm_move_queue_get_failure (CulmMoveQueue *self);

G_END_DECLS
