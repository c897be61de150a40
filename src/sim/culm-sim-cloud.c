/* culm-sim-cloud.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-cloud.h"
#include "culm-sim-envelope.h"
#include "culm-sim-rest-account.h"
#include "culm-sim-rest-devices.h"
#include "culm-sim-rest-projects.h"
#include "culm-sim-rest-public.h"
#include "culm-sim-rest-uploads.h"
#include "culm-sim-storage.h"
#include "culm-sim-trouble.h"

struct _CulmSimCloud {
  GObject parent_instance;
  CulmSimWorld *world;
  SoupServer *server;
};

G_DEFINE_FINAL_TYPE (CulmSimCloud, culm_sim_cloud, G_TYPE_OBJECT)

static const CulmSimRoute routes[] = {
  { "POST", "/v1/user-service/user/login", culm_sim_rest_account_login, TRUE },
  { "POST", "/v1/user-service/user/sendemail/code", culm_sim_rest_account_send_email, TRUE },
  { "POST", "/api/v1/user-service/user/sendsmscode", culm_sim_rest_account_send_sms, TRUE },
  { "POST", "/v1/user-service/user/ticket/*", culm_sim_rest_account_ticket, TRUE },
  { "GET", "/api/csrf", culm_sim_rest_account_csrf, TRUE },
  { "POST", "/api/sign-in/tfa", culm_sim_rest_account_tfa, TRUE },
  { "POST", "/v1/user-service/user/refreshtoken", culm_sim_rest_account_refresh, FALSE },
  { "POST", "/v1/user-service/my/logout", culm_sim_rest_account_logout, FALSE },
  { "GET", "/v1/user-service/my/profile", culm_sim_rest_account_profile, FALSE },
  { "GET", "/v1/design-user-service/my/preference", culm_sim_rest_account_preference, FALSE },
  { "GET", "/v1/iot-service/api/user/bind", culm_sim_rest_devices_bind, FALSE },
  { "GET", "/v1/iot-service/api/user/print", culm_sim_rest_devices_print, FALSE },
  { "GET", "/v1/iot-service/api/user/device/version", culm_sim_rest_devices_version, FALSE },
  { "PATCH", "/v1/iot-service/api/user/device/info", culm_sim_rest_devices_rename, FALSE },
  { "GET", "/v1/user-service/my/tasks", culm_sim_rest_devices_tasks, FALSE },
  { "GET", "/v1/user-service/my/task/*", culm_sim_rest_devices_task, FALSE },
  { "GET", "/v1/iot-service/api/user/upload", culm_sim_rest_uploads_get, FALSE },
  { "POST", "/v1/iot-service/api/user/upload", culm_sim_rest_uploads_post, FALSE },
  { "POST", "/v1/iot-service/api/user/upload/confirm", culm_sim_rest_uploads_confirm, FALSE },
  { "POST", "/v1/iot-service/api/user/project", culm_sim_rest_projects_create, FALSE },
  { "PATCH", "/v1/iot-service/api/user/project/*", culm_sim_rest_projects_patch, FALSE },
  { "PUT", "/v1/iot-service/api/user/notification", culm_sim_rest_projects_tell, FALSE },
  { "GET", "/v1/iot-service/api/user/notification", culm_sim_rest_projects_poll, FALSE },
  { "PUT", CULM_SIM_STORAGE_UPLOAD "*", culm_sim_storage_put_file, TRUE },
  { "PUT", CULM_SIM_STORAGE_SIZE "*", culm_sim_storage_put_size, TRUE },
  { "GET", CULM_SIM_STORAGE_COVER "*", culm_sim_storage_get_cover, TRUE },
  { "GET", "/.well-known/culm.json", culm_sim_rest_public_well_known, TRUE },
  { "GET", "/query.php", culm_sim_rest_public_query, TRUE },
};

static void
on_request_over (SoupServerMessage *message, JsonObject *entry)
{
  json_object_set_int_member (entry, "status", soup_server_message_get_status (message));
}

/* Headers are in, the body is not: what must be known even of a request that breaks off. */
static void
on_headers (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path,
            GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  CulmSimCloud *self = user_data;
  const char *raw_query = g_uri_get_query (soup_server_message_get_uri (message));
  JsonObject *entry = culm_sim_journal_add (self->world->requests);

  json_object_set_string_member (entry, "method", soup_server_message_get_method (message));
  json_object_set_string_member (entry, "path", path);
  json_object_set_string_member (entry, "query", raw_query != NULL ? raw_query : "");
  json_object_set_int_member (entry, "status", 0);
  g_signal_connect_data (message, "finished", G_CALLBACK (on_request_over), entry,
                         (GClosureNotify) (GCallback) json_object_unref, 0);
  culm_sim_storage_begin (self->world, message, path);
}

