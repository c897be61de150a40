/* culm-command-writer-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command-context.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A command on its way into messages: what it is, for whom, and the bodies so far. */
typedef struct {
  const CulmCommand *command;
  const CulmCommandContext *context;
  const CulmPrinterModel *model; /* never NULL */
  CulmDialect dialect;           /* never AUTO */
  GPtrArray *bodies;             /* CulmDraftBody */
} CulmDraft;

typedef struct {
  const char *section; /* static */
  JsonObject *members;
} CulmDraftBody;

/* Adds a message of `section` with its "command" and returns its members, to be filled. (transfer none). */
JsonObject *culm_draft_add (CulmDraft *self, const char *section, const char *name);

/* Adds one `gcode_line`; `line` ends in a line break, or holds several that do. */
void culm_draft_add_gcode (CulmDraft *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* What is known of a slot. (nullable). */
const CulmCommandTray *culm_draft_find_tray (const CulmDraft *self, int unit, int slot);

/* The unit that the printer calls it by: unit A of an A2L is its own, 16, which stands alone. */
int culm_draft_get_unit (const CulmDraft *self, int unit);

/* Bit `bit` of `fun`, clear while not seen. */
gboolean culm_draft_has_fun (const CulmDraft *self, guint bit);

/* UNSUPPORTED, with a sentence; returns FALSE. */
gboolean culm_draft_refuse (GError **error, const char *sentence);

/* UNSUPPORTED: the dialect has no form for this. Returns FALSE. */
gboolean culm_draft_refuse_dialect (const CulmDraft *self, GError **error);

/* One each for a group of kinds; FALSE with UNSUPPORTED. The seed dialect never comes here. */
gboolean culm_draft_write_job (CulmDraft *self, GError **error);     /* pause … speed, skip, clear, G-code */
gboolean culm_draft_write_motion (CulmDraft *self, GError **error);  /* heaters, fans, air duct, axes, extruders */
gboolean culm_draft_write_ams (CulmDraft *self, GError **error);
gboolean culm_draft_write_setting (CulmDraft *self, GError **error); /* light, camera, options, calibration */
gboolean culm_draft_write_upkeep (CulmDraft *self, GError **error);
gboolean culm_draft_write_print (CulmDraft *self);

G_END_DECLS
