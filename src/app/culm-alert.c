/* culm-alert.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-alert.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

/* The characters of a name in a title. */
#define NAME_LENGTH 80

/* "Workshop", "Workshop — vase". */
static char *
make_title (const CulmEvent *event)
{
  const char *printer = event->name != NULL ? event->name : event->serial;
  const char *job = event->job != NULL ? event->job : event->file;
  g_autofree char *name = culm_text_one_line (printer != NULL ? printer : "Culm", NAME_LENGTH);
  g_autofree char *title = job != NULL ? culm_text_one_line (job, NAME_LENGTH) : NULL;

  return title != NULL ? g_strdup_printf ("%s — %s", name, title) : g_strdup (name);
}

static char *
describe_start (const CulmEvent *event)
{
  g_autofree char *left = NULL;

  if (event->remaining <= 0)
    return g_strdup (_ ("The print has started."));
  left = culm_text_duration (event->remaining);
  return g_strdup_printf (_ ("The print has started. %s to go."), left);
}

/* Why it stopped, in our own words; a code that has none is shown as it is. */
static char *
describe_reason (const CulmEvent *event, const char *sentence)
{
  const char *code = event->error_code != NULL ? event->error_code : event->hms_code;

  if (event->reason != NULL)
    return g_strdup_printf (_ ("%s Reason: %s."), sentence, _ (event->reason));
  if (code != NULL)
    return g_strdup_printf (_ ("%s Code %s."), sentence, code);
  return g_strdup (sentence);
}

static char *
describe_runout (const CulmEvent *event)
{
  return event->slot != NULL ? g_strdup_printf (_ ("Filament ran out in slot %s. Load more to go on."), event->slot)
                             : g_strdup (_ ("Filament ran out. Load more to go on."));
}

static char *
describe_problem (const CulmEvent *event)
{
  return event->hms_text != NULL ? g_strdup_printf (_ ("Problem: %s."), _ (event->hms_text))
                                 : g_strdup_printf (_ ("Problem %s."), event->hms_code);
}

static char *
describe_upload (const CulmEvent *event)
{
  g_autofree char *size = culm_text_size (event->size);

  return g_strdup_printf (_ ("Uploaded: %s are in your account. Start the print from the manufacturer’s app."), size);
}

static CulmAlert *
show (const CulmEvent *event, const char *topic, const char *setting, char *body)
{
  CulmAlert *self = g_new0 (CulmAlert, 1);

  self->kind = CULM_ALERT_SHOW;
  self->id = g_strdup_printf ("%s-%s", event->serial != NULL ? event->serial : "culm", topic);
  self->title = make_title (event);
  self->setting = setting;
  self->body = body;
  return self;
}

static CulmAlert *
withdraw (const CulmEvent *event, const char *topic)
{
  CulmAlert *self = g_new0 (CulmAlert, 1);

  self->kind = CULM_ALERT_WITHDRAW;
  self->id = g_strdup_printf ("%s-%s", event->serial, topic);
  return self;
}

static CulmAlert *
with_act (CulmAlert *self, CulmAlertAct act, gboolean urgent)
{
  self->act = act;
  self->urgent = urgent;
  return self;
}

/* The file's name is the whole title, and part of the id. */
static CulmAlert *
show_upload (const CulmEvent *event, const char *setting, char *body)
{
  CulmAlert *self = g_new0 (CulmAlert, 1);

  self->kind = CULM_ALERT_SHOW;
  self->id = g_strdup_printf ("upload-%u", g_str_hash (event->file != NULL ? event->file : ""));
  self->title = culm_text_one_line (event->file, NAME_LENGTH);
  self->setting = setting;
  self->body = body;
  return self;
}

CulmAlert *
culm_alert_new (const CulmEvent *event)
{
  g_autofree char *problem = g_strdup_printf ("hms-%s", event->hms_code != NULL ? event->hms_code : "");

  switch (event->kind) {
  case CULM_EVENT_PRINT_STARTED:
    return with_act (show (event, "print", "notify-print-started", describe_start (event)), CULM_ALERT_ACT_PAUSE,
                     FALSE);
  case CULM_EVENT_PRINT_FIRST_LAYER:
    return with_act (show (event, "print", "notify-print-first-layer", g_strdup (_ ("The first layer is done."))),
                     CULM_ALERT_ACT_PAUSE, FALSE);
  case CULM_EVENT_PRINT_COMPLETED:
    return show (event, "print", "notify-print-completed", g_strdup (_ ("The print is done.")));
  case CULM_EVENT_BED_COOL:
    return show (event, "print", "notify-bed-cool", g_strdup (_ ("The bed is cool. The part can be taken off.")));
  case CULM_EVENT_PRINT_FAILED:
    return with_act (show (event, "print", "notify-print-failed", describe_reason (event, _ ("The print has failed."))),
                     CULM_ALERT_ACT_NONE, TRUE);
  case CULM_EVENT_PRINT_PAUSED:
    return with_act (show (event, "print", "notify-print-paused", describe_reason (event, _ ("The print is paused."))),
                     CULM_ALERT_ACT_RESUME, TRUE);
  case CULM_EVENT_FILAMENT_RUNOUT:
    return with_act (show (event, "print", "notify-filament-runout", describe_runout (event)), CULM_ALERT_ACT_RESUME,
                     TRUE);
  case CULM_EVENT_PRINT_CANCELLED:
    return show (event, "print", "notify-print-cancelled", g_strdup (_ ("The print was stopped.")));
  case CULM_EVENT_PRINT_RESUMED: return withdraw (event, "print");
  case CULM_EVENT_HMS_RAISED:
    return with_act (show (event, problem, "notify-hms-raised", describe_problem (event)), CULM_ALERT_ACT_NONE, TRUE);
  case CULM_EVENT_HMS_CLEARED: return withdraw (event, problem);
  case CULM_EVENT_DEVICE_OFFLINE:
    return show (event, "online", "notify-device-offline", g_strdup (_ ("The printer has gone offline.")));
  case CULM_EVENT_DEVICE_ONLINE:
    return show (event, "online", "notify-device-online", g_strdup (_ ("The printer is back.")));
  case CULM_EVENT_UPLOAD_COMPLETED: return show_upload (event, "notify-upload-completed", describe_upload (event));
  case CULM_EVENT_UPLOAD_FAILED:
    return with_act (
        show_upload (event, "notify-upload-failed", g_strdup (_ ("The upload has failed. Open Culm to try again."))),
        CULM_ALERT_ACT_NONE, TRUE);
  case CULM_EVENT_PRINT_PROGRESS:
  case CULM_EVENT_COMMAND_REFUSED:
  case CULM_EVENT_NOTIFICATION_CREATED:
  default: return NULL;
  }
}

void
culm_alert_free (CulmAlert *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}
