/* culm-sim-rest-account.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-rest-account.h"
#include "culm-sim-envelope.h"
#include "culm-sim-world.h"

#define LIFETIME 7776000         /* s, 90 days: password and code, rest.md §7.1 */
#define TICKET_LIFETIME 31536000 /* s, one year */
#define CSRF_COOKIE "bbl_csrf_token"

static void
answer_token (CulmSimExchange *exchange, const char *token, const char *method, gint64 lifetime)
{
  JsonObject *out = json_object_new ();

  json_object_set_string_member (out, "accessToken", token);
  json_object_set_string_member (out, "refreshToken", token);
  json_object_set_int_member (out, "expiresIn", lifetime);
  json_object_set_int_member (out, "refreshExpiresIn", lifetime);
  json_object_set_string_member (out, "tfaKey", "");
  json_object_set_string_member (out, "accessMethod", method);
  json_object_set_string_member (out, "loginType", "");
  json_object_set_boolean_member (out, "firstAppLogin", FALSE);
  culm_sim_envelope_answer_bare (exchange, out);
}

static void
answer_next_step (CulmSimExchange *exchange, const char *login_type, const char *tfa_key)
{
  JsonObject *out = json_object_new ();

  json_object_set_string_member (out, "accessToken", "");
  json_object_set_string_member (out, "refreshToken", "");
  json_object_set_int_member (out, "expiresIn", 0);
  json_object_set_int_member (out, "refreshExpiresIn", 0);
  json_object_set_string_member (out, "tfaKey", tfa_key);
  json_object_set_string_member (out, "accessMethod", "");
  json_object_set_string_member (out, "loginType", login_type);
  json_object_set_boolean_member (out, "firstAppLogin", FALSE);
  culm_sim_envelope_answer_bare (exchange, out);
}

/* The account is proven by password or code; an authenticator may be wanted on top. */
static void
finish_login (CulmSimAccount *account, CulmSimExchange *exchange, const char *method)
{
  if (culm_sim_account_get_auth (account) == CULM_SIM_AUTH_TFA)
    answer_next_step (exchange, "tfa", culm_sim_account_get_tfa_key (account));
  else
    answer_token (exchange, culm_sim_account_sign_in (account), method, LIFETIME);
}

void
culm_sim_rest_account_login (gpointer world, CulmSimExchange *exchange)
{
  CulmSimAccount *account = ((CulmSimWorld *) world)->account;
  const char *name = culm_sim_exchange_get_text (exchange, "account");
  const char *code = culm_sim_exchange_get_text (exchange, "code");
  const char *password = culm_sim_exchange_get_text (exchange, "password");

  if (name == NULL || (code == NULL && password == NULL))
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
  else if (code != NULL && culm_sim_account_is_code_old (account))
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_OLD_CODE);
  else if (code != NULL && (!culm_sim_account_is_named (account, name) || !culm_sim_account_check_code (account, code)))
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_WRONG_CODE);
  else if (code != NULL)
    finish_login (account, exchange, "code");
  else if (!culm_sim_account_is_named (account, name) || !culm_sim_account_check_password (account, password))
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_WRONG_PASSWORD);
  else if (culm_sim_account_get_auth (account) == CULM_SIM_AUTH_CODE)
    answer_next_step (exchange, "verifyCode", "");
  else
    finish_login (account, exchange, "password");
}

static void
send_code (CulmSimWorld *world, CulmSimExchange *exchange, const char *recipient)
{
  if (recipient == NULL || g_strcmp0 (culm_sim_exchange_get_text (exchange, "type"), "codeLogin") != 0) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
    return;
  }
  if (culm_sim_account_is_named (world->account, recipient))
    culm_sim_account_send_code (world->account);
  culm_sim_envelope_answer_done (exchange);
}

void
culm_sim_rest_account_send_email (gpointer world, CulmSimExchange *exchange)
{
  send_code (world, exchange, culm_sim_exchange_get_text (exchange, "email"));
}

void
culm_sim_rest_account_send_sms (gpointer world, CulmSimExchange *exchange)
{
  send_code (world, exchange, culm_sim_exchange_get_text (exchange, "phone"));
}

void
culm_sim_rest_account_ticket (gpointer world, CulmSimExchange *exchange)
{
  CulmSimAccount *account = ((CulmSimWorld *) world)->account;

  if (g_strcmp0 (culm_sim_exchange_get_text (exchange, "ticket"), exchange->part) != 0)
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
  else if (!g_str_equal (exchange->part, culm_sim_account_get_ticket (account)))
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_OLD_CODE);
  else
    answer_token (exchange, culm_sim_account_sign_in (account), "ticket", TICKET_LIFETIME);
}

