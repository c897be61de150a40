/* culm-lan-words.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What a printer may call itself, whoever really speaks: announcements, certificates and the detect frame say the same
 * things, and none of it is proven. */

/* 15 or 16 letters and digits. */
gboolean culm_lan_is_serial (const char *text);

/* 1 to 32 letters, digits, '-', '.' and '_': a model id or a version. */
gboolean culm_lan_is_word (const char *text);

/* One line of valid UTF-8, at most 128 characters, no blanks around it. Returns: (transfer full), NULL when nothing is
 * left. */
char *culm_lan_tidy_name (const char *text);

/* Whether nothing in a JSON text is nested deeper than `most`, for the parser goes down on the stack; and nothing
 * outside its strings is what only JSON's dialects have, such as comments. */
gboolean culm_lan_is_shallow (const char *text, gsize length, guint most);

G_END_DECLS
