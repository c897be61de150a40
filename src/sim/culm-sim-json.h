/* culm-sim-json.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

/* Writing: JSON from a printf format in which ' stands for ". The format is the program's own and must be an object
 * or an array; arguments are numbers and words that need no escaping. Texts and fractions are set as members.
 * Returns: (transfer full) */
JsonNode   *culm_sim_json_new        (const char *format, ...) G_GNUC_PRINTF (1, 2);
JsonObject *culm_sim_json_new_object (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Sets a member to such JSON. */
void culm_sim_json_put (JsonObject *object, const char *member, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Sets every member of such an object. */
void culm_sim_json_add (JsonObject *object, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* A copy that shares nothing with the original, as json_node_copy () would. Returns: (transfer full) */
JsonNode   *culm_sim_json_copy        (JsonNode *node);
JsonObject *culm_sim_json_copy_object (JsonObject *object);

/* Reading what a client sent: numbers may come as decimal strings and the reverse; what is missing or of another
 * kind gives the fallback. The string is the object's own. */
gint64      culm_sim_json_get_int    (JsonObject *object, const char *member, gint64 fallback);
double      culm_sim_json_get_double (JsonObject *object, const char *member, double fallback);
gboolean    culm_sim_json_get_bool   (JsonObject *object, const char *member, gboolean fallback);
const char *culm_sim_json_get_string (JsonObject *object, const char *member, const char *fallback);

/* Whether the member is a number, or a string that is nothing but one. */
gboolean culm_sim_json_is_number (JsonObject *object, const char *member);

/* The member as object, or NULL. Returns: (transfer none) (nullable) */
JsonObject *culm_sim_json_get_object (JsonObject *object, const char *member);
JsonArray  *culm_sim_json_get_array  (JsonObject *object, const char *member);

/* {"print":{…}} and the like as bytes; takes `content`. */
GBytes *culm_sim_json_wrap (const char *section, JsonObject *content);
