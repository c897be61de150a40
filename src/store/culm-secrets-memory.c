/* culm-secrets-memory.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-secrets-memory.h"

struct _CulmSecretsMemory {
  GObject parent_instance;
  GPtrArray *entries;
};

static void
remove_entry (CulmSecretsMemory *self, const char *kind, const char *id)
{
  for (guint i = self->entries->len; i > 0; i--) {
    const CulmSecret *entry = g_ptr_array_index (self->entries, i - 1);

    if (g_str_equal (culm_secret_get_kind (entry), kind) && g_str_equal (culm_secret_get_id (entry), id))
      g_ptr_array_remove_index (self->entries, i - 1);
  }
}

static gpointer
copy_entry (gconstpointer entry, gpointer unused G_GNUC_UNUSED)
{
  return culm_secret_copy (entry);
}

static void
culm_secrets_memory_load (CulmSecrets *secrets, GTask *task)
{
  GPtrArray *copies = g_ptr_array_copy (CULM_SECRETS_MEMORY (secrets)->entries, copy_entry, NULL);

  g_task_return_pointer (task, copies, (GDestroyNotify) g_ptr_array_unref);
}

static void
culm_secrets_memory_save (CulmSecrets *secrets, const CulmSecret *secret, GTask *task)
{
  CulmSecretsMemory *self = CULM_SECRETS_MEMORY (secrets);

  remove_entry (self, culm_secret_get_kind (secret), culm_secret_get_id (secret));
  g_ptr_array_add (self->entries, culm_secret_copy (secret));
  g_task_return_boolean (task, TRUE);
}

static void
culm_secrets_memory_erase (CulmSecrets *secrets, const char *kind, const char *id, GTask *task)
{
  remove_entry (CULM_SECRETS_MEMORY (secrets), kind, id);
  g_task_return_boolean (task, TRUE);
}

static void
culm_secrets_memory_iface_init (CulmSecretsInterface *iface)
{
  iface->load = culm_secrets_memory_load;
  iface->save = culm_secrets_memory_save;
  iface->erase = culm_secrets_memory_erase;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmSecretsMemory, culm_secrets_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_SECRETS, culm_secrets_memory_iface_init))

static void
culm_secrets_memory_finalize (GObject *object)
{
  g_ptr_array_unref (CULM_SECRETS_MEMORY (object)->entries);
  G_OBJECT_CLASS (culm_secrets_memory_parent_class)->finalize (object);
}

static void
culm_secrets_memory_class_init (CulmSecretsMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_secrets_memory_finalize;
}

static void
culm_secrets_memory_init (CulmSecretsMemory *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_secret_free);
}

CulmSecrets *
culm_secrets_memory_new (void)
{
  return g_object_new (CULM_TYPE_SECRETS_MEMORY, NULL);
}
