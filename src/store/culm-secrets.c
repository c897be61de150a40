/* culm-secrets.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-secrets.h"
#include "culm-error.h"
#include "culm-secrets-file.h"
#include "culm-secrets-keyring.h"
#include "culm-secrets-memory.h"
#include <string.h>

G_DEFINE_INTERFACE (CulmSecrets, culm_secrets, G_TYPE_OBJECT)

static void
culm_secrets_default_init (CulmSecretsInterface *iface G_GNUC_UNUSED)
{
}

CulmSecrets *
culm_secrets_new (const char *profile, GError **error)
{
  const char *choice = g_getenv ("CULM_SECRETS");

  if (choice == NULL || *choice == '\0')
    return culm_secrets_keyring_new (profile);
  if (g_str_equal (choice, "memory"))
    return culm_secrets_memory_new ();
  if (g_str_has_prefix (choice, "file:") && choice[5] != '\0')
    return culm_secrets_file_new (profile, choice + 5);
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "CULM_SECRETS must be memory or file:PATH");
  return NULL;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const CulmSecret *first = *(CulmSecret *const *) a, *second = *(CulmSecret *const *) b;
  int kinds = strcmp (culm_secret_get_kind (first), culm_secret_get_kind (second));

  return kinds != 0 ? kinds : strcmp (culm_secret_get_id (first), culm_secret_get_id (second));
}

void
culm_secrets_load_async (CulmSecrets *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_secrets_load_async);
  CULM_SECRETS_GET_IFACE (self)->load (self, task);
}

GPtrArray *
culm_secrets_load_finish (CulmSecrets *self, GAsyncResult *result, GError **error)
{
  GPtrArray *found;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found != NULL)
    g_ptr_array_sort (found, compare_places); /* uploads go to the first account: always the same one */
  return found;
}

void
culm_secrets_save_async (CulmSecrets *self, const CulmSecret *secret, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_secrets_save_async);
  CULM_SECRETS_GET_IFACE (self)->save (self, secret, task);
}

gboolean
culm_secrets_save_finish (CulmSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_secrets_erase_async (CulmSecrets *self, const char *kind, const char *id, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_secrets_erase_async);
  CULM_SECRETS_GET_IFACE (self)->erase (self, kind, id, task);
}

gboolean
culm_secrets_erase_finish (CulmSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
