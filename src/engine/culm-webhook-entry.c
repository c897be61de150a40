/* culm-webhook-entry.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-entry.h"
#include "culm-event-json.h"
#include "culm-webhook-address.h"
#include <string.h>

#define TEST_ID "webhook-test"

CulmSecret *
culm_webhook_entry_new (const char *id, int number, const char *url, const char *secret, guint events)
{
  CulmSecret *entry = culm_secret_new (CULM_SECRET_WEBHOOK, id);
  g_autofree const char **names = culm_webhook_list_events (events);
  g_autofree char *choice = g_strjoinv (",", (char **) names);

  culm_secret_set_int (entry, "number", number);
  culm_secret_set (entry, "url", url);
  culm_secret_set (entry, "secret", secret);
  culm_secret_set (entry, "events", choice);
  return entry;
}

CulmWebhook *
culm_webhook_entry_read (const CulmSecret *entry)
{
  const char *url = culm_secret_get (entry, "url"), *choice = culm_secret_get (entry, "events");
  gint64 number = culm_secret_get_int (entry, "number");
  g_autoptr (GUri) uri = NULL;
  g_autofree char *label = NULL;
  guint events;

  if (!g_str_equal (culm_secret_get_kind (entry), CULM_SECRET_WEBHOOK) || url == NULL || choice == NULL ||
      culm_secret_get (entry, "secret") == NULL || number < 1 || number > G_MAXINT ||
      !culm_webhook_parse_events (choice, &events, NULL))
    return NULL;
  uri = culm_webhook_address_parse (url, NULL);
  if (uri == NULL)
    return NULL;
  label = culm_webhook_address_describe (uri);
  return culm_webhook_new (culm_secret_get_id (entry), (int) number, url, label, culm_webhook_address_is_plain (uri),
                           events);
}

GBytes *
culm_webhook_write_event (const CulmEvent *event)
{
  g_autoptr (JsonNode) node = culm_event_to_json (event);
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

GBytes *
culm_webhook_write_test (gint64 at)
{
  g_autoptr (CulmEvent) event = culm_event_new (CULM_EVENT_NOTIFICATION_CREATED, at, NULL, NULL);

  event->id = g_strdup (TEST_ID);
  event->title = g_strdup ("Culm");
  event->body = g_strdup ("This is a test of the webhook. Nothing has happened.");
  event->urgency = g_strdup ("normal");
  event->about = CULM_EVENT_NOTIFICATION_CREATED;
  return culm_webhook_write_event (event);
}
