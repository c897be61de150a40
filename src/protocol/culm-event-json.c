/* culm-event-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-event-json.h"

static void
add_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
add_number (JsonObject *object, const char *name, gint64 value)
{
  if (value >= 0)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/* "2025-06-02T16:40:19.147Z" */
static char *
format_instant (gint64 at)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autofree char *text = seconds != NULL ? g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S") : g_strdup ("");

  return g_strdup_printf ("%s.%03dZ", text, (int) (at % G_USEC_PER_SEC / 1000));
}

static void
add_fault (JsonObject *object, const CulmEvent *event)
{
  add_text (object, "code", event->hms_code);
  add_text (object, "severity", event->hms_severity);
  add_text (object, "module", event->hms_module);
  add_text (object, "text", event->hms_text);
  add_text (object, "url", event->hms_url);
}

static void
add_print (JsonObject *object, const CulmEvent *event)
{
  add_text (object, "job", event->job);
  add_text (object, "file", event->file);
  add_number (object, "plate", event->plate);
  add_number (object, "progress", event->progress);
  add_number (object, "layer", event->layer);
  add_number (object, "remaining", event->remaining);
  if (event->reason != NULL)
    add_text (object, "reason", event->reason);
  if (event->error_code != NULL)
    add_text (object, "error", event->error_code);
  if (event->hms_code != NULL)
    add_text (object, "hms", event->hms_code);
}

static void
add_upload (JsonObject *object, const CulmEvent *event)
{
  add_text (object, "file", event->file);
  add_number (object, "size", event->size);
  add_text (object, "sha256", event->sha256);
}

static void
add_notification (JsonObject *object, const CulmEvent *event)
{
  add_text (object, "id", event->id);
  add_text (object, "title", event->title);
  add_text (object, "body", event->body);
  add_text (object, "urgency", event->urgency);
  add_text (object, "about", culm_event_kind_get_name (event->about));
}

static void
add_details (JsonObject *object, const CulmEvent *event)
{
  switch (event->kind) {
  case CULM_EVENT_PRINT_STARTED:
  case CULM_EVENT_PRINT_COMPLETED:
  case CULM_EVENT_PRINT_FAILED:
  case CULM_EVENT_PRINT_PAUSED:
  case CULM_EVENT_PRINT_RESUMED:
  case CULM_EVENT_PRINT_CANCELLED:
  case CULM_EVENT_PRINT_PROGRESS:
  case CULM_EVENT_PRINT_FIRST_LAYER: add_print (object, event); break;
  case CULM_EVENT_HMS_RAISED:
  case CULM_EVENT_HMS_CLEARED: add_fault (object, event); break;
  case CULM_EVENT_FILAMENT_RUNOUT: add_text (object, "slot", event->slot); break;
  case CULM_EVENT_COMMAND_REFUSED:
    add_text (object, "command", event->command);
    add_text (object, "code", event->refusal);
    break;
  case CULM_EVENT_UPLOAD_COMPLETED:
  case CULM_EVENT_UPLOAD_FAILED: add_upload (object, event); break;
  case CULM_EVENT_NOTIFICATION_CREATED: add_notification (object, event); break;
  case CULM_EVENT_BED_COOL:
  case CULM_EVENT_DEVICE_ONLINE:
  case CULM_EVENT_DEVICE_OFFLINE:
  default: break;
  }
}

JsonNode *
culm_event_to_json (const CulmEvent *event)
{
  JsonNode *node = json_node_alloc ();
  JsonObject *object = json_object_new ();
  g_autofree char *at = format_instant (event->at);

  add_text (object, "event", culm_event_kind_get_name (event->kind));
  add_text (object, "at", at);
  add_text (object, "serial", event->serial);
  add_text (object, "name", event->name);
  add_details (object, event);
  json_node_init_object (node, object);
  json_object_unref (object);
  return node;
}
