/* culm-event.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What happened, in the names of contract.md §5. */
typedef enum {
  CULM_EVENT_PRINT_STARTED,
  CULM_EVENT_PRINT_COMPLETED,
  CULM_EVENT_PRINT_FAILED,
  CULM_EVENT_PRINT_PAUSED,
  CULM_EVENT_PRINT_RESUMED,
  CULM_EVENT_PRINT_CANCELLED,
  CULM_EVENT_PRINT_PROGRESS,
  CULM_EVENT_PRINT_FIRST_LAYER,
  CULM_EVENT_FILAMENT_RUNOUT,
  CULM_EVENT_HMS_RAISED,
  CULM_EVENT_HMS_CLEARED,
  CULM_EVENT_BED_COOL,
  CULM_EVENT_DEVICE_ONLINE,
  CULM_EVENT_DEVICE_OFFLINE,
  CULM_EVENT_UPLOAD_COMPLETED,
  CULM_EVENT_UPLOAD_FAILED,
  CULM_EVENT_COMMAND_REFUSED,
  CULM_EVENT_NOTIFICATION_CREATED,
} CulmEventKind;
#define CULM_EVENT_N_KINDS (CULM_EVENT_NOTIFICATION_CREATED + 1)

/**
 * CulmEvent:
 *
 * One change, told once; immutable after it was emitted, shared by reference. Fields that do not belong to the kind
 * are NULL or -1.
 */
typedef struct {
  CulmEventKind kind;
  gint64 at;           /* unix microseconds */
  char *serial, *name; /* of the printer; NULL for an upload to no printer */
  /* print.* */
  char *job, *file;
  int plate, progress, layer, remaining;
  char *reason;     /* words, in English, to be passed through gettext */
  char *error_code; /* "0300-8004" */
  char *hms_code;   /* also hms.* */
  char *hms_severity, *hms_module, *hms_text, *hms_url;
  char *slot;                    /* filament.runout: "A1" */
  char *command, *refusal;       /* command.refused: key, code name */
  gint64 size;                   /* upload.*: bytes */
  char *sha256;                  /* upload.completed */
  char *id, *title, *body, *urgency; /* notification.created */
  CulmEventKind about;           /* notification.created */
} CulmEvent;

#define CULM_TYPE_EVENT (culm_event_get_type ())
GType      culm_event_get_type (void);
CulmEvent *culm_event_new (CulmEventKind kind, gint64 at, const char *serial, const char *name);
CulmEvent *culm_event_ref (CulmEvent *self);
void       culm_event_unref (CulmEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmEvent, culm_event_unref)

/* "print.started" … Returns: a static string. */
const char *culm_event_kind_get_name (CulmEventKind kind);
/* FALSE when no event has this name. */
gboolean    culm_event_kind_parse (const char *name, CulmEventKind *kind);

G_END_DECLS
