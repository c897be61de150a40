/* culm-cloud-sign-in.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"
#include "culm-credentials.h"

G_BEGIN_DECLS

/* What one step of a sign-in came to. */
typedef enum {
  CULM_CLOUD_SIGN_IN_FAILED,     /* with an error */
  CULM_CLOUD_SIGN_IN_DONE,       /* with credentials; the client has the token */
  CULM_CLOUD_SIGN_IN_NEEDS_CODE, /* ask for a code with culm_cloud_sign_in_request_code_async(), then send it */
  CULM_CLOUD_SIGN_IN_NEEDS_TFA,  /* the code of the authenticator app is wanted: culm_cloud_sign_in_tfa_async() */
} CulmCloudSignInStep;

/**
 * CulmCloudSignIn:
 *
 * One person's way into an account, step by step (reference/rest.md §7). Each step ends in culm_cloud_sign_in_finish().
 * A token is believed once the service has told whose it is; only then the client keeps it. Errors beside those of
 * CulmCloudClient: UNAUTHORISED wrong password or token, WRONG_CODE, EXPIRED_CODE (ask for a new one), BLOCKED a bot
 * filter: sign in by code or paste a token, UNSUPPORTED no such way in this region or a login type that is not known,
 * USAGE a code by SMS where none is sent.
 */
#define CULM_TYPE_CLOUD_SIGN_IN (culm_cloud_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (CulmCloudSignIn, culm_cloud_sign_in, CULM, CLOUD_SIGN_IN, GObject)

CulmCloudSignIn *culm_cloud_sign_in_new (CulmCloudClient *client);

void culm_cloud_sign_in_password_async (CulmCloudSignIn *self, const char *account, const char *password,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* By e-mail, or by SMS to a number without "@". Ends with CULM_CLOUD_SIGN_IN_NEEDS_CODE when it is on its way; the
 * service takes one such request in 60 s. */
void culm_cloud_sign_in_request_code_async (CulmCloudSignIn *self, const char *account, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
void culm_cloud_sign_in_code_async (CulmCloudSignIn *self, const char *account, const char *code,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* After CULM_CLOUD_SIGN_IN_NEEDS_TFA, on the same object. A wrong code leaves the step open. */
void culm_cloud_sign_in_tfa_async (CulmCloudSignIn *self, const char *code, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* A token that the person has; a "Bearer " before it and blanks around it are taken off. */
void culm_cloud_sign_in_token_async (CulmCloudSignIn *self, const char *token, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* The short ticket of the vendor's web page. */
void culm_cloud_sign_in_ticket_async (CulmCloudSignIn *self, const char *ticket, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);

/* `credentials` (transfer full) is set for CULM_CLOUD_SIGN_IN_DONE alone. */
CulmCloudSignInStep culm_cloud_sign_in_finish (CulmCloudSignIn *self, GAsyncResult *result,
                                               CulmCredentials **credentials, GError **error);

/* A new token for `known`, tried once near the end of its life; the client has the new one when it succeeds, and keeps
 * the old one when not (UNSUPPORTED: the service gives none for this kind). Returns: (transfer full), or NULL with an
 * error. */
void             culm_cloud_sign_in_refresh_async (CulmCloudSignIn *self, const CulmCredentials *known,
                                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                                   gpointer user_data);
CulmCredentials *culm_cloud_sign_in_refresh_finish (CulmCloudSignIn *self, GAsyncResult *result, GError **error);

/* Tells the service, and drops the client's token whatever it says. A failure is for the log alone. */
void     culm_cloud_sign_in_sign_out_async (CulmCloudSignIn *self, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_cloud_sign_in_sign_out_finish (CulmCloudSignIn *self, GAsyncResult *result, GError **error);

G_END_DECLS
