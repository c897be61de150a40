/* culm-heater.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-heater.h"
#include "culm-set.h"
#include <math.h>

struct _CulmHeater {
  GObject parent_instance;
  int id;
  double current, target, maximum;
  gboolean present;
};

typedef enum { PROP_ID = 1, PROP_CURRENT, PROP_TARGET, PROP_MAXIMUM, PROP_PRESENT } CulmHeaterProp;
static GParamSpec *props[PROP_PRESENT + 1];

G_DEFINE_FINAL_TYPE (CulmHeater, culm_heater, G_TYPE_OBJECT)

static void
culm_heater_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmHeater *self = CULM_HEATER (object);

  switch ((CulmHeaterProp) id) {
  case PROP_ID: g_value_set_int (value, self->id); break;
  case PROP_CURRENT: g_value_set_double (value, self->current); break;
  case PROP_TARGET: g_value_set_double (value, self->target); break;
  case PROP_MAXIMUM: g_value_set_double (value, self->maximum); break;
  case PROP_PRESENT: g_value_set_boolean (value, self->present); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static GParamSpec *
make_double (const char *name, double initial)
{
  return g_param_spec_double (name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, initial,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
culm_heater_class_init (CulmHeaterClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_heater_get_property;
  props[PROP_ID] = g_param_spec_int ("id", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_CURRENT] = make_double ("current", 0);
  props[PROP_TARGET] = make_double ("target", 0);
  props[PROP_MAXIMUM] = make_double ("maximum", 0);
  props[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_heater_init (CulmHeater *self)
{
  self->current = NAN;
  self->target = NAN;
}

CulmHeater *
culm_heater_new (CulmHeaterId id)
{
  CulmHeater *self = g_object_new (CULM_TYPE_HEATER, NULL);

  self->id = (int) id;
  return self;
}

CulmHeaterId
culm_heater_get_id (CulmHeater *self)
{
  g_return_val_if_fail (CULM_IS_HEATER (self), 0);
  return (CulmHeaterId) self->id;
}

double
culm_heater_get_current (CulmHeater *self)
{
  g_return_val_if_fail (CULM_IS_HEATER (self), NAN);
  return self->current;
}

double
culm_heater_get_target (CulmHeater *self)
{
  g_return_val_if_fail (CULM_IS_HEATER (self), NAN);
  return self->target;
}

double
culm_heater_get_maximum (CulmHeater *self)
{
  g_return_val_if_fail (CULM_IS_HEATER (self), 0);
  return self->maximum;
}

gboolean
culm_heater_get_present (CulmHeater *self)
{
  g_return_val_if_fail (CULM_IS_HEATER (self), FALSE);
  return self->present;
}

void
culm_heater_set_temperatures (CulmHeater *self, double current, double target)
{
  g_return_if_fail (CULM_IS_HEATER (self));
  if (culm_set_double (&self->current, current))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT]);
  if (culm_set_double (&self->target, target))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TARGET]);
}

void
culm_heater_set_maximum (CulmHeater *self, double maximum)
{
  g_return_if_fail (CULM_IS_HEATER (self));
  if (culm_set_double (&self->maximum, maximum))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MAXIMUM]);
}

void
culm_heater_set_present (CulmHeater *self, gboolean present)
{
  g_return_if_fail (CULM_IS_HEATER (self));
  if (culm_set_boolean (&self->present, present))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRESENT]);
}
