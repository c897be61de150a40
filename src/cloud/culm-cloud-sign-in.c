/* culm-cloud-sign-in.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-sign-in.h"

#include "culm-cloud-client-private.h"
#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-wipe.h"

#include <string.h>

#define LOGIN_PATH "/v1/user-service/user/login"
#define MAIL_PATH "/v1/user-service/user/sendemail/code"
#define SMS_PATH "/api/v1/user-service/user/sendsmscode"
#define CSRF_PATH "/api/csrf"
#define TFA_PATH "/api/sign-in/tfa"
#define TICKET_PATH "/v1/user-service/user/ticket/"
#define REFRESH_PATH "/v1/user-service/user/refreshtoken"
#define LOGOUT_PATH "/v1/user-service/my/logout"
#define PREFERENCE_PATH "/v1/design-user-service/my/preference"
#define PROFILE_PATH "/v1/user-service/my/profile"
#define CSRF_COOKIE "bbl_csrf_token"
#define CSRF_HEADER "x-bbl-csrf-token"

struct _CulmCloudSignIn {
  GObject parent_instance;
  CulmCloudClient *client;
  char *tfa_key;     /* between CULM_CLOUD_SIGN_IN_NEEDS_TFA and its code */
  char *tfa_account; /* whose it is */
  gboolean seed;     /* the answer that asked for it came in the seed's envelope */
};

/* How a person means to come in: it decides what a refusal says. */
typedef enum { WAY_PASSWORD, WAY_CODE, WAY_TFA, WAY_TOKEN, WAY_TICKET } Way;

/* One step on its way. The data of its task. */
typedef struct {
  Way way;
  char *code;         /* of the authenticator */
  char *former_token; /* what the client had, for the case that it comes to nothing */
  CulmCredentials *found;
} Step;

G_DEFINE_FINAL_TYPE (CulmCloudSignIn, culm_cloud_sign_in, G_TYPE_OBJECT)

static void
free_step (Step *step)
{
  culm_wipe (step->code);
  culm_wipe (step->former_token);
  culm_credentials_free (step->found);
  g_free (step);
}

/* Texts by name, up to a NULL. Returns: (transfer full). */
static JsonNode *
make_body (const char *name, ...)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  va_list args;

  va_start (args, name);
  for (; name != NULL; name = va_arg (args, const char *))
    json_object_set_string_member (object, name, va_arg (args, const char *));
  va_end (args);
  json_node_set_object (node, object);
  return node;
}

static GTask *
make_task (CulmCloudSignIn *self, Way way, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Step *step = g_new0 (Step, 1);

  step->way = way;
  step->former_token = g_strdup (culm_cloud_client_get_token (self->client));
  step->found = g_new0 (CulmCredentials, 1);
  step->found->account = account != NULL ? g_strstrip (g_strdup (account)) : NULL;
  g_task_set_task_data (task, step, (GDestroyNotify) free_step);
  g_task_set_check_cancellable (task, FALSE); /* the client says it in our words */
  return task;
}

/* What a refusal means depends on what was offered (reference/rest.md §4, reference/errors.md §2). The rest of the
 * error stays as the service gave it. */
static void
return_refusal (GTask *task, GError *error)
{
  CulmCloudSignIn *self = g_task_get_source_object (task);
  const Step *step = g_task_get_task_data (task);
  gint64 code = culm_error_get_server_code (error);
  gboolean refused = g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED) ||
                     g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);

  culm_cloud_client_set_token (self->client, step->former_token);
  if (step->found->token == NULL && step->way == WAY_TFA) {
    const char *detail = culm_error_get_detail (error);

    refused = refused || (g_error_matches (error, CULM_ERROR, CULM_ERROR_FORBIDDEN) &&
                          (detail == NULL || !g_str_has_prefix (detail, "CSRF")));
    if (refused)
      error->code = code == 1 ? CULM_ERROR_EXPIRED_CODE : CULM_ERROR_WRONG_CODE;
  } else if (refused && step->found->token == NULL && step->way == WAY_CODE && (code == 1 || code == 2)) {
    error->code = code == 1 ? CULM_ERROR_EXPIRED_CODE : CULM_ERROR_WRONG_CODE;
  } else if (refused) {
    error->code = CULM_ERROR_UNAUTHORISED;
  }
  if (refused)
    culm_error_set_err (error, NULL);
  g_task_return_error (task, error);
}

