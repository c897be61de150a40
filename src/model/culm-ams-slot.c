/* culm-ams-slot.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ams-slot.h"
#include "culm-set.h"

struct _CulmAmsSlot {
  GObject parent_instance;
  int id;
  char *label;
  gboolean empty, active, tagged;
  char *material, *name, *preset;
  char **colors; /* never NULL */
  int remain, nozzle_min, nozzle_max, nozzle, dry_celsius, dry_hours;
};

typedef enum {
  PROP_ID = 1,
  PROP_LABEL,
  PROP_EMPTY,
  PROP_ACTIVE,
  PROP_MATERIAL,
  PROP_NAME,
  PROP_PRESET,
  PROP_COLORS,
  PROP_REMAIN,
  PROP_NOZZLE_MIN,
  PROP_NOZZLE_MAX,
  PROP_NOZZLE,
  PROP_TAGGED,
  PROP_DRY_CELSIUS,
  PROP_DRY_HOURS,
} CulmAmsSlotProp;
static GParamSpec *props[PROP_DRY_HOURS + 1];

G_DEFINE_FINAL_TYPE (CulmAmsSlot, culm_ams_slot, G_TYPE_OBJECT)

static void
culm_ams_slot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmAmsSlot *self = CULM_AMS_SLOT (object);

  switch ((CulmAmsSlotProp) id) {
  case PROP_ID: g_value_set_int (value, self->id); break;
  case PROP_LABEL: g_value_set_string (value, self->label); break;
  case PROP_EMPTY: g_value_set_boolean (value, self->empty); break;
  case PROP_ACTIVE: g_value_set_boolean (value, self->active); break;
  case PROP_MATERIAL: g_value_set_string (value, self->material); break;
  case PROP_NAME: g_value_set_string (value, self->name); break;
  case PROP_PRESET: g_value_set_string (value, self->preset); break;
  case PROP_COLORS: g_value_set_boxed (value, self->colors); break;
  case PROP_REMAIN: g_value_set_int (value, self->remain); break;
  case PROP_NOZZLE_MIN: g_value_set_int (value, self->nozzle_min); break;
  case PROP_NOZZLE_MAX: g_value_set_int (value, self->nozzle_max); break;
  case PROP_NOZZLE: g_value_set_int (value, self->nozzle); break;
  case PROP_TAGGED: g_value_set_boolean (value, self->tagged); break;
  case PROP_DRY_CELSIUS: g_value_set_int (value, self->dry_celsius); break;
  case PROP_DRY_HOURS: g_value_set_int (value, self->dry_hours); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_ams_slot_finalize (GObject *object)
{
  CulmAmsSlot *self = CULM_AMS_SLOT (object);

  g_free (self->label);
  g_free (self->material);
  g_free (self->name);
  g_free (self->preset);
  g_strfreev (self->colors);
  G_OBJECT_CLASS (culm_ams_slot_parent_class)->finalize (object);
}

static void
culm_ams_slot_class_init (CulmAmsSlotClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_ams_slot_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_ams_slot_finalize;
  props[PROP_ID] = g_param_spec_int ("id", NULL, NULL, 0, 255, 0, flags);
  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  props[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, flags);
  props[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  props[PROP_MATERIAL] = g_param_spec_string ("material", NULL, NULL, NULL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_PRESET] = g_param_spec_string ("preset", NULL, NULL, NULL, flags);
  props[PROP_COLORS] = g_param_spec_boxed ("colors", NULL, NULL, G_TYPE_STRV, flags);
  props[PROP_REMAIN] = g_param_spec_int ("remain", NULL, NULL, -1, 100, -1, flags);
  props[PROP_NOZZLE_MIN] = g_param_spec_int ("nozzle-min", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_NOZZLE_MAX] = g_param_spec_int ("nozzle-max", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_NOZZLE] = g_param_spec_int ("nozzle", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_TAGGED] = g_param_spec_boolean ("tagged", NULL, NULL, FALSE, flags);
  props[PROP_DRY_CELSIUS] = g_param_spec_int ("dry-celsius", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_DRY_HOURS] = g_param_spec_int ("dry-hours", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_ams_slot_init (CulmAmsSlot *self)
{
  self->empty = TRUE;
  self->colors = g_new0 (char *, 1);
  self->remain = -1;
  self->nozzle = -1;
}

CulmAmsSlot *
culm_ams_slot_new (int id, const char *label)
{
  CulmAmsSlot *self = g_object_new (CULM_TYPE_AMS_SLOT, NULL);

  self->id = id;
  self->label = g_strdup (label);
  return self;
}

int
culm_ams_slot_get_id (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), 0);
  return self->id;
}

const char *
culm_ams_slot_get_label (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), NULL);
  return self->label;
}

