/* culm-event.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-event.h"

G_DEFINE_BOXED_TYPE (CulmEvent, culm_event, culm_event_ref, culm_event_unref)

static void
clear_event (gpointer data)
{
  CulmEvent *self = data;

  g_free (self->serial);
  g_free (self->name);
  g_free (self->job);
  g_free (self->file);
  g_free (self->reason);
  g_free (self->error_code);
  g_free (self->hms_code);
  g_free (self->hms_severity);
  g_free (self->hms_module);
  g_free (self->hms_text);
  g_free (self->hms_url);
  g_free (self->slot);
  g_free (self->command);
  g_free (self->refusal);
  g_free (self->sha256);
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self->urgency);
}

CulmEvent *
culm_event_new (CulmEventKind kind, gint64 at, const char *serial, const char *name)
{
  CulmEvent *self = g_rc_box_new0 (CulmEvent);

  self->kind = kind;
  self->at = at;
  self->serial = g_strdup (serial);
  self->name = g_strdup (name);
  self->plate = self->progress = self->layer = self->remaining = -1;
  self->size = -1;
  return self;
}

CulmEvent *
culm_event_ref (CulmEvent *self)
{
  return g_rc_box_acquire (self);
}

void
culm_event_unref (CulmEvent *self)
{
  g_rc_box_release_full (self, clear_event);
}

const char *
culm_event_kind_get_name (CulmEventKind kind)
{
  static const char *const names[] = {
    [CULM_EVENT_PRINT_STARTED] = "print.started",       [CULM_EVENT_PRINT_COMPLETED] = "print.completed",
    [CULM_EVENT_PRINT_FAILED] = "print.failed",         [CULM_EVENT_PRINT_PAUSED] = "print.paused",
    [CULM_EVENT_PRINT_RESUMED] = "print.resumed",       [CULM_EVENT_PRINT_CANCELLED] = "print.cancelled",
    [CULM_EVENT_PRINT_PROGRESS] = "print.progress",     [CULM_EVENT_PRINT_FIRST_LAYER] = "print.first_layer",
    [CULM_EVENT_FILAMENT_RUNOUT] = "filament.runout",   [CULM_EVENT_HMS_RAISED] = "hms.raised",
    [CULM_EVENT_HMS_CLEARED] = "hms.cleared",           [CULM_EVENT_BED_COOL] = "bed.cool",
    [CULM_EVENT_DEVICE_ONLINE] = "device.online",       [CULM_EVENT_DEVICE_OFFLINE] = "device.offline",
    [CULM_EVENT_UPLOAD_COMPLETED] = "upload.completed", [CULM_EVENT_UPLOAD_FAILED] = "upload.failed",
    [CULM_EVENT_COMMAND_REFUSED] = "command.refused",   [CULM_EVENT_NOTIFICATION_CREATED] = "notification.created",
  };

  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (names), "");
  return names[kind];
}

gboolean
culm_event_kind_parse (const char *name, CulmEventKind *kind)
{
  for (int i = 0; i < CULM_EVENT_N_KINDS; i++) {
    if (g_str_equal (culm_event_kind_get_name ((CulmEventKind) i), name)) {
      *kind = (CulmEventKind) i;
      return TRUE;
    }
  }
  return FALSE;
}
