/* culm-mqtt-endpoint.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-endpoint.h"

#define DEFAULT_KEEPALIVE 30

static void
free_secret (const char *secret)
{
  if (secret != NULL)
    explicit_bzero ((char *) secret, strlen (secret));
  g_free ((char *) secret);
}

CulmMqttEndpoint *
culm_mqtt_endpoint_take (const CulmMqttEndpoint *endpoint)
{
  CulmMqttEndpoint *copy = g_memdup2 (endpoint, sizeof *endpoint);

  copy->host = g_strdup (endpoint->host);
  copy->server_name = g_strdup (endpoint->server_name);
  copy->ca_file = g_strdup (endpoint->ca_file);
  copy->user = g_strdup (endpoint->user);
  copy->password = g_strdup (endpoint->password);
  copy->client_id_prefix = g_strdup (endpoint->client_id_prefix != NULL ? endpoint->client_id_prefix : "culm-");
  copy->keepalive = endpoint->keepalive != 0 ? CLAMP (endpoint->keepalive, 5, G_MAXUINT16) : DEFAULT_KEEPALIVE;
  return copy;
}

void
culm_mqtt_endpoint_free (CulmMqttEndpoint *endpoint)
{
  if (endpoint->trust_destroy != NULL)
    endpoint->trust_destroy (endpoint->trust_data);
  g_free ((char *) endpoint->host);
  g_free ((char *) endpoint->server_name);
  g_free ((char *) endpoint->ca_file);
  g_free ((char *) endpoint->user);
  free_secret (endpoint->password);
  g_free ((char *) endpoint->client_id_prefix);
  g_free (endpoint);
}

void
culm_mqtt_endpoint_set_credentials (CulmMqttEndpoint *endpoint, const char *user, const char *password)
{
  char *old_user = (char *) endpoint->user;
  const char *old_password = endpoint->password;

  endpoint->user = g_strdup (user);
  endpoint->password = g_strdup (password);
  g_free (old_user);
  free_secret (old_password);
}

void
culm_mqtt_endpoint_set_host (CulmMqttEndpoint *endpoint, const char *host)
{
  char *old = (char *) endpoint->host;

  endpoint->host = g_strdup (host);
  g_free (old);
}
