/* culm-nozzle.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-nozzle.h"
#include "culm-set.h"

struct _CulmNozzle {
  GObject parent_instance;
  int id;
  CulmHeater *heater;
  double diameter;
  char *kind, *flow;
  gboolean active;
};

typedef enum { PROP_ID = 1, PROP_HEATER, PROP_DIAMETER, PROP_KIND, PROP_FLOW, PROP_ACTIVE } CulmNozzleProp;
static GParamSpec *props[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (CulmNozzle, culm_nozzle, G_TYPE_OBJECT)

static void
culm_nozzle_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmNozzle *self = CULM_NOZZLE (object);

  switch ((CulmNozzleProp) id) {
  case PROP_ID: g_value_set_int (value, self->id); break;
  case PROP_HEATER: g_value_set_object (value, self->heater); break;
  case PROP_DIAMETER: g_value_set_double (value, self->diameter); break;
  case PROP_KIND: g_value_set_string (value, self->kind); break;
  case PROP_FLOW: g_value_set_string (value, self->flow); break;
  case PROP_ACTIVE: g_value_set_boolean (value, self->active); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_nozzle_dispose (GObject *object)
{
  CulmNozzle *self = CULM_NOZZLE (object);

  g_clear_object (&self->heater);
  G_OBJECT_CLASS (culm_nozzle_parent_class)->dispose (object);
}

static void
culm_nozzle_finalize (GObject *object)
{
  CulmNozzle *self = CULM_NOZZLE (object);

  g_free (self->kind);
  g_free (self->flow);
  G_OBJECT_CLASS (culm_nozzle_parent_class)->finalize (object);
}

static void
culm_nozzle_class_init (CulmNozzleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = culm_nozzle_get_property;
  object_class->dispose = culm_nozzle_dispose;
  object_class->finalize = culm_nozzle_finalize;
  props[PROP_ID] = g_param_spec_int ("id", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_HEATER] = g_param_spec_object ("heater", NULL, NULL, CULM_TYPE_HEATER, flags);
  props[PROP_DIAMETER] = g_param_spec_double ("diameter", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  props[PROP_FLOW] = g_param_spec_string ("flow", NULL, NULL, NULL, flags);
  props[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
culm_nozzle_init (CulmNozzle *self G_GNUC_UNUSED)
{
}

CulmNozzle *
culm_nozzle_new (int id)
{
  CulmNozzle *self = g_object_new (CULM_TYPE_NOZZLE, NULL);

  self->id = id;
  self->heater = culm_heater_new (id == 1 ? CULM_HEATER_NOZZLE_LEFT : CULM_HEATER_NOZZLE);
  return self;
}

int
culm_nozzle_get_id (CulmNozzle *self)
{
  g_return_val_if_fail (CULM_IS_NOZZLE (self), 0);
  return self->id;
}

CulmHeater *
culm_nozzle_get_heater (CulmNozzle *self)
{
  g_return_val_if_fail (CULM_IS_NOZZLE (self), NULL);
  return self->heater;
}

double
culm_nozzle_get_diameter (CulmNozzle *self)
{
  g_return_val_if_fail (CULM_IS_NOZZLE (self), 0);
  return self->diameter;
}

const char *
culm_nozzle_get_kind (CulmNozzle *self)
{
  g_return_val_if_fail (CULM_IS_NOZZLE (self), NULL);
  return self->kind;
}

const char *
culm_nozzle_get_flow (CulmNozzle *self)
{
  g_return_val_if_fail (CULM_IS_NOZZLE (self), NULL);
  return self->flow;
}

gboolean
culm_nozzle_get_active (CulmNozzle *self)
{
  g_return_val_if_fail (CULM_IS_NOZZLE (self), FALSE);
  return self->active;
}

void
culm_nozzle_update (CulmNozzle *self, double diameter, const char *kind, const char *flow, gboolean active)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (CULM_IS_NOZZLE (self));
  g_object_freeze_notify (object);
  if (culm_set_double (&self->diameter, diameter))
    g_object_notify_by_pspec (object, props[PROP_DIAMETER]);
  if (culm_set_string (&self->kind, kind))
    g_object_notify_by_pspec (object, props[PROP_KIND]);
  if (culm_set_string (&self->flow, flow))
    g_object_notify_by_pspec (object, props[PROP_FLOW]);
  if (culm_set_boolean (&self->active, active))
    g_object_notify_by_pspec (object, props[PROP_ACTIVE]);
  g_object_thaw_notify (object);
}
