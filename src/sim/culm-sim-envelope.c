/* culm-sim-envelope.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-envelope.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 100

/* The service has numbers of its own only for some; the seed repeats the status for what it has no number. */
static const struct {
  guint status;
  int code;
  const char *error;
  const char *message;
  guint seed_status;
  int seed_code;
  const char *seed_message;
  const char *seed_error;
} problems[] = {
  [CULM_SIM_PROBLEM_TOKEN_INVALID] = { 401, 4, "Please login.", "", 401, 1001, "Invalid token", "TOKEN_INVALID" },
  [CULM_SIM_PROBLEM_TOKEN_EXPIRED] = { 401, 4, "Please login.", "", 401, 1002, "Token expired", "TOKEN_EXPIRED" },
  [CULM_SIM_PROBLEM_BAD_REQUEST] = { 400, 400, "A field is missing or wrong.", "", 400, 400, "Bad request",
                                     "BAD_REQUEST" },
  [CULM_SIM_PROBLEM_WRONG_PASSWORD] = { 400, 400, "Account or password is wrong.", "", 400, 400,
                                        "Account or password is wrong", "BAD_CREDENTIALS" },
  [CULM_SIM_PROBLEM_WRONG_CODE] = { 400, 2, "The code is wrong.", "", 400, 2, "The code is wrong", "CODE_WRONG" },
  [CULM_SIM_PROBLEM_OLD_CODE] = { 400, 1, "The code has expired.", "", 400, 1, "The code has expired", "CODE_EXPIRED" },
  [CULM_SIM_PROBLEM_NO_DEVICE] = { 403, 8, "Resource forbidden", "permission denied", 404, 1003, "Device not found",
                                   "DEVICE_NOT_FOUND" },
  [CULM_SIM_PROBLEM_NO_TASK] = { 403, 8, "Resource forbidden", "permission denied", 404, 404, "Task not found",
                                 "NOT_FOUND" },
  [CULM_SIM_PROBLEM_UPLOAD_FAILED] = { 400, 400, "The file did not arrive whole.", "", 400, 1006, "File upload failed",
                                       "UPLOAD_FAILED" },
  [CULM_SIM_PROBLEM_NO_PATH] = { 404, 404, "404 page not found", "", 404, 404, "Not found", "NOT_FOUND" },
  [CULM_SIM_PROBLEM_NO_METHOD] = { 405, 405, "Method not allowed", "", 405, 405, "Method not allowed",
                                   "METHOD_NOT_ALLOWED" },
};

static JsonObject *
make_seed_success (void)
{
  JsonObject *out = json_object_new ();

  json_object_set_int_member (out, "code", 0);
  json_object_set_string_member (out, "message", "Success");
  return out;
}

static void
answer_seed (CulmSimExchange *exchange, JsonObject *payload)
{
  JsonObject *out = make_seed_success ();

  json_object_set_object_member (out, "data", payload);
  culm_sim_exchange_answer_object (exchange, 200, out);
}

static JsonArray *
cut_page (JsonArray *items, gint64 offset, gint64 limit)
{
  JsonArray *out = json_array_new ();

  for (gint64 i = offset; i < json_array_get_length (items) && i - offset < limit; i++)
    json_array_add_element (out, json_array_dup_element (items, (guint) i));
  return out;
}

void
culm_sim_envelope_answer_device (CulmSimExchange *exchange, JsonObject *payload)
{
  if (exchange->seed_contract) {
    answer_seed (exchange, payload);
    return;
  }
  json_object_set_string_member (payload, "message", "success");
  json_object_set_null_member (payload, "code");
  json_object_set_null_member (payload, "error");
  culm_sim_exchange_answer_object (exchange, 200, payload);
}

void
culm_sim_envelope_answer_bare (CulmSimExchange *exchange, JsonObject *payload)
{
  if (exchange->seed_contract)
    answer_seed (exchange, payload);
  else
    culm_sim_exchange_answer_object (exchange, 200, payload);
}

void
culm_sim_envelope_answer_done (CulmSimExchange *exchange)
{
  if (exchange->seed_contract)
    answer_seed (exchange, json_object_new ());
  else
    soup_server_message_set_status (exchange->message, 200, NULL);
}

void
culm_sim_envelope_answer_page (CulmSimExchange *exchange, JsonArray *items)
{
  gint64 total = json_array_get_length (items);
  gint64 limit = CLAMP (culm_sim_exchange_get_count (exchange, "limit", DEFAULT_LIMIT), 1, MAX_LIMIT);
  gint64 page = CLAMP (culm_sim_exchange_get_count (exchange, "page", 1), 1, G_MAXINT);
  gint64 offset = MIN (culm_sim_exchange_get_count (exchange, "offset", 0), total);
  JsonObject *out = exchange->seed_contract ? make_seed_success () : json_object_new ();

  if (!exchange->seed_contract) {
    json_object_set_int_member (out, "total", total);
    json_object_set_array_member (out, "hits", cut_page (items, offset, limit));
  } else {
    JsonObject *pagination = json_object_new ();

    offset = MIN (MAX (offset, (page - 1) * limit), total);
    json_object_set_int_member (pagination, "page", offset / limit + 1);
    json_object_set_int_member (pagination, "limit", limit);
    json_object_set_int_member (pagination, "total", total);
    json_object_set_boolean_member (pagination, "has_more", offset + limit < total);
    json_object_set_array_member (out, "data", cut_page (items, offset, limit));
    json_object_set_object_member (out, "pagination", pagination);
  }
  json_array_unref (items);
  culm_sim_exchange_answer_object (exchange, 200, out);
}

void
culm_sim_envelope_answer_problem (CulmSimExchange *exchange, CulmSimProblem problem)
{
  JsonObject *out;

  if (problem == CULM_SIM_PROBLEM_NO_PATH && !exchange->seed_contract) {
    culm_sim_exchange_answer_text (exchange, 404, "text/plain", "404 page not found");
    return;
  }
  out = json_object_new ();
  if (exchange->seed_contract) {
    json_object_set_int_member (out, "code", problems[problem].seed_code);
    json_object_set_string_member (out, "message", problems[problem].seed_message);
    json_object_set_string_member (out, "error", problems[problem].seed_error);
    culm_sim_exchange_answer_object (exchange, problems[problem].seed_status, out);
  } else {
    json_object_set_int_member (out, "code", problems[problem].code);
    json_object_set_string_member (out, "error", problems[problem].error);
    json_object_set_string_member (out, "message", problems[problem].message);
    culm_sim_exchange_answer_object (exchange, problems[problem].status, out);
  }
}