gboolean
culm_ams_slot_get_empty (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), TRUE);
  return self->empty;
}

gboolean
culm_ams_slot_get_active (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), FALSE);
  return self->active;
}

const char *
culm_ams_slot_get_material (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), NULL);
  return self->material;
}

const char *
culm_ams_slot_get_name (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), NULL);
  return self->name;
}

const char *
culm_ams_slot_get_preset (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), NULL);
  return self->preset;
}

const char *
culm_ams_slot_get_color (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), NULL);
  return self->colors[0];
}

const char *const *
culm_ams_slot_get_colors (CulmAmsSlot *self)
{
  static const char *const nothing[] = { NULL };

  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), nothing);
  return (const char *const *) self->colors;
}

int
culm_ams_slot_get_remain (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), -1);
  return self->remain;
}

int
culm_ams_slot_get_nozzle_min (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), 0);
  return self->nozzle_min;
}

int
culm_ams_slot_get_nozzle_max (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), 0);
  return self->nozzle_max;
}

int
culm_ams_slot_get_nozzle (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), -1);
  return self->nozzle;
}

gboolean
culm_ams_slot_get_tagged (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), FALSE);
  return self->tagged;
}

int
culm_ams_slot_get_dry_celsius (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), 0);
  return self->dry_celsius;
}

int
culm_ams_slot_get_dry_hours (CulmAmsSlot *self)
{
  g_return_val_if_fail (CULM_IS_AMS_SLOT (self), 0);
  return self->dry_hours;
}

void
culm_ams_slot_update (CulmAmsSlot *self, const CulmAmsSlotData *data)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (CULM_IS_AMS_SLOT (self));
  g_object_freeze_notify (object);
  if (culm_set_boolean (&self->empty, data->empty))
    g_object_notify_by_pspec (object, props[PROP_EMPTY]);
  if (culm_set_boolean (&self->active, data->active))
    g_object_notify_by_pspec (object, props[PROP_ACTIVE]);
  if (culm_set_string (&self->material, data->material))
    g_object_notify_by_pspec (object, props[PROP_MATERIAL]);
  if (culm_set_string (&self->name, data->name))
    g_object_notify_by_pspec (object, props[PROP_NAME]);
  if (culm_set_string (&self->preset, data->preset))
    g_object_notify_by_pspec (object, props[PROP_PRESET]);
  if (culm_set_strv (&self->colors, data->colors))
    g_object_notify_by_pspec (object, props[PROP_COLORS]);
  if (culm_set_int (&self->remain, data->remain))
    g_object_notify_by_pspec (object, props[PROP_REMAIN]);
  if (culm_set_int (&self->nozzle_min, data->nozzle_min))
    g_object_notify_by_pspec (object, props[PROP_NOZZLE_MIN]);
  if (culm_set_int (&self->nozzle_max, data->nozzle_max))
    g_object_notify_by_pspec (object, props[PROP_NOZZLE_MAX]);
  if (culm_set_int (&self->nozzle, data->nozzle))
    g_object_notify_by_pspec (object, props[PROP_NOZZLE]);
  if (culm_set_boolean (&self->tagged, data->tagged))
    g_object_notify_by_pspec (object, props[PROP_TAGGED]);
  if (culm_set_int (&self->dry_celsius, data->dry_celsius))
    g_object_notify_by_pspec (object, props[PROP_DRY_CELSIUS]);
  if (culm_set_int (&self->dry_hours, data->dry_hours))
    g_object_notify_by_pspec (object, props[PROP_DRY_HOURS]);
  g_object_thaw_notify (object);
}
