/* sim-client.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-client.h"
#include "culm-test-await.h"
#include <string.h>

#define TIMEOUT 10 /* s */

static SoupSession *
make_session (CulmTestSim *sim)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) trust = g_tls_file_database_new (culm_test_sim_get_ca (sim), &error);

  g_assert_no_error (error);
  return soup_session_new_with_options ("tls-database", trust, "timeout", TIMEOUT, NULL);
}

/* "Name: value", one a line; NULL is none. */
static void
append_headers (SoupMessageHeaders *headers, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);

    soup_message_headers_append (headers, parts[0], parts[1]);
  }
}

void
sim_answer_clear (SimAnswer *self)
{
  g_free (self->text);
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_object (&self->message);
}

SimAnswer
sim_request (CulmTestSim *sim, const char *method, const char *url, const char *token, const char *type,
             const char *body, const char *lines)
{
  g_autofree char *whole = *url == '/' ? g_strconcat (culm_test_sim_get_rest (sim), url, NULL) : g_strdup (url);
  g_autoptr (SoupSession) session = make_session (sim);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;
  gsize size;
  SimAnswer answer = { .message = soup_message_new (method, whole) };

  if (body != NULL) {
    g_autoptr (GBytes) sent = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (answer.message, type, sent);
  }
  if (token != NULL) {
    g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

    soup_message_headers_append (soup_message_get_request_headers (answer.message), "Authorization", value);
  }
  append_headers (soup_message_get_request_headers (answer.message), lines);
  soup_session_send_and_read_async (session, answer.message, G_PRIORITY_DEFAULT, NULL, culm_test_keep_result, &pending);
  result = culm_test_await (&pending, TIMEOUT + 5);
  bytes = soup_session_send_and_read_finish (session, result, NULL);
  if (bytes != NULL) {
    const char *data = g_bytes_get_data (bytes, &size);

    answer.status = soup_message_get_status (answer.message);
    answer.text = g_strndup (size > 0 ? data : "", size);
    answer.json = *answer.text != '\0' ? json_from_string (answer.text, NULL) : NULL;
  }
  return answer;
}

char *
sim_sign_in (CulmTestSim *sim)
{
  g_autofree char *body = g_strdup_printf ("{\"account\":\"%s\",\"code\":\"%s\"}", culm_test_sim_get_account (sim),
                                           culm_test_sim_get_code (sim));
  g_auto (SimAnswer) answer =
      sim_request (sim, "POST", "/v1/user-service/user/login", NULL, "application/json", body, NULL);
  JsonNode *token = sim_get (answer.json, "accessToken");

  g_assert_cmpuint (answer.status, ==, 200);
  if (token == NULL)
    token = sim_get (answer.json, "data.accessToken");
  return g_strdup (json_node_get_string (token));
}

JsonNode *
sim_get (JsonNode *json, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);

  for (guint i = 0; json != NULL && parts[i] != NULL && *parts[i] != '\0'; i++) {
    if (JSON_NODE_HOLDS_ARRAY (json)) {
      guint place = (guint) g_ascii_strtoull (parts[i], NULL, 10);
      JsonArray *array = json_node_get_array (json);

      json = place < json_array_get_length (array) ? json_array_get_element (array, place) : NULL;
    } else {
      json = JSON_NODE_HOLDS_OBJECT (json) ? json_object_get_member (json_node_get_object (json), parts[i]) : NULL;
    }
  }
  return json;
}

const char *
sim_get_text (JsonNode *json, const char *path)
{
  JsonNode *node = sim_get (json, path);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
sim_get_int (JsonNode *json, const char *path)
{
  JsonNode *node = sim_get (json, path);

  g_assert_nonnull (node);
  return json_node_get_int (node);
}

guint
sim_get_size (JsonNode *json, const char *path)
{
  JsonNode *node = sim_get (json, path);

  g_assert_true (node != NULL && JSON_NODE_HOLDS_ARRAY (node));
  return json_array_get_length (json_node_get_array (node));
}
