/* culm-plate-object.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-plate-object.h"

CulmPlateObject *
culm_plate_object_new (int id, const char *name)
{
  CulmPlateObject *self = g_new (CulmPlateObject, 1);

  self->id = id;
  self->name = g_strdup (name);
  return self;
}

void
culm_plate_object_free (CulmPlateObject *self)
{
  g_free (self->name);
  g_free (self);
}