static gboolean
has_bearer (CulmSimCloud *self, CulmSimExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");
  CulmSimTokenState state = CULM_SIM_TOKEN_UNKNOWN;

  if (value != NULL && g_ascii_strncasecmp (value, "Bearer ", 7) == 0)
    state = culm_sim_account_judge_token (self->world->account, value + 7);
  if (state == CULM_SIM_TOKEN_LIVING)
    return TRUE;
  culm_sim_envelope_answer_problem (exchange, state == CULM_SIM_TOKEN_EXPIRED ? CULM_SIM_PROBLEM_TOKEN_EXPIRED
                                                                              : CULM_SIM_PROBLEM_TOKEN_INVALID);
  return FALSE;
}

static void
answer (CulmSimCloud *self, CulmSimExchange *exchange)
{
  gboolean known;
  const CulmSimRoute *route = culm_sim_exchange_find_route (exchange, routes, G_N_ELEMENTS (routes), &known);

  if (route == NULL)
    culm_sim_envelope_answer_problem (exchange, known ? CULM_SIM_PROBLEM_NO_METHOD : CULM_SIM_PROBLEM_NO_PATH);
  else if (route->open || has_bearer (self, exchange))
    route->handler (self->world, exchange);
}

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  CulmSimCloud *self = user_data;
  gboolean is_upload = g_str_has_prefix (path, CULM_SIM_STORAGE_UPLOAD);
  g_autoptr (CulmSimFault) fault =
      culm_sim_faults_take (self->world->faults, is_upload ? CULM_SIM_WHERE_UPLOAD : CULM_SIM_WHERE_REST, path);
  g_auto (CulmSimExchange) exchange = { 0 };

  culm_sim_exchange_init (&exchange, message, path, query);
  exchange.seed_contract = self->world->options->seed_contract;
  if (fault == NULL || !culm_sim_trouble_replace (fault, &exchange))
    answer (self, &exchange);
  if (fault != NULL)
    culm_sim_trouble_spoil (fault, &exchange);
  culm_sim_world_say (self->world, "%s %s → %u", exchange.method, path, soup_server_message_get_status (message));
}

static gboolean
listen_somewhere (CulmSimCloud *self, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_files (
      self->world->certificates->server, self->world->certificates->server_key, error);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (self->world->options->listen, 0);
  g_autofree char *host = culm_sim_world_dup_host (self->world);
  GSList *uris;

  if (certificate == NULL)
    return FALSE;
  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_early_handler (self->server, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen (self->server, address, SOUP_SERVER_LISTEN_HTTPS, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  self->world->rest_url = culm_sim_world_dup_url ("https", host, g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}

static void
culm_sim_cloud_dispose (GObject *object)
{
  CulmSimCloud *self = CULM_SIM_CLOUD (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  G_OBJECT_CLASS (culm_sim_cloud_parent_class)->dispose (object);
}

static void
culm_sim_cloud_class_init (CulmSimCloudClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_cloud_dispose;
}

static void
culm_sim_cloud_init (CulmSimCloud *self G_GNUC_UNUSED)
{
}

CulmSimCloud *
culm_sim_cloud_new (CulmSimWorld *world, GError **error)
{
  g_autoptr (CulmSimCloud) self = g_object_new (CULM_SIM_TYPE_CLOUD, NULL);

  self->world = world;
  return listen_somewhere (self, error) ? g_steal_pointer (&self) : NULL;
}