static void
return_done (GTask *task)
{
  CulmCloudSignIn *self = g_task_get_source_object (task);
  const Step *step = g_task_get_task_data (task);

  if (step->found->uid == NULL) {
    return_refusal (task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED,
                                          "The service does not say whose account it is"));
    return;
  }
  g_clear_pointer (&self->tfa_key, culm_wipe);
  g_clear_pointer (&self->tfa_account, g_free);
  g_task_return_int (task, CULM_CLOUD_SIGN_IN_DONE);
}

/* Takes what an answer about the person knows. */
static void
read_person (CulmCredentials *found, JsonObject *object)
{
  g_autofree char *uid = culm_json_read_word (object, "uid", "uidStr");

  if (g_strcmp0 (uid, "0") == 0)
    g_clear_pointer (&uid, g_free);
  if (uid == NULL)
    uid = culm_json_read_word (object, "uidStr", "user_id");
  if (found->uid == NULL)
    found->uid = g_steal_pointer (&uid);
  if (found->name == NULL)
    found->name = culm_json_read_word (object, "name", "username");
  if (found->account == NULL)
    found->account = culm_json_read_word (object, "account", "email");
}

static void
profile_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);

  if (envelope != NULL) {
    read_person (step->found, culm_envelope_get_object (envelope));
  } else if (step->found->uid == NULL || culm_envelope_error_is_dead_token (error) ||
             g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED)) {
    return_refusal (task, error);
    return;
  }
  g_clear_error (&error);
  return_done (task);
}

static void
preference_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);

  if (envelope != NULL) {
    read_person (step->found, culm_envelope_get_object (envelope));
    step->found->seed = step->found->seed || (step->way == WAY_TOKEN && culm_envelope_is_seed (envelope));
  } else if (culm_error_get_http_status (error) == 0 || culm_envelope_error_is_dead_token (error)) {
    return_refusal (task, error); /* no connection, or no such token: the profile would say the same */
    return;
  }
  g_clear_error (&error);
  if (step->found->uid != NULL && step->found->account != NULL && envelope != NULL)
    return_done (task);
  else
    culm_cloud_client_call_async (CULM_CLOUD_CLIENT (client), "GET", PROFILE_PATH, NULL, NULL, CULM_CLOUD_CALL_TRIAL,
                                  cancellable, profile_cb, g_steal_pointer (&task));
}

/* A token is there; whose is it? */
static void
adopt_token (GTask *task, const char *token)
{
  CulmCloudSignIn *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Step *step = g_task_get_task_data (task);
  gint64 expires = 0;

  step->found->token = g_strdup (token);
  culm_credentials_read_jwt (token, &step->found->uid, &expires);
  if (step->found->expires == 0)
    step->found->expires = expires;
  culm_cloud_client_set_token (self->client, token);
  culm_cloud_client_call_async (self->client, "GET", PREFERENCE_PATH, NULL, NULL, CULM_CLOUD_CALL_TRIAL, cancellable,
                                preference_cb, g_object_ref (task));
}

/* The lives of the tokens and the second token, of an answer that holds the first. */
static void
read_tokens (CulmCredentials *found, JsonObject *object)
{
  gint64 life = culm_json_read_int (object, "expiresIn", 0);
  char *refresh = culm_json_read_word (object, "refreshToken", "refresh_token");

  if (refresh != NULL) {
    culm_wipe (found->refresh_token);
    found->refresh_token = refresh;
  }
  found->expires = life > 0 ? g_get_real_time () / G_USEC_PER_SEC + life : 0;
}

static void
login_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmCloudSignIn *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);
  JsonObject *object = envelope != NULL ? culm_envelope_get_object (envelope) : NULL;
  g_autofree char *token = culm_json_read_word (object, "accessToken", "access_token");
  g_autofree char *type = culm_json_read_string (object, "loginType");
  g_autofree char *key = culm_json_read_string (object, "tfaKey");

  if (envelope == NULL) {
    return_refusal (task, error);
  } else if (token != NULL) {
    read_tokens (step->found, object);
    step->found->seed = culm_envelope_is_seed (envelope);
    adopt_token (task, token);
  } else if (g_strcmp0 (type, "verifyCode") == 0) {
    g_task_return_int (task, CULM_CLOUD_SIGN_IN_NEEDS_CODE);
  } else if (g_strcmp0 (type, "tfa") == 0 && key != NULL) {
    culm_wipe (self->tfa_key);
    self->tfa_key = g_steal_pointer (&key);
    g_free (self->tfa_account);
    self->tfa_account = g_strdup (step->found->account);
    self->seed = culm_envelope_is_seed (envelope);
    g_task_return_int (task, CULM_CLOUD_SIGN_IN_NEEDS_TFA);
  } else {
    error =
        culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNSUPPORTED, "The service wants a way in that is unknown");
    culm_error_set_err (error, "ERR_BAD_RESPONSE");
    g_task_return_error (task, error);
  }
}

