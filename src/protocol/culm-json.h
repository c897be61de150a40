/* culm-json.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-json-text.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The tree of one value; NaN and Infinity are an object, which is of the wrong type wherever a number may be.
 * Returns: (transfer full). */
JsonNode *culm_json_build (CulmJsonText *text, guint index);

/* The tree of a message: culm_json_text_new() and culm_json_build(). Returns: (transfer full). */
JsonNode *culm_json_parse (GBytes *bytes, GError **error);

/* Compact text of a tree, numbers as short as they can be told apart (219.8, not 219.80000000000001).
 * Returns: (transfer full). */
char *culm_json_print (JsonNode *node);

/* The same with a line for each value, for people. */
char *culm_json_print_lines (JsonNode *node);

G_END_DECLS
