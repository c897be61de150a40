/* culm-account-record.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-account-record.h"
#include "culm-error.h"

CulmAccountRecord *
culm_account_record_new (const char *region, const char *broker, CulmCredentials *credentials)
{
  CulmAccountRecord *self = g_new0 (CulmAccountRecord, 1);

  self->id = g_strconcat (credentials->uid, "@", region, NULL);
  self->region = g_strdup (region);
  self->broker = g_strdup (broker);
  self->credentials = credentials;
  return self;
}

CulmAccountRecord *
culm_account_record_copy (const CulmAccountRecord *self)
{
  return culm_account_record_new (self->region, self->broker, culm_credentials_copy (self->credentials));
}

void
culm_account_record_free (CulmAccountRecord *self)
{
  g_free (self->id);
  g_free (self->region);
  g_free (self->broker);
  culm_credentials_free (self->credentials);
  g_free (self);
}

CulmSecret *
culm_account_record_to_secret (const CulmAccountRecord *self)
{
  CulmSecret *secret = culm_secret_new (CULM_SECRET_ACCOUNT, self->id);
  const CulmCredentials *credentials = self->credentials;

  culm_secret_set (secret, "region", self->region);
  culm_secret_set (secret, "broker", self->broker);
  culm_secret_set (secret, "uid", credentials->uid);
  culm_secret_set (secret, "token", credentials->token);
  culm_secret_set (secret, "refresh-token", credentials->refresh_token);
  culm_secret_set (secret, "account", credentials->account);
  culm_secret_set (secret, "name", credentials->name);
  culm_secret_set (secret, "contract", credentials->seed ? "seed" : "service");
  culm_secret_set_int (secret, "expires", credentials->expires);
  return secret;
}

CulmAccountRecord *
culm_account_record_new_from_secret (const CulmSecret *secret)
{
  CulmCredentials *credentials;
  const char *region = culm_secret_get (secret, "region");

  if (!g_str_equal (culm_secret_get_kind (secret), CULM_SECRET_ACCOUNT) || region == NULL ||
      culm_secret_get (secret, "uid") == NULL || culm_secret_get (secret, "token") == NULL)
    return NULL;
  credentials = g_new0 (CulmCredentials, 1);
  credentials->uid = g_strdup (culm_secret_get (secret, "uid"));
  credentials->token = g_strdup (culm_secret_get (secret, "token"));
  credentials->refresh_token = g_strdup (culm_secret_get (secret, "refresh-token"));
  credentials->account = g_strdup (culm_secret_get (secret, "account"));
  credentials->name = g_strdup (culm_secret_get (secret, "name"));
  credentials->expires = culm_secret_get_int (secret, "expires");
  credentials->seed = g_strcmp0 (culm_secret_get (secret, "contract"), "seed") == 0;
  return culm_account_record_new (region, culm_secret_get (secret, "broker"), credentials);
}

CulmAccount *
culm_account_record_make_account (const CulmAccountRecord *self)
{
  const CulmCredentials *credentials = self->credentials;
  const char *text = credentials->account;

  /* A pasted token may come with no account text; its owner still has to tell accounts apart. */
  if (text == NULL || *text == '\0')
    text = credentials->name != NULL ? credentials->name : credentials->uid;
  return culm_account_new (text, self->region, credentials->uid, credentials->name, credentials->expires);
}

char *
culm_account_record_parse_broker (const char *broker, guint16 *port, GError **error)
{
  g_autoptr (GSocketConnectable) address = NULL;
  const char *colon = broker != NULL ? strrchr (broker, ':') : NULL;
  guint64 number;

  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &number, NULL))
    address = g_network_address_parse (broker, (guint16) number, NULL);
  if (address == NULL || *g_network_address_get_hostname (G_NETWORK_ADDRESS (address)) == '\0') {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "A broker is written HOST:PORT");
    if (error != NULL)
      culm_error_set_err (*error, "ERR_INVALID_URL");
    return NULL;
  }
  *port = g_network_address_get_port (G_NETWORK_ADDRESS (address));
  return g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (address)));
}
