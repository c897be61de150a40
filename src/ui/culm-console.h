/* culm-console.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulmConsole:
 *
 * The talk with one printer in G-code: what was typed, what was sent and what came back. It lives as long as its
 * printer and is never written to disk. Lines go one after the other, each when the one before has ended.
 *
 * Signal: "changed" (): a line was sent, or ended.
 */
#define CULM_TYPE_CONSOLE (culm_console_get_type ())
G_DECLARE_FINAL_TYPE (CulmConsole, culm_console, CULM, CONSOLE, GObject)

/* The console of this printer. (transfer none) */
CulmConsole *culm_console_of (CulmPrinter *printer);

GtkTextBuffer *culm_console_get_buffer (CulmConsole *self); /* (transfer none) */

/* What was typed, the newest first; NULL beyond the oldest. (transfer none) */
const char *culm_console_get_typed (CulmConsole *self, guint back);

/* Why this line may not be sent, in a sentence; NULL when it may. (transfer full) (nullable) */
char *culm_console_refuse (CulmConsole *self, const char *line);

/* Sends a line that may be sent. */
void culm_console_send (CulmConsole *self, const char *line);

/* Whether the person was told once what G-code can do. */
gboolean culm_console_get_warned (CulmConsole *self);
void     culm_console_set_warned (CulmConsole *self);

gboolean culm_console_is_busy (CulmConsole *self);

G_END_DECLS
