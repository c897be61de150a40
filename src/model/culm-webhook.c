/* culm-webhook.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook.h"
#include "culm-error.h"
#include "culm-set.h"

struct _CulmWebhook {
  GObject parent_instance;
  char *id, *url, *label;
  int number, last_error;
  gboolean plain;
  guint events, waiting, lost, last_status;
  gint64 last_at, next_at;
};

typedef enum {
  PROP_ID = 1,
  PROP_NUMBER,
  PROP_URL,
  PROP_LABEL,
  PROP_PLAIN,
  PROP_EVENTS,
  PROP_WAITING,
  PROP_LOST,
  PROP_LAST_AT,
  PROP_LAST_STATUS,
  PROP_LAST_ERROR,
  PROP_NEXT_AT,
} CulmWebhookProp;
static GParamSpec *props[PROP_NEXT_AT + 1];

G_DEFINE_FINAL_TYPE (CulmWebhook, culm_webhook, G_TYPE_OBJECT)

static gboolean
set_uint (guint *field, guint value)
{
  if (*field == value)
    return FALSE;
  *field = value;
  return TRUE;
}

static void
notify (CulmWebhook *self, gboolean changed, CulmWebhookProp prop)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
culm_webhook_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmWebhook *self = CULM_WEBHOOK (object);

  switch ((CulmWebhookProp) id) {
  case PROP_ID: g_value_set_string (value, self->id); break;
  case PROP_NUMBER: g_value_set_int (value, self->number); break;
  case PROP_URL: g_value_set_string (value, self->url); break;
  case PROP_LABEL: g_value_set_string (value, self->label); break;
  case PROP_PLAIN: g_value_set_boolean (value, self->plain); break;
  case PROP_EVENTS: g_value_set_uint (value, self->events); break;
  case PROP_WAITING: g_value_set_uint (value, self->waiting); break;
  case PROP_LOST: g_value_set_uint (value, self->lost); break;
  case PROP_LAST_AT: g_value_set_int64 (value, self->last_at); break;
  case PROP_LAST_STATUS: g_value_set_uint (value, self->last_status); break;
  case PROP_LAST_ERROR: g_value_set_int (value, self->last_error); break;
  case PROP_NEXT_AT: g_value_set_int64 (value, self->next_at); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_webhook_finalize (GObject *object)
{
  CulmWebhook *self = CULM_WEBHOOK (object);

  g_free (self->id);
  g_free (self->url);
  g_free (self->label);
  G_OBJECT_CLASS (culm_webhook_parent_class)->finalize (object);
}

static void
culm_webhook_class_init (CulmWebhookClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_webhook_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_webhook_finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_NUMBER] = g_param_spec_int ("number", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  props[PROP_PLAIN] = g_param_spec_boolean ("plain", NULL, NULL, FALSE, flags);
  props[PROP_EVENTS] = g_param_spec_uint ("events", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LOST] = g_param_spec_uint ("lost", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LAST_AT] = g_param_spec_int64 ("last-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_LAST_STATUS] = g_param_spec_uint ("last-status", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LAST_ERROR] = g_param_spec_int ("last-error", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_NEXT_AT] = g_param_spec_int64 ("next-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_webhook_init (CulmWebhook *self)
{
  self->last_error = -1;
}

CulmWebhook *
culm_webhook_new (const char *id, int number, const char *url, const char *label, gboolean plain, guint events)
{
  CulmWebhook *self = g_object_new (CULM_TYPE_WEBHOOK, NULL);

  self->id = g_strdup (id);
  self->number = number;
  self->url = g_strdup (url);
  self->label = g_strdup (label);
  self->plain = plain;
  self->events = events;
  return self;
}

const char *
culm_webhook_get_id (CulmWebhook *self)
{
  return self->id;
}

int
culm_webhook_get_number (CulmWebhook *self)
{
  return self->number;
}

const char *
culm_webhook_get_url (CulmWebhook *self)
{
  return self->url;
}

const char *
culm_webhook_get_label (CulmWebhook *self)
{
  return self->label;
}

gboolean
culm_webhook_get_plain (CulmWebhook *self)
{
  return self->plain;
}

guint
culm_webhook_get_events (CulmWebhook *self)
{
  return self->events;
}

guint
culm_webhook_get_waiting (CulmWebhook *self)
{
  return self->waiting;
}

guint
culm_webhook_get_lost (CulmWebhook *self)
{
  return self->lost;
}

gint64
culm_webhook_get_last_at (CulmWebhook *self)
{
  return self->last_at;
}

guint
culm_webhook_get_last_status (CulmWebhook *self)
{
  return self->last_status;
}

int
culm_webhook_get_last_error (CulmWebhook *self)
{
  return self->last_error;
}

gint64
culm_webhook_get_next_at (CulmWebhook *self)
{
  return self->next_at;
}

void
culm_webhook_set_events (CulmWebhook *self, guint events)
{
  notify (self, set_uint (&self->events, events), PROP_EVENTS);
}

void
culm_webhook_set_waiting (CulmWebhook *self, guint waiting, gint64 next_at)
{
  g_object_freeze_notify (G_OBJECT (self));
  notify (self, set_uint (&self->waiting, waiting), PROP_WAITING);
  notify (self, culm_set_int64 (&self->next_at, next_at), PROP_NEXT_AT);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_webhook_set_lost (CulmWebhook *self, guint lost)
{
  notify (self, set_uint (&self->lost, lost), PROP_LOST);
}

void
culm_webhook_set_last (CulmWebhook *self, gint64 at, guint status, int error)
{
  g_object_freeze_notify (G_OBJECT (self));
  notify (self, culm_set_int64 (&self->last_at, at), PROP_LAST_AT);
  notify (self, set_uint (&self->last_status, status), PROP_LAST_STATUS);
  notify (self, culm_set_int (&self->last_error, error), PROP_LAST_ERROR);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
culm_webhook_parse_events (const char *text, guint *events, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  *events = 0;
  for (char **name = names; *name != NULL; name++) {
    CulmEventKind kind;

    if (!culm_event_kind_parse (g_strstrip (*name), &kind)) {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "There is no event “%s”", *name);
      return FALSE;
    }
    *events |= CULM_WEBHOOK_EVENT_BIT (kind);
  }
  if (*events != 0)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "No event is named");
  return FALSE;
}

const char **
culm_webhook_list_events (guint events)
{
  GPtrArray *names = g_ptr_array_new ();

  for (int i = 0; i < CULM_EVENT_N_KINDS; i++) {
    if (events & CULM_WEBHOOK_EVENT_BIT (i))
      g_ptr_array_add (names, (gpointer) culm_event_kind_get_name ((CulmEventKind) i));
  }
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}
