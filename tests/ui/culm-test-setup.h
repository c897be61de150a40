/* culm-test-setup.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-shot.h"

G_BEGIN_DECLS

/* First steps and preferences: sign-in, accounts, brokers, webhooks. The last has no name. */
extern const CulmTestShot culm_test_setup_shots[];

/* One broker that is fine, and one that does not accept its password any more. (transfer full). */
GListStore *culm_test_brokers_new (void);

G_END_DECLS
