/* culm-sim-account.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
#include "culm-sim-options.h"

/* The one account of the virtual cloud. It has one living token at a time, good for REST and for the broker alike;
 * several sign-ins share it, and it dies with the last of them, or when it is made to expire.
 * Signals:
 *   ::token-changed () the token is another one; the broker must forget the old
 *   ::settled ()       the broker takes sign-ins as this account has them now */
#define CULM_SIM_TYPE_ACCOUNT (culm_sim_account_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimAccount, culm_sim_account, CULM_SIM, ACCOUNT, GObject)

typedef enum { CULM_SIM_TOKEN_LIVING, CULM_SIM_TOKEN_EXPIRED, CULM_SIM_TOKEN_UNKNOWN } CulmSimTokenState;

CulmSimAccount *culm_sim_account_new (guint64 seed, CulmSimAuth auth);

CulmSimAuth culm_sim_account_get_auth     (CulmSimAccount *self);
const char *culm_sim_account_get_email    (CulmSimAccount *self);
const char *culm_sim_account_get_name     (CulmSimAccount *self);
guint64     culm_sim_account_get_uid      (CulmSimAccount *self);
const char *culm_sim_account_get_ticket   (CulmSimAccount *self); /* of the browser sign-in, rest.md §7.5 */
const char *culm_sim_account_get_tfa_key  (CulmSimAccount *self);
/* The password of broker user u_<uid>, the bearer of REST. */
const char *culm_sim_account_get_token    (CulmSimAccount *self);

/* The account may be named by its e-mail or its phone number. */
gboolean culm_sim_account_is_named       (CulmSimAccount *self, const char *account);
gboolean culm_sim_account_check_password (CulmSimAccount *self, const char *password);
gboolean culm_sim_account_check_code     (CulmSimAccount *self, const char *code);
gboolean culm_sim_account_check_totp     (CulmSimAccount *self, const char *totp);

/* From now on a code is answered as expired (rest.md §7.3, code 1), until a new one is asked for. */
void     culm_sim_account_expire_code    (CulmSimAccount *self);
gboolean culm_sim_account_is_code_old    (CulmSimAccount *self);
void     culm_sim_account_send_code      (CulmSimAccount *self);

/* Counts a sign-in. Returns: (transfer none): the living token */
const char       *culm_sim_account_sign_in     (CulmSimAccount *self);
void              culm_sim_account_sign_out    (CulmSimAccount *self);
void              culm_sim_account_expire      (CulmSimAccount *self);
CulmSimTokenState culm_sim_account_judge_token (CulmSimAccount *self, const char *token);

/* The broker says whether it still has to learn who may sign in. */
void     culm_sim_account_set_settled (CulmSimAccount *self, gboolean settled);
gboolean culm_sim_account_is_settled  (CulmSimAccount *self);

/* What the ready line says: account, password, code, totp; ours beside them: phone, ticket.
 * Returns: (transfer full) */
JsonObject *culm_sim_account_dup_ready (CulmSimAccount *self);
