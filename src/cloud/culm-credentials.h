/* culm-credentials.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What a sign-in gives. The tokens are secret: for the keyring alone, never for a log; freeing wipes them. */
#define CULM_TYPE_CREDENTIALS (culm_credentials_get_type ())
typedef struct {
  char *token;
  char *refresh_token; /* may be NULL */
  char *uid;           /* digits; the broker's user is u_<uid> */
  char *account;       /* e-mail or phone as typed or as the profile has it; may be NULL for a pasted token */
  char *name;          /* the person's name in the profile; may be NULL */
  gint64 expires;      /* Unix s; 0: not known */
  gboolean seed;       /* the answer came in the seed's envelope, so its printers may want that dialect */
} CulmCredentials;
GType culm_credentials_get_type (void);

CulmCredentials *culm_credentials_copy (const CulmCredentials *self);
void             culm_credentials_free (CulmCredentials *self);

/* Reads `uid` and `exp` of an old token, which is a JWT (reference/rest.md §7.6); the signature is the service's
 * business. Returns: FALSE, with NULL and 0, when it is none; either may be missing in one that is. */
gboolean culm_credentials_read_jwt (const char *token, char **uid, gint64 *expires);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCredentials, culm_credentials_free)

G_END_DECLS
