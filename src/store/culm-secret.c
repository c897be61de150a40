/* culm-secret.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-secret.h"
#include "culm-error.h"
#include <json-glib/json-glib.h>
#include <string.h>

struct _CulmSecret {
  char *kind, *id;
  GHashTable *values;
};

G_DEFINE_BOXED_TYPE (CulmSecret, culm_secret, culm_secret_copy, culm_secret_free)

static void
wipe_value (gpointer text)
{
  culm_secret_wipe (text);
}

void
culm_secret_wipe (char *text)
{
  if (text == NULL)
    return;
  explicit_bzero (text, strlen (text));
  g_free (text);
}

CulmSecret *
culm_secret_new (const char *kind, const char *id)
{
  CulmSecret *self = g_new0 (CulmSecret, 1);

  self->kind = g_strdup (kind);
  self->id = g_strdup (id);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe_value);
  return self;
}

CulmSecret *
culm_secret_copy (const CulmSecret *self)
{
  CulmSecret *copy = culm_secret_new (self->kind, self->id);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    culm_secret_set (copy, name, value);
  return copy;
}

void
culm_secret_free (CulmSecret *self)
{
  g_hash_table_unref (self->values);
  g_free (self->kind);
  g_free (self->id);
  g_free (self);
}

const char *
culm_secret_get_kind (const CulmSecret *self)
{
  return self->kind;
}

const char *
culm_secret_get_id (const CulmSecret *self)
{
  return self->id;
}

const char *
culm_secret_get (const CulmSecret *self, const char *name)
{
  return g_hash_table_lookup (self->values, name);
}

void
culm_secret_set (CulmSecret *self, const char *name, const char *value)
{
  if (value == NULL)
    g_hash_table_remove (self->values, name);
  else
    g_hash_table_replace (self->values, g_strdup (name), g_strdup (value));
}

gint64
culm_secret_get_int (const CulmSecret *self, const char *name)
{
  const char *text = culm_secret_get (self, name);
  gint64 value = 0;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL);
  return value;
}

void
culm_secret_set_int (CulmSecret *self, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  culm_secret_set (self, name, text);
}

const char **
culm_secret_list (const CulmSecret *self)
{
  return (const char **) g_hash_table_get_keys_as_array (self->values, NULL);
}

char *
culm_secret_to_json (const CulmSecret *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_string_member (object, name, value);
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}

gboolean
culm_secret_read_json (CulmSecret *self, const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  /* The parser's own words might quote the secret, so they are not passed on. */
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, "An entry of the keyring cannot be read");
    return FALSE;
  }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value)) {
    if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
      culm_secret_set (self, name, json_node_get_string (value));
  }
  return TRUE;
}
