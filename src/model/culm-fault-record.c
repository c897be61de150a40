/* culm-fault-record.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-record.h"

struct _CulmFaultRecord {
  GObject parent_instance;
  CulmFault *fault;
  gint64 raised, cleared;
  gboolean dismissed;
};

typedef enum { PROP_FAULT = 1, PROP_RAISED, PROP_CLEARED, PROP_DISMISSED } CulmFaultRecordProp;
static GParamSpec *props[PROP_DISMISSED + 1];

G_DEFINE_FINAL_TYPE (CulmFaultRecord, culm_fault_record, G_TYPE_OBJECT)

static void
culm_fault_record_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmFaultRecord *self = CULM_FAULT_RECORD (object);

  switch ((CulmFaultRecordProp) id) {
  case PROP_FAULT: g_value_set_object (value, self->fault); break;
  case PROP_RAISED: g_value_set_int64 (value, self->raised); break;
  case PROP_CLEARED: g_value_set_int64 (value, self->cleared); break;
  case PROP_DISMISSED: g_value_set_boolean (value, self->dismissed); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_fault_record_dispose (GObject *object)
{
  g_clear_object (&CULM_FAULT_RECORD (object)->fault);
  G_OBJECT_CLASS (culm_fault_record_parent_class)->dispose (object);
}

static void
culm_fault_record_class_init (CulmFaultRecordClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_fault_record_get_property;
  G_OBJECT_CLASS (klass)->dispose = culm_fault_record_dispose;
  props[PROP_FAULT] = g_param_spec_object ("fault", NULL, NULL, CULM_TYPE_FAULT, flags);
  props[PROP_RAISED] = g_param_spec_int64 ("raised", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_CLEARED] = g_param_spec_int64 ("cleared", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_DISMISSED] = g_param_spec_boolean ("dismissed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_fault_record_init (CulmFaultRecord *self G_GNUC_UNUSED)
{
}

CulmFaultRecord *
culm_fault_record_new (CulmFault *fault, gint64 raised)
{
  CulmFaultRecord *self = g_object_new (CULM_TYPE_FAULT_RECORD, NULL);

  self->fault = g_object_ref (fault);
  self->raised = MAX (raised, 0);
  return self;
}

CulmFault *
culm_fault_record_get_fault (CulmFaultRecord *self)
{
  g_return_val_if_fail (CULM_IS_FAULT_RECORD (self), NULL);
  return self->fault;
}

gint64
culm_fault_record_get_raised (CulmFaultRecord *self)
{
  g_return_val_if_fail (CULM_IS_FAULT_RECORD (self), 0);
  return self->raised;
}

gint64
culm_fault_record_get_cleared (CulmFaultRecord *self)
{
  g_return_val_if_fail (CULM_IS_FAULT_RECORD (self), 0);
  return self->cleared;
}

void
culm_fault_record_set_cleared (CulmFaultRecord *self, gint64 cleared)
{
  g_return_if_fail (CULM_IS_FAULT_RECORD (self));
  cleared = MAX (cleared, 0);
  if (self->cleared == cleared)
    return;
  self->cleared = cleared;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CLEARED]);
}

gboolean
culm_fault_record_get_dismissed (CulmFaultRecord *self)
{
  g_return_val_if_fail (CULM_IS_FAULT_RECORD (self), FALSE);
  return self->dismissed;
}

void
culm_fault_record_set_dismissed (CulmFaultRecord *self, gboolean dismissed)
{
  g_return_if_fail (CULM_IS_FAULT_RECORD (self));
  dismissed = !!dismissed;
  if (self->dismissed == dismissed)
    return;
  self->dismissed = dismissed;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DISMISSED]);
}
