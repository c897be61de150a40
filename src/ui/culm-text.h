/* culm-text.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Numbers, times and sizes as a person reads them: translated plain text, never markup. What is not known is "—".
 * All are (transfer full). Instants are unix seconds, shown in the local time zone; `now` is an argument. */

/* The sign for what is not known. */
#define CULM_TEXT_UNKNOWN "—"

/* "1 h 12 min", "12 min", "under 1 min", "2 d 3 h"; negative: not known. */
char *culm_text_duration (int seconds);

/* The instant of an end: "16:42" today, "Tue 16:42" within a week, else "3 Mar 16:42". */
char *culm_text_clock (gint64 instant, gint64 now);

/* The instant of a beginning, for "since …": "16:42" today, "yesterday", "Monday" within a week, else "3 March" or
 * "3 March 2024". */
char *culm_text_since (gint64 instant, gint64 now);

/* The age of a report: "just now", "8 s ago", "3 min ago", "2 h ago". */
char *culm_text_age (int seconds);

/* "219.8 °C" and, for a set-point or a picture, "220 °C"; NAN: not known. */
char *culm_text_temperature (double celsius);
char *culm_text_temperature_short (double celsius); /* "220°" */

/* "62 %"; negative: not known. */
char *culm_text_percent (int percent);

/* "124 / 201"; a total of 0 or less: not known. */
char *culm_text_layers (int layer, int layers);

/* "61.2 MB", "61 of 127 MB", "9.4 MB/s". */
char *culm_text_size (gint64 bytes);
char *culm_text_size_of (gint64 part, gint64 whole);
char *culm_text_rate (double bytes_per_second);

/* A name from outside made fit for one line: valid UTF-8, control characters and line breaks as blanks, at most
 * `characters` long with "…" in the middle. */
char *culm_text_one_line (const char *name, guint characters);

G_END_DECLS