static void
code_sent_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);

  if (envelope != NULL)
    g_task_return_int (task, CULM_CLOUD_SIGN_IN_NEEDS_CODE);
  else
    g_task_return_error (task, error);
}

/* The value of a cookie that an answer sets, and how long it lives (Unix s, 0: not said). Returns: (transfer full), or
 * NULL. */
static char *
read_cookie (SoupMessageHeaders *headers, const char *wanted, gint64 *expires)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;

  if (headers == NULL)
    return NULL;
  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    SoupCookie *cookie = g_ascii_strcasecmp (name, "Set-Cookie") == 0 ? soup_cookie_parse (value, NULL) : NULL;
    char *found = NULL;

    if (cookie != NULL && g_str_equal (soup_cookie_get_name (cookie), wanted) &&
        *soup_cookie_get_value (cookie) != '\0') {
      GDateTime *end = soup_cookie_get_expires (cookie);

      found = g_strdup (soup_cookie_get_value (cookie));
      if (expires != NULL)
        *expires = end != NULL ? g_date_time_to_unix (end) : 0;
    }
    g_clear_pointer (&cookie, soup_cookie_free);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
tfa_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmCloudSignIn *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SoupMessageHeaders) headers = NULL;
  g_autoptr (CulmEnvelope) envelope =
      culm_cloud_client_talk_finish (CULM_CLOUD_CLIENT (client), result, &headers, &error);
  JsonObject *object = envelope != NULL ? culm_envelope_get_object (envelope) : NULL;
  gint64 expires = 0;
  g_autofree char *token = NULL;

  /* The page may hold anything; the cookie is what counts. */
  if (envelope != NULL || g_error_matches (error, CULM_ERROR, CULM_ERROR_MALFORMED))
    token = read_cookie (headers, "token", &expires);
  if (token == NULL)
    token = culm_json_read_word (object, "accessToken", "token");
  if (token == NULL && error == NULL) {
    error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "The sign-in page gave no token");
    culm_error_set_err (error, "ERR_BAD_RESPONSE");
  }
  if (token == NULL) {
    return_refusal (task, error);
    return;
  }
  g_clear_error (&error);
  read_tokens (step->found, object);
  if (step->found->expires == 0)
    step->found->expires = expires;
  step->found->seed = self->seed || (envelope != NULL && culm_envelope_is_seed (envelope));
  adopt_token (task, token);
}

static void
csrf_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  CulmCloudSignIn *self = g_task_get_source_object (task);
  const Step *step = g_task_get_task_data (task);
  g_autoptr (SoupMessageHeaders) headers = NULL;
  g_autoptr (SoupMessageHeaders) proof = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope =
      culm_cloud_client_talk_finish (CULM_CLOUD_CLIENT (client), result, &headers, &error);
  g_autofree char *value = read_cookie (headers, CSRF_COOKIE, NULL);
  g_autoptr (JsonNode) body = NULL;

  /* A server that sets no cookie, or has no such page, may not want one. */
  if (value == NULL && error != NULL && !g_error_matches (error, CULM_ERROR, CULM_ERROR_NOT_FOUND) &&
      !g_error_matches (error, CULM_ERROR, CULM_ERROR_MALFORMED)) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  if (value != NULL) {
    g_autofree char *cookie = g_strdup_printf (CSRF_COOKIE "=%s", value);

    soup_message_headers_append (proof, "Cookie", cookie);
    soup_message_headers_append (proof, CSRF_HEADER, value);
  }
  body = make_body ("tfaKey", self->tfa_key, "tfaCode", step->code, NULL);
  culm_cloud_client_talk_async (self->client, "POST", TFA_PATH, NULL, body,
                                CULM_CLOUD_CALL_WEB | CULM_CLOUD_CALL_ANONYMOUS, proof, cancellable, tfa_cb,
                                g_steal_pointer (&task));
}

