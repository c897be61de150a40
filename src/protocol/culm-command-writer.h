/* culm-command-writer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command-context.h"
#include "culm-sequence.h"

G_BEGIN_DECLS

/* One message for the request topic. */
typedef struct {
  GBytes *payload;     /* compact JSON */
  char *section;       /* "print" */
  char *name;          /* the command as firmware calls it, "set_nozzle_temp" */
  char *sequence_id;   /* in decimal; NULL in the seed dialect: then only a report confirms */
  guint8 qos;
} CulmCommandMessage;

void culm_command_message_free (CulmCommandMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCommandMessage, culm_command_message_free)

/* Writes a command in the dialect that culm_dialect_choose() names, after culm_command_check(): nothing beyond the
 * limits of the model comes out of here. Fails as the check does, and with UNSUPPORTED where the dialect or this
 * firmware has no form for it. `sequence` NULL: no numbers. Returns: (transfer container) (element-type
 * CulmCommandMessage): to be sent in this order. */
GPtrArray *culm_command_write (const CulmCommand *command, const CulmCommandContext *context, CulmSequence *sequence,
                               GError **error);

/* Whether the model, the firmware and the dialect have a form for it, whatever its value. UNSUPPORTED when not. */
gboolean culm_command_can_write (const CulmCommand *command, const CulmCommandContext *context, GError **error);

G_END_DECLS
