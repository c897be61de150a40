/* culm-sign-in-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmSignInPage:
 *
 * A sign-in, a step at a time: account and password, or a token; then the code that was sent, or the authenticator's.
 *
 * Signals: "done" (): the account is there; "cancelled" (): a person went back.
 */
#define CULM_TYPE_SIGN_IN_PAGE (culm_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmSignInPage, culm_sign_in_page, CULM, SIGN_IN_PAGE, AdwBin)

GtkWidget *culm_sign_in_page_new (void);

/* Starts anew with `sign_in`; NULL ends what goes on and wipes what was typed. */
void culm_sign_in_page_begin (CulmSignInPage *self, CulmSignIn *sign_in);

/* Starts a new sign-in of `engine`: anew for `account` (nullable), else at `server` (nullable: the last one). */
void culm_sign_in_page_start (CulmSignInPage *self, CulmEngine *engine, CulmAccount *account, const char *server);

/* Fills in an account (nullable) and a server: a name of the region table or an https address (nullable). */
void culm_sign_in_page_fill (CulmSignInPage *self, const char *account, const char *server);

/* Signs in without a person: for a farm of virtual printers. `code` is used when one is asked for. */
void culm_sign_in_page_run (CulmSignInPage *self, const char *account, const char *password, const char *code);

G_END_DECLS
