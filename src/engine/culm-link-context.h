/* culm-link-context.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command-context.h"
#include "culm-printer.h"

G_BEGIN_DECLS

/* What the writer of commands may know of a printer, gathered from its merged report. The texts are borrowed from the
 * printer: they live until its next report. `trays` is to be freed with g_array_unref(). */
typedef struct {
  CulmCommandContext values;
  GArray *trays; /* CulmCommandTray; NULL unless asked for */
} CulmLinkContext;

/* `dialect` is what the person set, `seed_by_default` what the account says; trays cost time and matter to AMS commands
 * alone. */
void culm_link_context_init (CulmLinkContext *self, CulmPrinter *printer, CulmDialect dialect, gboolean seed_by_default,
                             gboolean with_trays);
void culm_link_context_clear (CulmLinkContext *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmLinkContext, culm_link_context_clear)

G_END_DECLS
