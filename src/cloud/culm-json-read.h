/* culm-json-read.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Tolerant reading of one member: `object` may be NULL, the member may be absent, null or of another type, a number
 * may come as a string and the reverse (reference/rest.md §3). Nothing here warns, whatever the document holds. */

/* A copy of a text that is not empty; a number in decimal. Returns: (transfer full), or NULL. */
char *culm_json_read_string (JsonObject *object, const char *member);
/* The same of the first of two members that holds more than blanks, without the blanks around it. */
char *culm_json_read_word (JsonObject *object, const char *first, const char *second);
/* A whole number; a fraction is cut off. `fallback` when there is none, or none that fits 64 bits. */
gint64 culm_json_read_int (JsonObject *object, const char *member, gint64 fallback);
/* A finite number, or `fallback`. */
double culm_json_read_double (JsonObject *object, const char *member, double fallback);
/* true, false, a number (0 is false) or one of their names as text, case aside; else `fallback`. */
gboolean culm_json_read_bool (JsonObject *object, const char *member, gboolean fallback);
/* Returns: (transfer none), or NULL. */
JsonObject *culm_json_read_object (JsonObject *object, const char *member);
JsonArray  *culm_json_read_array (JsonObject *object, const char *member);
/* The element as an object. Returns: (transfer none), or NULL. */
JsonObject *culm_json_read_element (JsonArray *array, guint index);

G_END_DECLS