static void
refresh_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const CulmCredentials *known = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);
  JsonObject *object = envelope != NULL ? culm_envelope_get_object (envelope) : NULL;
  g_autofree char *token = culm_json_read_word (object, "accessToken", "access_token");
  CulmCredentials *renewed;

  if (envelope == NULL && culm_error_get_http_status (error) == 401)
    error->code = CULM_ERROR_UNSUPPORTED; /* so the service answers for tokens of a sign-in by password or code */
  else if (envelope != NULL && token == NULL)
    error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "The service gave no new token");
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  renewed = culm_credentials_copy (known);
  culm_wipe (renewed->token);
  renewed->token = g_strdup (token);
  read_tokens (renewed, object);
  culm_cloud_client_set_token (CULM_CLOUD_CLIENT (client), token);
  g_task_return_pointer (task, renewed, (GDestroyNotify) culm_credentials_free);
}

static void
sign_out_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);

  culm_cloud_client_set_token (CULM_CLOUD_CLIENT (client), NULL);
  if (envelope != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A number, as a phone has one. */
static gboolean
is_phone (const char *account)
{
  guint digits = 0;

  for (const char *p = account; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      digits++;
    else if (strchr ("+-() ", *p) == NULL)
      return FALSE;
  }
  return digits >= 5;
}

static void
culm_cloud_sign_in_finalize (GObject *object)
{
  CulmCloudSignIn *self = CULM_CLOUD_SIGN_IN (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->tfa_key, culm_wipe);
  g_clear_pointer (&self->tfa_account, g_free);
  G_OBJECT_CLASS (culm_cloud_sign_in_parent_class)->finalize (object);
}

static void
culm_cloud_sign_in_class_init (CulmCloudSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_cloud_sign_in_finalize;
}

static void
culm_cloud_sign_in_init (CulmCloudSignIn *self G_GNUC_UNUSED)
{
}

CulmCloudSignIn *
culm_cloud_sign_in_new (CulmCloudClient *client)
{
  CulmCloudSignIn *self = g_object_new (CULM_TYPE_CLOUD_SIGN_IN, NULL);

  self->client = g_object_ref (client);
  return self;
}

void
culm_cloud_sign_in_password_async (CulmCloudSignIn *self, const char *account, const char *password,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = make_task (self, WAY_PASSWORD, account, cancellable, callback, user_data);
  const Step *step = g_task_get_task_data (task);
  g_autoptr (JsonNode) body = make_body ("account", step->found->account, "password", password, "apiError", "", NULL);

  culm_cloud_client_call_async (self->client, "POST", LOGIN_PATH, NULL, body, CULM_CLOUD_CALL_ANONYMOUS, cancellable,
                                login_cb, task);
}

void
culm_cloud_sign_in_request_code_async (CulmCloudSignIn *self, const char *account, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = make_task (self, WAY_CODE, account, cancellable, callback, user_data);
  const char *name = ((const Step *) g_task_get_task_data (task))->found->account;
  gboolean phone = is_phone (name);
  g_autoptr (JsonNode) body = make_body (phone ? "phone" : "email", name, "type", "codeLogin", NULL);

  if (phone && !culm_region_takes_phone (culm_cloud_client_get_region (self->client)))
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_USAGE,
                                               "Codes by SMS are sent in the region china alone"));
  else
    culm_cloud_client_call_async (self->client, "POST", phone ? SMS_PATH : MAIL_PATH, NULL, body,
                                  CULM_CLOUD_CALL_ANONYMOUS | (phone ? CULM_CLOUD_CALL_WEB : CULM_CLOUD_CALL_NONE),
                                  cancellable, code_sent_cb, g_steal_pointer (&task));
}

void
culm_cloud_sign_in_code_async (CulmCloudSignIn *self, const char *account, const char *code, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = make_task (self, WAY_CODE, account, cancellable, callback, user_data);
  const Step *step = g_task_get_task_data (task);
  g_autofree char *digits = g_strstrip (g_strdup (code));
  g_autoptr (JsonNode) body = make_body ("account", step->found->account, "code", digits, NULL);

  culm_cloud_client_call_async (self->client, "POST", LOGIN_PATH, NULL, body, CULM_CLOUD_CALL_ANONYMOUS, cancellable,
                                login_cb, task);
}

