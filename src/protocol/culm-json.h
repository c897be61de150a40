/* culm-json.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-error.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A message of a printer is never longer, nor nested deeper. */
#define CULM_JSON_MAX_BYTES (256 * 1024)
#define CULM_JSON_MAX_DEPTH 64

/* Parses what a printer sent. Checked before any parser sees it: length and nesting, and that it is JSON and no dialect
 * of it (MALFORMED). Mended: bytes that are no UTF-8, halves of surrogate pairs, and NaN or Infinity, which become a
 * value of the wrong type (reference/mqtt.md §1). Returns: (transfer full): never NULL without an error. */
JsonNode *culm_json_parse (GBytes *bytes, GError **error);

/* Compact text of a tree, numbers as short as they can be told apart (219.8, not 219.80000000000001).
 * Returns: (transfer full). */
char *culm_json_print (JsonNode *node);

G_END_DECLS
