/* sim-client.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-sim.h"
#include <libsoup/soup.h>

/* A plain HTTPS client for the simulator's own tests: it shares nothing with the product's. */

/* What came back. */
typedef struct {
  guint status; /* 0 when the connection broke */
  char *text;
  JsonNode *json; /* (nullable) */
  SoupMessage *message;
} SimAnswer;

void sim_answer_clear (SimAnswer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimAnswer, sim_answer_clear)

/* url: whole, or a path of the simulator's cloud. token: (nullable): the bearer. type: (nullable): of the body.
 * body: (nullable). lines: (nullable): further headers, "Name: value" a line */
SimAnswer sim_request (CulmTestSim *sim, const char *method, const char *url, const char *token, const char *type,
                       const char *body, const char *lines);

/* Signs in with the e-mail code. Returns: (transfer full): the token */
char *sim_sign_in (CulmTestSim *sim);

/* A member by its path ("data.devices.0.name"). Returns: (transfer none) (nullable) */
JsonNode   *sim_get      (JsonNode *json, const char *path);
const char *sim_get_text (JsonNode *json, const char *path);
gint64      sim_get_int  (JsonNode *json, const char *path);
guint       sim_get_size (JsonNode *json, const char *path); /* of an array */
