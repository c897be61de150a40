/* culm-ctl-account.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include <glib/gi18n-lib.h>

static void
free_secret (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

typedef char CulmSecretText;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSecretText, free_secret)

static void
print_accounts (CulmCtl *self)
{
  GListModel *accounts = culm_engine_get_accounts (self->engine);
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, i);
    g_autofree char *line = culm_ctl_describe_account (account);

    if (self->json)
      json_array_add_element (array, culm_ctl_account_to_json (account));
    else
      culm_ctl_print ("%s", line);
  }
  if (self->json)
    culm_ctl_print_json (json_node_init_array (json_node_alloc (), array));
}

static gboolean
finish_step (CulmCtl *self, CulmSignIn *sign_in, GAsyncResult **slot, GError **error)
{
  g_autoptr (GAsyncResult) result = culm_ctl_wait (self, slot, error);

  return result != NULL && culm_sign_in_finish (sign_in, result, error);
}

static gboolean
give_password (CulmCtl *self, CulmSignIn *sign_in, const char *account, GError **error)
{
  g_autoptr (CulmSecretText) password =
      culm_ctl_ask (_ ("Password (leave it empty to be sent a code):"), TRUE, self->interrupt, error);
  GAsyncResult *slot = NULL;

  if (password == NULL)
    return FALSE;
  if (*password == '\0')
    culm_sign_in_request_code_async (sign_in, account, self->interrupt, culm_ctl_ready_cb, &slot);
  else
    culm_sign_in_password_async (sign_in, account, password, self->interrupt, culm_ctl_ready_cb, &slot);
  return finish_step (self, sign_in, &slot, error);
}

static gboolean
give_code (CulmCtl *self, CulmSignIn *sign_in, GError **error)
{
  gboolean authenticator = culm_sign_in_get_step (sign_in) == CULM_SIGN_IN_AUTHENTICATOR;
  g_autoptr (CulmSecretText) code =
      culm_ctl_ask (authenticator ? _ ("Code of your authenticator app:") : _ ("Code that was sent to you:"), TRUE,
                    self->interrupt, error);
  GAsyncResult *slot = NULL;

  if (code == NULL)
    return FALSE;
  culm_sign_in_code_async (sign_in, code, self->interrupt, culm_ctl_ready_cb, &slot);
  return finish_step (self, sign_in, &slot, error);
}

static gboolean
give_token (CulmCtl *self, CulmSignIn *sign_in, GError **error)
{
  g_autoptr (CulmSecretText) token = culm_ctl_ask (_ ("Access token:"), TRUE, self->interrupt, error);
  GAsyncResult *slot = NULL;

  if (token == NULL)
    return FALSE;
  culm_sign_in_token_async (sign_in, token, self->interrupt, culm_ctl_ready_cb, &slot);
  return finish_step (self, sign_in, &slot, error);
}

/* What stands between a typing error and a password that goes to another server. */
static gboolean
check_place (const char *region, const char *broker, GError **error)
{
  GError *invalid;

  if (*region != '\0' && (broker == NULL || *broker != '\0'))
    return TRUE;
  invalid = culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("%s needs a value."),
                            *region == '\0' ? "--region" : "--broker");
  culm_error_set_err (invalid, "ERR_INVALID_URL");
  g_propagate_error (error, invalid);
  return FALSE;
}

/* In place of what was worded for the log. */
static void
word_place_error (GError **error)
{
  if (g_strcmp0 (culm_error_get_err (*error), "ERR_INVALID_URL") != 0)
    return;
  g_free ((*error)->message);
  (*error)->message = g_strdup (_ ("There is no such place. A region is global, china, dev, qa, pre, pre-us or "
                                   "https://HOST[:PORT][/PATH]; a broker is HOST:PORT."));
}