void
culm_sim_rest_account_csrf (gpointer world G_GNUC_UNUSED, CulmSimExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  g_autofree char *value = g_uuid_string_random ();
  g_autofree char *cookie = g_strdup_printf (CSRF_COOKIE "=%s; Path=/; Secure; SameSite=Lax", value);

  soup_message_headers_append (headers, "Set-Cookie", cookie);
  culm_sim_exchange_answer_object (exchange, 200, json_object_new ());
}

/* Returns: what is wrong with the double-submit pair, NULL when nothing is */
static const char *
judge_csrf (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *header = soup_message_headers_get_one (headers, "x-bbl-csrf-token");
  const char *text = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  const char *cookie = NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    if (g_str_has_prefix (g_strstrip (parts[i]), CSRF_COOKIE "="))
      cookie = parts[i] + strlen (CSRF_COOKIE "=");
  }
  if (cookie == NULL)
    return "missing_cookie";
  if (header == NULL)
    return "missing_header";
  return g_str_equal (cookie, header) ? NULL : "mismatch";
}

void
culm_sim_rest_account_tfa (gpointer world, CulmSimExchange *exchange)
{
  CulmSimAccount *account = ((CulmSimWorld *) world)->account;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  const char *wrong = judge_csrf (exchange->message);
  const char *key = culm_sim_exchange_get_text (exchange, "tfaKey");

  if (wrong != NULL) {
    g_autofree char *text = g_strdup_printf ("{\"error\":\"CSRF error: %s\"}", wrong);

    culm_sim_exchange_answer_text (exchange, 403, "application/json", text);
  } else if (g_strcmp0 (key, culm_sim_account_get_tfa_key (account)) != 0) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_BAD_REQUEST);
  } else if (!culm_sim_account_check_totp (account, culm_sim_exchange_get_text (exchange, "tfaCode"))) {
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_WRONG_CODE);
  } else {
    g_autofree char *cookie = g_strdup_printf ("token=%s; Path=/; Max-Age=%d; Secure; HttpOnly",
                                               culm_sim_account_sign_in (account), LIFETIME);

    soup_message_headers_append (headers, "Set-Cookie", cookie);
    culm_sim_envelope_answer_bare (exchange, json_object_new ());
  }
}

void
culm_sim_rest_account_refresh (gpointer world, CulmSimExchange *exchange)
{
  CulmSimAccount *account = ((CulmSimWorld *) world)->account;
  const char *token = culm_sim_exchange_get_text (exchange, "refreshToken");

  if (culm_sim_account_judge_token (account, token) != CULM_SIM_TOKEN_LIVING)
    culm_sim_envelope_answer_problem (exchange, CULM_SIM_PROBLEM_TOKEN_EXPIRED);
  else
    answer_token (exchange, culm_sim_account_get_token (account), "refresh", LIFETIME);
}

void
culm_sim_rest_account_logout (gpointer world, CulmSimExchange *exchange)
{
  culm_sim_account_sign_out (((CulmSimWorld *) world)->account);
  culm_sim_envelope_answer_done (exchange);
  culm_sim_world_hold (world, exchange->message);
}

static JsonObject *
make_person (CulmSimAccount *account)
{
  JsonObject *out = json_object_new ();

  json_object_set_int_member (out, "uid", (gint64) culm_sim_account_get_uid (account));
  json_object_set_string_member (out, "name", culm_sim_account_get_name (account));
  json_object_set_string_member (out, "avatar", "");
  return out;
}

void
culm_sim_rest_account_profile (gpointer world, CulmSimExchange *exchange)
{
  CulmSimAccount *account = ((CulmSimWorld *) world)->account;
  g_autofree char *uid = g_strdup_printf ("%" G_GUINT64_FORMAT, culm_sim_account_get_uid (account));
  JsonObject *out = make_person (account);
  JsonObject *setting = json_object_new ();

  json_object_set_string_member (out, "uidStr", uid);
  json_object_set_string_member (out, "account", culm_sim_account_get_email (account));
  json_object_set_int_member (out, "fanCount", 0);
  json_object_set_int_member (out, "followCount", 0);
  json_object_set_array_member (out, "productModels", json_array_new ());
  json_object_set_boolean_member (setting, "isFirmwareBetaOpen", FALSE);
  json_object_set_object_member (out, "setting", setting);
  culm_sim_envelope_answer_bare (exchange, out);
}

void
culm_sim_rest_account_preference (gpointer world, CulmSimExchange *exchange)
{
  JsonObject *out = make_person (((CulmSimWorld *) world)->account);

  json_object_set_string_member (out, "handle", "demo");
  json_object_set_string_member (out, "bio", "");
  json_object_set_array_member (out, "links", json_array_new ());
  json_object_set_string_member (out, "backgroundUrl", "");
  culm_sim_envelope_answer_bare (exchange, out);
}
