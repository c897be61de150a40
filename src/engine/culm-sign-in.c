/* culm-sign-in.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sign-in.h"
#include "culm-cloud-sign-in.h"
#include "culm-error.h"
#include "culm-sign-in-private.h"

struct _CulmSignIn {
  GObject parent_instance;
  CulmSecrets *secrets;
  CulmRegion *region;
  char *broker, *account_text;
  CulmCloudSignIn *gate; /* of the region; NULL until the first call, and again when the region changes */
  CulmSignInStep step;
  gboolean busy;
  CulmAccountRecord *record;
  CulmAccount *account;
};

typedef enum { PROP_STEP = 1, PROP_BUSY, PROP_REGION } CulmSignInProp;
static GParamSpec *props[PROP_REGION + 1];
enum { SIGNED_IN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSignIn, culm_sign_in, G_TYPE_OBJECT)

static void
set_step (CulmSignIn *self, CulmSignInStep step)
{
  if (self->step == step)
    return;
  self->step = step;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
}

static void
set_busy (CulmSignIn *self, gboolean busy)
{
  if (self->busy == busy)
    return;
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
end_call (GTask *task, GError *error)
{
  CulmSignIn *self = g_task_get_source_object (task);

  set_busy (self, FALSE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!culm_secrets_save_finish (CULM_SECRETS (source), result, &error)) {
    end_call (task, error);
    return;
  }
  if (self->account == NULL)
    self->account = culm_account_record_make_account (self->record);
  g_signal_emit (self, signals[SIGNED_IN], 0, self->record);
  set_step (self, CULM_SIGN_IN_DONE);
  end_call (task, NULL);
}

static void
save_credentials (GTask *task, CulmCredentials *credentials)
{
  CulmSignIn *self = g_task_get_source_object (task);
  g_autoptr (CulmSecret) secret = NULL;

  if (credentials->account == NULL)
    credentials->account = g_strdup (self->account_text);
  g_clear_pointer (&self->record, culm_account_record_free);
  self->record = culm_account_record_new (culm_region_get_name (self->region), self->broker, credentials);
  secret = culm_account_record_to_secret (self->record);
  culm_secrets_save_async (self->secrets, secret, g_task_get_cancellable (task), save_cb, g_object_ref (task));
}

static void
code_requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_cloud_sign_in_finish (CULM_CLOUD_SIGN_IN (source), result, NULL, &error) == CULM_CLOUD_SIGN_IN_FAILED) {
    end_call (task, error);
    return;
  }
  set_step (g_task_get_source_object (task), CULM_SIGN_IN_CODE);
  end_call (task, NULL);
}

static void
step_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmSignIn *self = g_task_get_source_object (task);
  CulmCredentials *credentials = NULL;
  GError *error = NULL;

  switch (culm_cloud_sign_in_finish (CULM_CLOUD_SIGN_IN (source), result, &credentials, &error)) {
  case CULM_CLOUD_SIGN_IN_DONE: save_credentials (task, credentials); break;
  case CULM_CLOUD_SIGN_IN_NEEDS_CODE:
    culm_cloud_sign_in_request_code_async (self->gate, self->account_text, g_task_get_cancellable (task),
                                           code_requested_cb, g_object_ref (task));
    break;
  case CULM_CLOUD_SIGN_IN_NEEDS_TFA:
    set_step (self, CULM_SIGN_IN_AUTHENTICATOR);
    end_call (task, NULL);
    break;
  case CULM_CLOUD_SIGN_IN_FAILED:
  default: end_call (task, error);
  }
}

/* Returns: (transfer full) the task of a new call, or NULL after it has ended with an error. */
static GTask *
begin_call (CulmSignIn *self, gboolean fits, GCancellable *cancellable, GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (self->busy || !fits) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_BUSY,
                                               self->busy ? "The last step is still under way"
                                                          : "The sign-in waits for something else"));
    g_object_unref (task);
    return NULL;
  }
  if (self->gate == NULL) {
    g_autoptr (CulmCloudClient) client = culm_cloud_client_new (self->region);

    self->gate = culm_cloud_sign_in_new (client);
  }
  set_busy (self, TRUE);
  return task;
}

static void
keep_account_text (CulmSignIn *self, const char *account)
{
  g_free (self->account_text);
  self->account_text = g_strstrip (g_strdup (account));
}

