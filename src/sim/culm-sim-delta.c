/* culm-sim-delta.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-delta.h"

#include "culm-sim-json.h"

/* Arrays whose elements are told apart by a member: the array's name, that member. */
static const struct {
  const char *array, *key;
} keyed[] = { { "ams", "id" }, { "tray", "id" }, { "lights_report", "node" } };

static const char *
find_key (const char *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (keyed); i++)
    if (g_strcmp0 (member, keyed[i].array) == 0)
      return keyed[i].key;
  return NULL;
}

static JsonObject *
find_element (JsonArray *array, const char *key, JsonNode *value)
{
  for (guint i = 0; value != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i), *candidate;

    if (!JSON_NODE_HOLDS_OBJECT (element))
      continue;
    candidate = json_object_get_member (json_node_get_object (element), key);
    if (candidate != NULL && json_node_equal (candidate, value))
      return json_node_get_object (element);
  }
  return NULL;
}

static gboolean
has_all_members (JsonObject *object, JsonObject *of)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, of);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!json_object_has_member (object, name))
      return FALSE;
  return TRUE;
}

/* The changed elements; NULL when the array as a whole has to be sent: an element came, went or lost members. */
static JsonArray *
compare_elements (JsonArray *before, JsonArray *after, const char *key)
{
  g_autoptr (JsonArray) changed = json_array_new ();

  if (json_array_get_length (before) != json_array_get_length (after))
    return NULL;
  for (guint i = 0; i < json_array_get_length (after); i++) {
    JsonNode *element = json_array_get_element (after, i), *id;
    JsonObject *now = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL, *then, *delta;

    id = now != NULL ? json_object_get_member (now, key) : NULL;
    then = find_element (before, key, id);
    if (then == NULL)
      return NULL;
    if (!has_all_members (now, then)) { /* a slot that was emptied is told by its id alone */
      json_array_add_object_element (changed, json_object_ref (now));
      continue;
    }
    delta = culm_sim_delta_new (then, now);
    if (json_object_get_size (delta) > 0) {
      json_object_set_member (delta, key, json_node_copy (id));
      json_array_add_object_element (changed, json_object_ref (delta));
    }
    json_object_unref (delta);
  }
  return g_steal_pointer (&changed);
}

static JsonNode *
compare_nodes (const char *member, JsonNode *before, JsonNode *after)
{
  const char *key = find_key (member);

  if (before == NULL || JSON_NODE_TYPE (before) != JSON_NODE_TYPE (after))
    return json_node_copy (after);
  if (json_node_equal (before, after))
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (after)) {
    g_autoptr (JsonObject) delta = culm_sim_delta_new (json_node_get_object (before), json_node_get_object (after));

    return json_object_get_size (delta) > 0 ? json_node_init_object (json_node_alloc (), delta) : NULL;
  }
  if (JSON_NODE_HOLDS_ARRAY (after) && key != NULL) {
    g_autoptr (JsonArray) changed = compare_elements (json_node_get_array (before), json_node_get_array (after), key);

    if (changed != NULL)
      return json_node_init_array (json_node_alloc (), changed);
  }
  return json_node_copy (after);
}

JsonObject *
culm_sim_delta_new (JsonObject *before, JsonObject *after)
{
  JsonObject *delta = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, after);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    JsonNode *change = compare_nodes (name, json_object_get_member (before, name), value);

    if (change != NULL)
      json_object_set_member (delta, name, change);
  }
  return delta;
}

static void
apply_elements (JsonArray *target, JsonArray *delta, const char *key)
{
  for (guint i = 0; i < json_array_get_length (delta); i++) {
    JsonNode *element = json_array_get_element (delta, i);
    JsonObject *known = NULL;

    if (JSON_NODE_HOLDS_OBJECT (element))
      known = find_element (target, key, json_object_get_member (json_node_get_object (element), key));
    if (known != NULL)
      culm_sim_delta_apply (known, json_node_get_object (element));
    else
      json_array_add_element (target, culm_sim_json_copy (element));
  }
}

void
culm_sim_delta_apply (JsonObject *target, JsonObject *delta)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, delta);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    JsonNode *known = json_object_get_member (target, name);
    const char *key = find_key (name);
    gboolean same = known != NULL && JSON_NODE_TYPE (known) == JSON_NODE_TYPE (value);

    if (same && JSON_NODE_HOLDS_OBJECT (value))
      culm_sim_delta_apply (json_node_get_object (known), json_node_get_object (value));
    else if (same && JSON_NODE_HOLDS_ARRAY (value) && key != NULL)
      apply_elements (json_node_get_array (known), json_node_get_array (value), key);
    else
      json_object_set_member (target, name, culm_sim_json_copy (value));
  }
}
