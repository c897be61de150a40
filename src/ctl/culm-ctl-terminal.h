/* culm-ctl-terminal.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Lines of text on stdout and on stderr, in UTF-8 whatever the locale, each flushed. Control characters, which names of
 * printers and files may hold, are taken out; line breaks stay. */
void culm_ctl_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void culm_ctl_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* A line that takes the place of the one before on a terminal. NULL wipes it. */
void culm_ctl_say_progress (const char *text);

/* Asks on stderr and reads one line of stdin, without echo when that is a terminal and `secret` is TRUE. The main
 * context goes on meanwhile. Returns: (transfer full) the line without its end, or NULL: CANCELLED by `interrupt`,
 * USAGE at the end of the input. The caller wipes a secret. */
char *culm_ctl_ask (const char *question, gboolean secret, GCancellable *interrupt, GError **error);

/* Asks "… [y/N]" on a terminal; TRUE without asking when stdin is no terminal. */
gboolean culm_ctl_confirm (const char *question, GCancellable *interrupt, GError **error);

G_END_DECLS
