/* culm-sim-envelope.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"

/* The shapes that answers have (rest.md §3, §4): one set of facts, two contracts. */

typedef enum {
  CULM_SIM_PROBLEM_TOKEN_INVALID,
  CULM_SIM_PROBLEM_TOKEN_EXPIRED,
  CULM_SIM_PROBLEM_BAD_REQUEST,
  CULM_SIM_PROBLEM_WRONG_PASSWORD,
  CULM_SIM_PROBLEM_WRONG_CODE,
  CULM_SIM_PROBLEM_OLD_CODE,
  CULM_SIM_PROBLEM_NO_DEVICE,
  CULM_SIM_PROBLEM_NO_TASK,
  CULM_SIM_PROBLEM_UPLOAD_FAILED,
  CULM_SIM_PROBLEM_NO_PATH,
  CULM_SIM_PROBLEM_NO_METHOD,
} CulmSimProblem;

/* payload: (transfer full). The service's device part answers in an envelope with the payload beside it, its
 * account part with the payload alone; the seed wraps both in "data". */
void culm_sim_envelope_answer_device (CulmSimExchange *exchange, JsonObject *payload);
void culm_sim_envelope_answer_bare   (CulmSimExchange *exchange, JsonObject *payload);
/* 200 with no body at all in the service, an empty "data" in the seed. */
void culm_sim_envelope_answer_done   (CulmSimExchange *exchange);
/* A page of `items` (transfer full) by the request's limit and offset, or page (rest.md §5). */
void culm_sim_envelope_answer_page   (CulmSimExchange *exchange, JsonArray *items);

void culm_sim_envelope_answer_problem (CulmSimExchange *exchange, CulmSimProblem problem);
