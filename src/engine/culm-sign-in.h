/* culm-sign-in.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account.h"

G_BEGIN_DECLS

typedef enum {
  CULM_SIGN_IN_PASSWORD,      /* account and password, or account alone and "send me a code" */
  CULM_SIGN_IN_CODE,          /* a code was sent by e-mail or SMS */
  CULM_SIGN_IN_AUTHENTICATOR, /* the six digits of the authenticator app */
  CULM_SIGN_IN_DONE,
} CulmSignInStep;

/**
 * CulmSignIn:
 *
 * One native sign-in (reference/rest.md §7), a step at a time: the caller asks the person for what "step" names and
 * answers with the matching call; each call ends with the next step, or with an error that leaves the step as it was
 * (WRONG_CODE, EXPIRED_CODE, UNAUTHORISED, BLOCKED, OFFLINE, UNTRUSTED, LIMITED …). Nothing is kept until DONE; then
 * token, expiry and account are in the keyring.
 *
 * Properties: "step" (CulmSignInStep), "busy" (boolean), "region" (string, writable while at the first step).
 */
#define CULM_TYPE_SIGN_IN (culm_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (CulmSignIn, culm_sign_in, CULM, SIGN_IN, GObject)

CulmSignInStep culm_sign_in_get_step (CulmSignIn *self);
gboolean       culm_sign_in_get_busy (CulmSignIn *self);

/* "global", "china", "dev", "qa", "pre", "pre-us" or an https URL; `broker` "HOST:PORT" (nullable) overrides the
 * region's own. USAGE with ERR_INVALID_URL when it cannot be understood. */
gboolean culm_sign_in_set_region (CulmSignIn *self, const char *region, const char *broker, GError **error);

/* One call at a time. `secret` is copied and wiped. All end by culm_sign_in_finish(). */
void culm_sign_in_password_async (CulmSignIn *self, const char *account, const char *secret,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void culm_sign_in_request_code_async (CulmSignIn *self, const char *account, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
void culm_sign_in_code_async (CulmSignIn *self, const char *code, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data); /* e-mail, SMS or authenticator */
void culm_sign_in_token_async (CulmSignIn *self, const char *token, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_sign_in_finish (CulmSignIn *self, GAsyncResult *result, GError **error);

/* The account, once DONE. (transfer none) (nullable). */
CulmAccount *culm_sign_in_get_account (CulmSignIn *self);

G_END_DECLS
