/* culm-secrets-keyring.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-secrets.h"

G_BEGIN_DECLS

/* Secrets in the desktop's keyring, by libsecret (the Secret portal inside a sandbox). Entries bear the schema
 * io.github.culm.Culm and the attributes profile, kind and id. */
#define CULM_TYPE_SECRETS_KEYRING (culm_secrets_keyring_get_type ())
G_DECLARE_FINAL_TYPE (CulmSecretsKeyring, culm_secrets_keyring, CULM, SECRETS_KEYRING, GObject)

CulmSecrets *culm_secrets_keyring_new (const char *profile);

G_END_DECLS
