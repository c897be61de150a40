/* culm-credentials.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-credentials.h"

#include "culm-json-read.h"
#include "culm-wipe.h"

#include <string.h>

#define MAX_JWT 16384

G_DEFINE_BOXED_TYPE (CulmCredentials, culm_credentials, culm_credentials_copy, culm_credentials_free)

/* The middle part of a JWT. Returns: (transfer full), or NULL. */
static char *
decode_payload (const char *token)
{
  g_auto (GStrv) parts = strlen (token) <= MAX_JWT ? g_strsplit (token, ".", 4) : NULL;
  g_autofree char *padded = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  if (parts == NULL || g_strv_length (parts) != 3)
    return NULL;
  padded = g_strdelimit (g_strconcat (parts[1], "===", NULL), "-", '+');
  g_strdelimit (padded, "_", '/');
  padded[strlen (parts[1]) + (4 - strlen (parts[1]) % 4) % 4] = '\0';
  bytes = g_base64_decode (padded, &length);
  return length > 0 && g_utf8_validate ((const char *) bytes, (gssize) length, NULL)
             ? g_strndup ((const char *) bytes, length)
             : NULL;
}

CulmCredentials *
culm_credentials_copy (const CulmCredentials *self)
{
  CulmCredentials *copy = g_new0 (CulmCredentials, 1);

  copy->token = g_strdup (self->token);
  copy->refresh_token = g_strdup (self->refresh_token);
  copy->uid = g_strdup (self->uid);
  copy->account = g_strdup (self->account);
  copy->name = g_strdup (self->name);
  copy->expires = self->expires;
  copy->seed = self->seed;
  return copy;
}

void
culm_credentials_free (CulmCredentials *self)
{
  culm_wipe (self->token);
  culm_wipe (self->refresh_token);
  g_free (self->uid);
  g_free (self->account);
  g_free (self->name);
  g_free (self);
}

gboolean
culm_credentials_read_jwt (const char *token, char **uid, gint64 *expires)
{
  g_autofree char *payload = decode_payload (token);
  g_autoptr (JsonNode) root = payload != NULL ? json_from_string (payload, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  g_autofree char *user = culm_json_read_string (object, "username");

  *uid = user != NULL && g_str_has_prefix (user, "u_") && user[2] != '\0' ? g_strdup (user + 2) : NULL;
  *expires = MAX (culm_json_read_int (object, "exp", 0), 0);
  return object != NULL;
}
