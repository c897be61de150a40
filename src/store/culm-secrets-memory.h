/* culm-secrets-memory.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-secrets.h"

G_BEGIN_DECLS

/* Secrets that end with this object (contract.md §2: nothing outlives the process). */
#define CULM_TYPE_SECRETS_MEMORY (culm_secrets_memory_get_type ())
G_DECLARE_FINAL_TYPE (CulmSecretsMemory, culm_secrets_memory, CULM, SECRETS_MEMORY, GObject)

CulmSecrets *culm_secrets_memory_new (void);

G_END_DECLS