static void
culm_sign_in_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmSignIn *self = CULM_SIGN_IN (object);

  switch ((CulmSignInProp) id) {
  case PROP_STEP: g_value_set_int (value, (int) self->step); break;
  case PROP_BUSY: g_value_set_boolean (value, self->busy); break;
  case PROP_REGION: g_value_set_string (value, culm_region_get_name (self->region)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_sign_in_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((CulmSignInProp) id) {
  case PROP_REGION: culm_sign_in_set_region (CULM_SIGN_IN (object), g_value_get_string (value), NULL, NULL); break;
  case PROP_STEP:
  case PROP_BUSY:
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_sign_in_finalize (GObject *object)
{
  CulmSignIn *self = CULM_SIGN_IN (object);

  g_clear_object (&self->secrets);
  g_clear_object (&self->gate);
  g_clear_object (&self->account);
  g_clear_pointer (&self->region, culm_region_unref);
  g_clear_pointer (&self->record, culm_account_record_free);
  g_free (self->broker);
  g_free (self->account_text);
  G_OBJECT_CLASS (culm_sign_in_parent_class)->finalize (object);
}

static void
culm_sign_in_class_init (CulmSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culm_sign_in_get_property;
  object_class->set_property = culm_sign_in_set_property;
  object_class->finalize = culm_sign_in_finalize;
  props[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, CULM_SIGN_IN_PASSWORD, CULM_SIGN_IN_DONE,
                                       CULM_SIGN_IN_PASSWORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "global",
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[SIGNED_IN] = g_signal_new ("signed-in", CULM_TYPE_SIGN_IN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
culm_sign_in_init (CulmSignIn *self)
{
  self->region = culm_region_new ("global", NULL);
}

CulmSignIn *
culm_sign_in_new (CulmSecrets *secrets)
{
  CulmSignIn *self = g_object_new (CULM_TYPE_SIGN_IN, NULL);

  self->secrets = g_object_ref (secrets);
  return self;
}

void
culm_sign_in_set_account (CulmSignIn *self, CulmAccount *account)
{
  g_set_object (&self->account, account);
}

CulmSignInStep
culm_sign_in_get_step (CulmSignIn *self)
{
  return self->step;
}

gboolean
culm_sign_in_get_busy (CulmSignIn *self)
{
  return self->busy;
}

gboolean
culm_sign_in_set_region (CulmSignIn *self, const char *region, const char *broker, GError **error)
{
  g_autofree char *host = NULL;
  CulmRegion *parsed;
  guint16 port;

  if (self->step != CULM_SIGN_IN_PASSWORD || self->busy) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_BUSY, "The sign-in has begun at another server");
    return FALSE;
  }
  if (broker != NULL && *broker != '\0' && (host = culm_account_record_parse_broker (broker, &port, error)) == NULL)
    return FALSE;
  parsed = culm_region_new (region != NULL && *region != '\0' ? region : "global", error);
  if (parsed == NULL)
    return FALSE;
  culm_region_unref (self->region);
  self->region = parsed;
  g_free (self->broker);
  self->broker = host != NULL ? g_strdup (broker) : NULL;
  g_clear_object (&self->gate);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REGION]);
  return TRUE;
}

void
culm_sign_in_password_async (CulmSignIn *self, const char *account, const char *secret, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = begin_call (self, self->step == CULM_SIGN_IN_PASSWORD, cancellable, callback, user_data);

  if (task == NULL)
    return;
  keep_account_text (self, account);
  culm_cloud_sign_in_password_async (self->gate, self->account_text, secret, cancellable, step_cb, g_object_ref (task));
}

void
culm_sign_in_request_code_async (CulmSignIn *self, const char *account, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  gboolean fits = self->step == CULM_SIGN_IN_PASSWORD || self->step == CULM_SIGN_IN_CODE;
  g_autoptr (GTask) task = begin_call (self, fits, cancellable, callback, user_data);

  if (task == NULL)
    return;
  if (account != NULL)
    keep_account_text (self, account);
  culm_cloud_sign_in_request_code_async (self->gate, self->account_text, cancellable, code_requested_cb,
                                         g_object_ref (task));
}

void
culm_sign_in_code_async (CulmSignIn *self, const char *code, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  gboolean fits = self->step == CULM_SIGN_IN_CODE || self->step == CULM_SIGN_IN_AUTHENTICATOR;
  g_autoptr (GTask) task = begin_call (self, fits, cancellable, callback, user_data);

  if (task == NULL)
    return;
  if (self->step == CULM_SIGN_IN_CODE)
    culm_cloud_sign_in_code_async (self->gate, self->account_text, code, cancellable, step_cb, g_object_ref (task));
  else
    culm_cloud_sign_in_tfa_async (self->gate, code, cancellable, step_cb, g_object_ref (task));
}

void
culm_sign_in_token_async (CulmSignIn *self, const char *token, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = begin_call (self, self->step == CULM_SIGN_IN_PASSWORD, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_clear_pointer (&self->account_text, g_free);
  culm_cloud_sign_in_token_async (self->gate, token, cancellable, step_cb, g_object_ref (task));
}

gboolean
culm_sign_in_finish (CulmSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

CulmAccount *
culm_sign_in_get_account (CulmSignIn *self)
{
  return self->step == CULM_SIGN_IN_DONE ? self->account : NULL;
}
