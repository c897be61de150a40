/* culm-sim-trouble.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-trouble.h"

static void
add_header (JsonObject *headers G_GNUC_UNUSED, const char *name, JsonNode *value, gpointer user_data)
{
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    soup_message_headers_replace (user_data, name, json_node_get_string (value));
}

static void
on_cut (SoupServerMessage *message, guint size G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  culm_sim_exchange_reset (message);
}

/* The headers promise the whole body; its first part comes, then the connection breaks. */
static void
cut_body (const CulmSimFault *fault, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) whole = soup_message_body_flatten (body);
  g_autoptr (GBytes) part = NULL;
  gsize size = g_bytes_get_size (whole);
  gsize left = fault->after > 0 ? MIN ((gsize) fault->after, size) : MAX (size / 2, 1);

  if (size == 0)
    return;
  part = g_bytes_new_from_bytes (whole, 0, left);
  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, part);
  soup_message_headers_set_content_length (soup_server_message_get_response_headers (message), (goffset) size);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_cut), NULL);
}

gboolean
culm_sim_trouble_replace (const CulmSimFault *fault, CulmSimExchange *exchange)
{
  switch (fault->what) {
  case CULM_SIM_WHAT_RESET:
    soup_server_message_set_status (exchange->message, 500, NULL);
    culm_sim_exchange_reset (exchange->message);
    return TRUE;
  case CULM_SIM_WHAT_STATUS:
    if (fault->headers != NULL)
      json_object_foreach_member (fault->headers, add_header,
                                  soup_server_message_get_response_headers (exchange->message));
    if (fault->body != NULL)
      culm_sim_exchange_answer_text (exchange, fault->status, fault->type, fault->body);
    else
      soup_server_message_set_status (exchange->message, fault->status, NULL);
    return TRUE;
  case CULM_SIM_WHAT_DELAY: culm_sim_exchange_delay (exchange->message, fault->seconds); return FALSE;
  case CULM_SIM_WHAT_TRUNCATE:
  case CULM_SIM_WHAT_BAD_JSON:
  case CULM_SIM_WHAT_RESTART:
  default: return FALSE;
  }
}

void
culm_sim_trouble_spoil (const CulmSimFault *fault, CulmSimExchange *exchange)
{
  if (fault->what == CULM_SIM_WHAT_TRUNCATE) {
    cut_body (fault, exchange->message);
  } else if (fault->what == CULM_SIM_WHAT_BAD_JSON) {
    soup_message_body_truncate (soup_server_message_get_response_body (exchange->message));
    culm_sim_exchange_answer_text (exchange, soup_server_message_get_status (exchange->message), "application/json",
                                   "{\"code\":null,\"message\":");
  }
}
