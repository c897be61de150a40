/* culm-account.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-account.h"
#include "culm-set.h"

struct _CulmAccount {
  GObject parent_instance;
  char *account, *region, *uid, *name;
  gint64 expires, resumes;
  CulmLimit limit;
  int state;
  GError *error;
};

typedef enum {
  PROP_ACCOUNT = 1,
  PROP_REGION,
  PROP_UID,
  PROP_NAME,
  PROP_EXPIRES,
  PROP_STATE,
  PROP_ERROR,
  PROP_RESUMES,
} CulmAccountProp;
static GParamSpec *props[PROP_RESUMES + 1];

G_DEFINE_FINAL_TYPE (CulmAccount, culm_account, G_TYPE_OBJECT)

static void
culm_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmAccount *self = CULM_ACCOUNT (object);

  switch ((CulmAccountProp) id) {
  case PROP_ACCOUNT: g_value_set_string (value, self->account); break;
  case PROP_REGION: g_value_set_string (value, self->region); break;
  case PROP_UID: g_value_set_string (value, self->uid); break;
  case PROP_NAME: g_value_set_string (value, self->name); break;
  case PROP_EXPIRES: g_value_set_int64 (value, self->expires); break;
  case PROP_STATE: g_value_set_int (value, self->state); break;
  case PROP_ERROR: g_value_set_boxed (value, self->error); break;
  case PROP_RESUMES: g_value_set_int64 (value, self->resumes); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_account_finalize (GObject *object)
{
  CulmAccount *self = CULM_ACCOUNT (object);

  g_free (self->account);
  g_free (self->region);
  g_free (self->uid);
  g_free (self->name);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (culm_account_parent_class)->finalize (object);
}

static void
culm_account_class_init (CulmAccountClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_account_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_account_finalize;
  props[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  props[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, NULL, flags);
  props[PROP_UID] = g_param_spec_string ("uid", NULL, NULL, NULL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_EXPIRES] = g_param_spec_int64 ("expires", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_RESUMES] = g_param_spec_int64 ("resumes", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_account_init (CulmAccount *self G_GNUC_UNUSED)
{
}

CulmAccount *
culm_account_new (const char *account, const char *region, const char *uid, const char *name, gint64 expires)
{
  CulmAccount *self = g_object_new (CULM_TYPE_ACCOUNT, NULL);

  self->account = g_strdup (account);
  self->region = g_strdup (region);
  self->uid = g_strdup (uid);
  self->name = g_strdup (name);
  self->expires = expires;
  return self;
}

const char *
culm_account_get_account (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), NULL);
  return self->account;
}

const char *
culm_account_get_region (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), NULL);
  return self->region;
}

const char *
culm_account_get_uid (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), NULL);
  return self->uid;
}

const char *
culm_account_get_name (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), NULL);
  return self->name;
}

gint64
culm_account_get_expires (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), 0);
  return self->expires;
}

CulmAccountState
culm_account_get_state (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), CULM_ACCOUNT_OFFLINE);
  return (CulmAccountState) self->state;
}

const GError *
culm_account_get_error (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), NULL);
  return self->error;
}

gint64
culm_account_get_resumes (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), 0);
  return self->resumes;
}

CulmLimit
culm_account_get_limit (CulmAccount *self)
{
  g_return_val_if_fail (CULM_IS_ACCOUNT (self), CULM_LIMIT_REQUESTS);
  return self->limit;
}

gboolean
culm_account_answers_to (CulmAccount *self, const char *words)
{
  g_autofree char *full = g_strdup_printf ("%s@%s", self->uid, self->region);

  return g_ascii_strcasecmp (self->account, words) == 0 || g_strcmp0 (self->uid, words) == 0 ||
         g_str_equal (full, words);
}

void
culm_account_set_state (CulmAccount *self, CulmAccountState state, const GError *error)
{
  GObject *object = G_OBJECT (self);
  g_autoptr (GError) old = NULL;

  g_return_if_fail (CULM_IS_ACCOUNT (self));
  g_object_freeze_notify (object);
  if (culm_set_int (&self->state, (int) state))
    g_object_notify_by_pspec (object, props[PROP_STATE]);
  if (self->error != NULL || error != NULL) {
    old = g_steal_pointer (&self->error);
    self->error = error != NULL ? g_error_copy (error) : NULL;
    g_object_notify_by_pspec (object, props[PROP_ERROR]);
  }
  g_object_thaw_notify (object);
}

void
culm_account_set_expires (CulmAccount *self, gint64 expires)
{
  g_return_if_fail (CULM_IS_ACCOUNT (self));
  if (culm_set_int64 (&self->expires, expires))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPIRES]);
}

void
culm_account_set_resumes (CulmAccount *self, CulmLimit limit, gint64 unix_seconds)
{
  g_return_if_fail (CULM_IS_ACCOUNT (self));
  if (self->resumes == unix_seconds && self->limit == limit)
    return;
  self->limit = limit;
  self->resumes = unix_seconds;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESUMES]);
}
