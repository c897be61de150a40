/* culm-secrets.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-secret.h"

G_BEGIN_DECLS

/**
 * CulmSecrets:
 *
 * Where the secrets of one profile are kept: the desktop's keyring, a file or the memory of this process (contract.md
 * §2, `CULM_SECRETS`). Nothing blocks the caller. Errors are CULM_ERROR: UNSUPPORTED no secret service answers,
 * CANCELLED the person did not unlock the keyring, FORBIDDEN a file that others may read, MALFORMED a file that cannot
 * be understood (it is left as it is), FULL, FAILED.
 */
#define CULM_TYPE_SECRETS (culm_secrets_get_type ())
G_DECLARE_INTERFACE (CulmSecrets, culm_secrets, CULM, SECRETS, GObject)

/* Each starts a task whose result is the one named at the matching finish function below. */
struct _CulmSecretsInterface {
  GTypeInterface parent;

  void (*load)  (CulmSecrets *self, GTask *task);                                   /* GPtrArray */
  void (*save)  (CulmSecrets *self, const CulmSecret *secret, GTask *task);         /* gboolean */
  void (*erase) (CulmSecrets *self, const char *kind, const char *id, GTask *task); /* gboolean */
};

/* What CULM_SECRETS asks for: "memory", "file:PATH", or nothing for the keyring. Does no I/O.
 * Returns: (transfer full), or NULL with USAGE when it asks for something else. */
CulmSecrets *culm_secrets_new (const char *profile, GError **error);

/* All entries of the profile, by kind and id, whatever order the keyring has. Returns: (transfer full) (element-type
 * CulmSecret). */
void       culm_secrets_load_async (CulmSecrets *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *culm_secrets_load_finish (CulmSecrets *self, GAsyncResult *result, GError **error);

/* Puts an entry, in place of an older one of this kind and id. */
void     culm_secrets_save_async (CulmSecrets *self, const CulmSecret *secret, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_secrets_save_finish (CulmSecrets *self, GAsyncResult *result, GError **error);

/* Takes an entry away; one that is not there is no error. */
void     culm_secrets_erase_async (CulmSecrets *self, const char *kind, const char *id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_secrets_erase_finish (CulmSecrets *self, GAsyncResult *result, GError **error);

G_END_DECLS
