/* culm-secrets-keyring.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-secrets-keyring.h"
#include "culm-error.h"
#include <libsecret/secret.h>

struct _CulmSecretsKeyring {
  GObject parent_instance;
  char *profile;
};

/* What a load has found so far, and the items whose secret is still to be asked for. */
typedef struct {
  GList *items, *next;
  GPtrArray *secrets;
} Harvest;

static const SecretSchema schema = {
  .name = "io.github.culm.Culm",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "id", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void
free_harvest (gpointer data)
{
  Harvest *harvest = data;

  g_list_free_full (harvest->items, g_object_unref);
  g_clear_pointer (&harvest->secrets, g_ptr_array_unref);
  g_free (harvest);
}

/* libsecret speaks in errors of D-Bus, GIO and its own; a person needs to know which of three things is wrong. */
static GError *
translate_error (const GError *cause)
{
  CulmError code = CULM_ERROR_FAILED;
  const char *text = "The keyring does not work";
  g_autofree char *remote = g_dbus_error_get_remote_error (cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)) {
    code = CULM_ERROR_CANCELLED;
    text = "The keyring was not unlocked";
  } else if (cause->domain == G_DBUS_ERROR || cause->domain == G_IO_ERROR || remote != NULL) {
    code = CULM_ERROR_UNSUPPORTED;
    text = "No secret service answers";
  }
  return culm_error_new (CULM_ERROR_ORIGIN_FILE, code, "%s: %s", text, cause->message);
}

static void
return_error (GTask *task, GError *cause)
{
  g_task_return_error (task, translate_error (cause));
  g_error_free (cause);
}

static GHashTable *
describe (CulmSecretsKeyring *self, const char *kind, const char *id)
{
  if (kind == NULL)
    return secret_attributes_build (&schema, "profile", self->profile, NULL);
  return secret_attributes_build (&schema, "profile", self->profile, "kind", kind, "id", id, NULL);
}

static void
add_secret (Harvest *harvest, SecretRetrievable *item, SecretValue *value)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *kind = g_hash_table_lookup (attributes, "kind");
  const char *id = g_hash_table_lookup (attributes, "id");
  const char *json = secret_value_get_text (value);
  g_autoptr (CulmSecret) secret = NULL;

  if (kind == NULL || id == NULL || json == NULL)
    return;
  secret = culm_secret_new (kind, id);
  if (culm_secret_read_json (secret, json, NULL))
    g_ptr_array_add (harvest->secrets, g_steal_pointer (&secret));
}

static void
retrieve_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Harvest *harvest = g_task_get_task_data (task);
  SecretRetrievable *item = SECRET_RETRIEVABLE (source);
  GError *error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (item, result, &error);

  if (error != NULL) {
    return_error (task, error);
    return;
  }
  if (value != NULL) {
    add_secret (harvest, item, value);
    secret_value_unref (value);
  }
  harvest->next = harvest->next->next;
  if (harvest->next == NULL)
    g_task_return_pointer (task, g_steal_pointer (&harvest->secrets), (GDestroyNotify) g_ptr_array_unref);
  else
    secret_retrievable_retrieve_secret (harvest->next->data, g_task_get_cancellable (task), retrieve_cb,
                                        g_object_ref (task));
}

static void
search_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Harvest *harvest = g_task_get_task_data (task);
  GError *error = NULL;

  harvest->items = secret_password_search_finish (result, &error);
  harvest->next = harvest->items;
  if (error != NULL)
    return_error (task, error);
  else if (harvest->next == NULL)
    g_task_return_pointer (task, g_steal_pointer (&harvest->secrets), (GDestroyNotify) g_ptr_array_unref);
  else
    secret_retrievable_retrieve_secret (harvest->next->data, g_task_get_cancellable (task), retrieve_cb,
                                        g_object_ref (task));
}

static void
store_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
clear_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  /* FALSE without an error: there was nothing to take away. */
  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
culm_secrets_keyring_load (CulmSecrets *secrets, GTask *task)
{
  g_autoptr (GHashTable) attributes = describe (CULM_SECRETS_KEYRING (secrets), NULL, NULL);
  Harvest *harvest = g_new0 (Harvest, 1);

  harvest->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_secret_free);
  g_task_set_task_data (task, harvest, free_harvest);
  secret_password_searchv (&schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                           g_task_get_cancellable (task), search_cb, g_object_ref (task));
}

static void
culm_secrets_keyring_save (CulmSecrets *secrets, const CulmSecret *secret, GTask *task)
{
  CulmSecretsKeyring *self = CULM_SECRETS_KEYRING (secrets);
  const char *kind = culm_secret_get_kind (secret);
  g_autoptr (GHashTable) attributes = describe (self, kind, culm_secret_get_id (secret));
  g_autofree char *label = g_strdup_printf ("Culm (%s, %s)", kind, self->profile);
  char *json = culm_secret_to_json (secret);

  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, json, g_task_get_cancellable (task),
                          store_cb, g_object_ref (task));
  culm_secret_wipe (json);
}

static void
culm_secrets_keyring_erase (CulmSecrets *secrets, const char *kind, const char *id, GTask *task)
{
  g_autoptr (GHashTable) attributes = describe (CULM_SECRETS_KEYRING (secrets), kind, id);

  secret_password_clearv (&schema, attributes, g_task_get_cancellable (task), clear_cb, g_object_ref (task));
}

static void
culm_secrets_keyring_iface_init (CulmSecretsInterface *iface)
{
  iface->load = culm_secrets_keyring_load;
  iface->save = culm_secrets_keyring_save;
  iface->erase = culm_secrets_keyring_erase;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmSecretsKeyring, culm_secrets_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_SECRETS, culm_secrets_keyring_iface_init))

static void
culm_secrets_keyring_finalize (GObject *object)
{
  g_free (CULM_SECRETS_KEYRING (object)->profile);
  G_OBJECT_CLASS (culm_secrets_keyring_parent_class)->finalize (object);
}

static void
culm_secrets_keyring_class_init (CulmSecretsKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_secrets_keyring_finalize;
}

static void
culm_secrets_keyring_init (CulmSecretsKeyring *self G_GNUC_UNUSED)
{
}

CulmSecrets *
culm_secrets_keyring_new (const char *profile)
{
  CulmSecretsKeyring *self = g_object_new (CULM_TYPE_SECRETS_KEYRING, NULL);

  self->profile = g_strdup (profile);
  return CULM_SECRETS (self);
}
