/* culm-fan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fan.h"
#include "culm-set.h"

struct _CulmFan {
  GObject parent_instance;
  int id, percent;
  gboolean present, settable;
};

typedef enum { PROP_ID = 1, PROP_PERCENT, PROP_PRESENT, PROP_SETTABLE } CulmFanProp;
static GParamSpec *props[PROP_SETTABLE + 1];

G_DEFINE_FINAL_TYPE (CulmFan, culm_fan, G_TYPE_OBJECT)

static void
culm_fan_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmFan *self = CULM_FAN (object);

  switch ((CulmFanProp) id) {
  case PROP_ID: g_value_set_int (value, self->id); break;
  case PROP_PERCENT: g_value_set_int (value, self->percent); break;
  case PROP_PRESENT: g_value_set_boolean (value, self->present); break;
  case PROP_SETTABLE: g_value_set_boolean (value, self->settable); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_fan_class_init (CulmFanClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_fan_get_property;
  props[PROP_ID] = g_param_spec_int ("id", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_PERCENT] = g_param_spec_int ("percent", NULL, NULL, -1, 100, -1, flags);
  props[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, FALSE, flags);
  props[PROP_SETTABLE] = g_param_spec_boolean ("settable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_fan_init (CulmFan *self)
{
  self->percent = -1;
}

CulmFan *
culm_fan_new (CulmFanId id)
{
  CulmFan *self = g_object_new (CULM_TYPE_FAN, NULL);

  self->id = (int) id;
  return self;
}

CulmFanId
culm_fan_get_id (CulmFan *self)
{
  g_return_val_if_fail (CULM_IS_FAN (self), 0);
  return (CulmFanId) self->id;
}

int
culm_fan_get_percent (CulmFan *self)
{
  g_return_val_if_fail (CULM_IS_FAN (self), -1);
  return self->percent;
}

gboolean
culm_fan_get_present (CulmFan *self)
{
  g_return_val_if_fail (CULM_IS_FAN (self), FALSE);
  return self->present;
}

gboolean
culm_fan_get_settable (CulmFan *self)
{
  g_return_val_if_fail (CULM_IS_FAN (self), FALSE);
  return self->settable;
}

void
culm_fan_set_percent (CulmFan *self, int percent)
{
  g_return_if_fail (CULM_IS_FAN (self));
  if (culm_set_int (&self->percent, CLAMP (percent, -1, 100)))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PERCENT]);
}

void
culm_fan_set_present (CulmFan *self, gboolean present, gboolean settable)
{
  g_return_if_fail (CULM_IS_FAN (self));
  if (culm_set_boolean (&self->present, present))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRESENT]);
  if (culm_set_boolean (&self->settable, settable))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SETTABLE]);
}
