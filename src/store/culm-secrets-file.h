/* culm-secrets-file.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-secrets.h"

G_BEGIN_DECLS

/* Secrets in a file (contract.md §2): made when missing, mode 0600, replaced atomically, refused when others may read
 * it. It holds one JSON object by profile, each an object of entries ("account/UID@REGION": {…}). Programs that share
 * it wait for each other. */
#define CULM_TYPE_SECRETS_FILE (culm_secrets_file_get_type ())
G_DECLARE_FINAL_TYPE (CulmSecretsFile, culm_secrets_file, CULM, SECRETS_FILE, GObject)

CulmSecrets *culm_secrets_file_new (const char *profile, const char *path);

G_END_DECLS