static int
run_sign_in (CulmCtl *self, int argc, char *argv[], GError **error)
{
  const char *region = "global", *broker = NULL;
  gboolean with_token = culm_ctl_take_flag (&argc, argv, "--token");
  g_autoptr (CulmSignIn) sign_in = NULL;

  if (!culm_ctl_take_option (&argc, argv, "--region", &region, error) ||
      !culm_ctl_take_option (&argc, argv, "--broker", &broker, error) ||
      !culm_ctl_check_words (&argc, argv, with_token ? 0 : 1, 1, error) || !check_place (region, broker, error))
    return -1;
  if (!with_token && *argv[1] == '\0') {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("ACCOUNT is an e-mail address or a phone number."));
    return -1;
  }
  if (!culm_ctl_start (self, error))
    return -1;
  sign_in = culm_engine_begin_sign_in (self->engine);
  if (!culm_sign_in_set_region (sign_in, region, broker, error)) {
    word_place_error (error);
    return -1;
  }
  if (!(with_token ? give_token (self, sign_in, error) : give_password (self, sign_in, argv[1], error)))
    return -1;
  while (culm_sign_in_get_step (sign_in) != CULM_SIGN_IN_DONE) {
    if (!give_code (self, sign_in, error))
      return -1;
  }
  print_accounts (self);
  return CULM_EXIT_DONE;
}

/* The one account that a person means; NULL words: the only one. Returns: (transfer full), or NULL with an error. */
static CulmAccount *
find_account (CulmCtl *self, const char *words, GError **error)
{
  GListModel *accounts = culm_engine_get_accounts (self->engine);
  g_autoptr (GListStore) fitting = g_list_store_new (CULM_TYPE_ACCOUNT);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, i);

    if (words == NULL || culm_account_answers_to (account, words))
      g_list_store_append (fitting, account);
  }
  if (words == NULL && g_list_model_get_n_items (accounts) > 1) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("Several accounts are signed in. Name one."));
    return NULL;
  }
  return culm_ctl_check_accounts (G_LIST_MODEL (fitting), words, error)
             ? g_list_model_get_item (G_LIST_MODEL (fitting), 0)
             : NULL;
}

static int
run_sign_out (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulmAccount) account = NULL;
  GAsyncResult *slot = NULL;

  if (!culm_ctl_check_words (&argc, argv, 0, 1, error) || !culm_ctl_start (self, error))
    return -1;
  account = find_account (self, argv[1] != NULL ? argv[1] : self->account, error);
  if (account == NULL)
    return -1;
  culm_engine_sign_out_async (self->engine, account, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL || !culm_engine_sign_out_finish (self->engine, result, error))
    return -1;
  if (self->json)
    print_accounts (self); /* those that stay */
  return CULM_EXIT_DONE;
}

static int
run_whoami (CulmCtl *self, int argc, char *argv[], GError **error)
{
  if (!culm_ctl_check_words (&argc, argv, 0, 0, error) || !culm_ctl_start (self, error) ||
      !culm_ctl_check_accounts (culm_engine_get_accounts (self->engine), self->account, error))
    return -1;
  print_accounts (self);
  return CULM_EXIT_DONE;
}

const CulmCtlCommand culm_ctl_account_commands[] = {
  { "sign-in", "ACCOUNT [--region global|china|dev|qa|pre|pre-us|URL] [--broker HOST:PORT] [--token]",
    N_ ("Sign in to an account"),
    N_ ("Asks for the password; an empty line means “send me a code”. Then asks for the code, if one is wanted.\n"
        "From a pipe it reads one line each. --token reads an access token in place of all that, and needs no "
        "ACCOUNT.\n"
        "A free URL is a server of your own; --broker says where its MQTT broker is."),
    run_sign_in },
  { "sign-out", "[ACCOUNT]", N_ ("Sign out and forget the account’s secrets"), NULL, run_sign_out },
  { "whoami", "", N_ ("Show who is signed in"), NULL, run_whoami },
  { NULL, NULL, NULL, NULL, NULL },
};
