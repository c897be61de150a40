/* culm-server-text.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A server's own words, fit for a log and a person: valid UTF-8, one line, at most 300 characters, with addresses,
 * e-mail addresses and anything as long as a token taken out. Returns: (transfer full), or NULL when nothing
 * is left. */
char *culm_server_text_clean (const char *text, gssize length);

/* What stands in the first <Code> of an object store's error document, such as "SignatureDoesNotMatch"
 * (reference/errors.md §2). Returns: (transfer full), or NULL. */
char *culm_server_text_read_xml_code (const char *text, gsize length);

G_END_DECLS
