/* culm-sign-in-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account-record.h"
#include "culm-secrets.h"
#include "culm-sign-in.h"

G_BEGIN_DECLS

/* For the engine. Signal "signed-in" (CulmAccountRecord * as a pointer, (transfer none)): the keyring has the record;
 * the call that met it ends right after. */
CulmSignIn *culm_sign_in_new (CulmSecrets *secrets);

/* The account that the engine keeps, in place of the one that the sign-in made. */
void culm_sign_in_set_account (CulmSignIn *self, CulmAccount *account);

G_END_DECLS
