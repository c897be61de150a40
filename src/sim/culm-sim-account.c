/* culm-sim-account.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-account.h"
#include "culm-sim-derive.h"

#define TOKEN_LENGTH 124 /* opaque tokens of the service have 100 to 150 characters, rest.md §7.6 */

struct _CulmSimAccount {
  GObject parent_instance;
  guint64 seed;
  CulmSimAuth auth;
  guint64 uid;
  char *phone, *password, *code, *totp, *ticket, *tfa_key;
  GPtrArray *tokens; /* every one that there was; the last is the living one */
  guint sign_ins;
  gboolean code_old;
  gboolean settled;
};

enum { TOKEN_CHANGED, SETTLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSimAccount, culm_sim_account, G_TYPE_OBJECT)

static void
add_token (CulmSimAccount *self)
{
  g_autofree char *label = g_strdup_printf ("token %u", self->tokens->len);
  g_autofree char *text = culm_sim_derive_text (self->seed, label, TOKEN_LENGTH - 3);

  g_ptr_array_add (self->tokens, g_strconcat ("AQA", text, NULL));
}

static void
culm_sim_account_finalize (GObject *object)
{
  CulmSimAccount *self = CULM_SIM_ACCOUNT (object);

  g_free (self->phone);
  g_free (self->password);
  g_free (self->code);
  g_free (self->totp);
  g_free (self->ticket);
  g_free (self->tfa_key);
  g_ptr_array_unref (self->tokens);
  G_OBJECT_CLASS (culm_sim_account_parent_class)->finalize (object);
}

static void
culm_sim_account_class_init (CulmSimAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_sim_account_finalize;
  signals[TOKEN_CHANGED] =
      g_signal_new ("token-changed", CULM_SIM_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTLED] =
      g_signal_new ("settled", CULM_SIM_TYPE_ACCOUNT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_sim_account_init (CulmSimAccount *self)
{
  self->tokens = g_ptr_array_new_with_free_func (g_free);
  self->settled = TRUE;
}

CulmSimAccount *
culm_sim_account_new (guint64 seed, CulmSimAuth auth)
{
  CulmSimAccount *self = g_object_new (CULM_SIM_TYPE_ACCOUNT, NULL);
  g_autofree char *uid = culm_sim_derive_digits (seed, "uid", 10);
  g_autofree char *number = culm_sim_derive_digits (seed, "phone", 8);

  self->seed = seed;
  self->auth = auth;
  self->uid = g_ascii_strtoull (uid, NULL, 10);
  self->phone = g_strconcat ("139", number, NULL);
  self->password = culm_sim_derive_text (seed, "password", 12);
  self->code = culm_sim_derive_digits (seed, "code", 6);
  self->totp = culm_sim_derive_digits (seed, "totp", 6);
  self->ticket = culm_sim_derive_text (seed, "ticket", 6);
  self->tfa_key = culm_sim_derive_text (seed, "tfa key", 32);
  add_token (self);
  return self;
}

CulmSimAuth
culm_sim_account_get_auth (CulmSimAccount *self)
{
  return self->auth;
}

const char *
culm_sim_account_get_email (CulmSimAccount *self G_GNUC_UNUSED)
{
  return "demo@culm.example";
}

const char *
culm_sim_account_get_name (CulmSimAccount *self G_GNUC_UNUSED)
{
  return "Demo";
}

guint64
culm_sim_account_get_uid (CulmSimAccount *self)
{
  return self->uid;
}

const char *
culm_sim_account_get_ticket (CulmSimAccount *self)
{
  return self->ticket;
}

const char *
culm_sim_account_get_tfa_key (CulmSimAccount *self)
{
  return self->tfa_key;
}

const char *
culm_sim_account_get_token (CulmSimAccount *self)
{
  return g_ptr_array_index (self->tokens, self->tokens->len - 1);
}

gboolean
culm_sim_account_is_named (CulmSimAccount *self, const char *account)
{
  return account != NULL &&
         (g_ascii_strcasecmp (account, culm_sim_account_get_email (self)) == 0 || g_str_equal (account, self->phone));
}

gboolean
culm_sim_account_check_password (CulmSimAccount *self, const char *password)
{
  return g_strcmp0 (password, self->password) == 0;
}

gboolean
culm_sim_account_check_code (CulmSimAccount *self, const char *code)
{
  return g_strcmp0 (code, self->code) == 0;
}

gboolean
culm_sim_account_check_totp (CulmSimAccount *self, const char *totp)
{
  return g_strcmp0 (totp, self->totp) == 0;
}

void
culm_sim_account_expire_code (CulmSimAccount *self)
{
  self->code_old = TRUE;
}

gboolean
culm_sim_account_is_code_old (CulmSimAccount *self)
{
  return self->code_old;
}

void
culm_sim_account_send_code (CulmSimAccount *self)
{
  self->code_old = FALSE;
}

const char *
culm_sim_account_sign_in (CulmSimAccount *self)
{
  self->sign_ins++;
  return culm_sim_account_get_token (self);
}

void
culm_sim_account_sign_out (CulmSimAccount *self)
{
  if (self->sign_ins <= 1)
    culm_sim_account_expire (self);
  else
    self->sign_ins--;
}

void
culm_sim_account_expire (CulmSimAccount *self)
{
  self->sign_ins = 0;
  add_token (self);
  g_signal_emit (self, signals[TOKEN_CHANGED], 0);
}

CulmSimTokenState
culm_sim_account_judge_token (CulmSimAccount *self, const char *token)
{
  guint place;

  if (token == NULL || !g_ptr_array_find_with_equal_func (self->tokens, token, g_str_equal, &place))
    return CULM_SIM_TOKEN_UNKNOWN;
  return place == self->tokens->len - 1 ? CULM_SIM_TOKEN_LIVING : CULM_SIM_TOKEN_EXPIRED;
}

void
culm_sim_account_set_settled (CulmSimAccount *self, gboolean settled)
{
  if (self->settled == settled)
    return;
  self->settled = settled;
  if (settled)
    g_signal_emit (self, signals[SETTLED], 0);
}

gboolean
culm_sim_account_is_settled (CulmSimAccount *self)
{
  return self->settled;
}

JsonObject *
culm_sim_account_dup_ready (CulmSimAccount *self)
{
  JsonObject *out = json_object_new ();

  json_object_set_string_member (out, "account", culm_sim_account_get_email (self));
  json_object_set_string_member (out, "password", self->password);
  json_object_set_string_member (out, "code", self->code);
  json_object_set_string_member (out, "totp", self->totp);
  json_object_set_string_member (out, "phone", self->phone);
  json_object_set_string_member (out, "ticket", self->ticket);
  return out;
}