void
culm_cloud_sign_in_tfa_async (CulmCloudSignIn *self, const char *code, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = make_task (self, WAY_TFA, self->tfa_account, cancellable, callback, user_data);
  Step *step = g_task_get_task_data (task);

  g_return_if_fail (self->tfa_key != NULL);
  step->code = g_strstrip (g_strdup (code));
  culm_cloud_client_talk_async (self->client, "GET", CSRF_PATH, NULL, NULL,
                                CULM_CLOUD_CALL_WEB | CULM_CLOUD_CALL_ANONYMOUS, NULL, cancellable, csrf_cb, task);
}

void
culm_cloud_sign_in_token_async (CulmCloudSignIn *self, const char *token, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = make_task (self, WAY_TOKEN, NULL, cancellable, callback, user_data);
  g_autofree char *bare = g_strstrip (g_strdup (token));

  if (g_ascii_strncasecmp (bare, "Bearer ", strlen ("Bearer ")) == 0)
    g_strchug (memmove (bare, bare + strlen ("Bearer "), strlen (bare + strlen ("Bearer ")) + 1));
  if (*bare == '\0' || !g_str_is_ascii (bare) || strpbrk (bare, " \t\r\n") != NULL)
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "This is no access token"));
  else
    adopt_token (task, bare);
}

void
culm_cloud_sign_in_ticket_async (CulmCloudSignIn *self, const char *ticket, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = make_task (self, WAY_TICKET, NULL, cancellable, callback, user_data);
  g_autofree char *bare = g_strstrip (g_strdup (ticket));
  g_autofree char *escaped = g_uri_escape_string (bare, NULL, FALSE);
  g_autofree char *path = g_strconcat (TICKET_PATH, escaped, NULL);
  g_autoptr (JsonNode) body = make_body ("ticket", bare, NULL);

  culm_cloud_client_call_async (self->client, "POST", path, NULL, body, CULM_CLOUD_CALL_ANONYMOUS, cancellable,
                                login_cb, task);
}

CulmCloudSignInStep
culm_cloud_sign_in_finish (CulmCloudSignIn *self, GAsyncResult *result, CulmCredentials **credentials, GError **error)
{
  const Step *step;
  gssize reached;

  g_return_val_if_fail (g_task_is_valid (result, self), CULM_CLOUD_SIGN_IN_FAILED);
  step = g_task_get_task_data (G_TASK (result));
  reached = g_task_propagate_int (G_TASK (result), error);
  if (reached == CULM_CLOUD_SIGN_IN_DONE && credentials != NULL)
    *credentials = culm_credentials_copy (step->found);
  return reached < 0 ? CULM_CLOUD_SIGN_IN_FAILED : (CulmCloudSignInStep) reached;
}

void
culm_cloud_sign_in_refresh_async (CulmCloudSignIn *self, const CulmCredentials *known, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const char *refresh_token = known->refresh_token != NULL ? known->refresh_token : known->token;
  g_autoptr (JsonNode) body = make_body ("refreshToken", refresh_token, NULL);

  g_task_set_source_tag (task, culm_cloud_sign_in_refresh_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, culm_credentials_copy (known), (GDestroyNotify) culm_credentials_free);
  culm_cloud_client_call_async (self->client, "POST", REFRESH_PATH, NULL, body,
                                CULM_CLOUD_CALL_TRIAL | CULM_CLOUD_CALL_URGENT, cancellable, refresh_cb, task);
}

CulmCredentials *
culm_cloud_sign_in_refresh_finish (CulmCloudSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_cloud_sign_in_sign_out_async (CulmCloudSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonNode) body = make_body ("refreshtoken", "", NULL);

  g_task_set_source_tag (task, culm_cloud_sign_in_sign_out_async);
  g_task_set_check_cancellable (task, FALSE);
  culm_cloud_client_call_async (self->client, "POST", LOGOUT_PATH, NULL, body,
                                CULM_CLOUD_CALL_TRIAL | CULM_CLOUD_CALL_URGENT, cancellable, sign_out_cb, task);
}

gboolean
culm_cloud_sign_in_sign_out_finish (CulmCloudSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
