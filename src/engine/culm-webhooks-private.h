/* culm-webhooks-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cache.h"
#include "culm-secrets.h"
#include "culm-webhooks.h"

G_BEGIN_DECLS

/* For the engine. `secrets` NULL: there is no keyring. */
CulmWebhooks *culm_webhooks_new (const char *profile, CulmSecrets *secrets, CulmCache *cache);
/* Something happened. */
void          culm_webhooks_tell (CulmWebhooks *self, CulmEvent *event);
/* Ends what is on its way. */
void          culm_webhooks_stop (CulmWebhooks *self);

G_END_DECLS
