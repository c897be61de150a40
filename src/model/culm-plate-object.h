/* culm-plate-object.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Something that stands on a plate and can be left out of its print (reference/files.md §3). */
typedef struct {
  int id;     /* `identify_id`: the number that `skip_objects` takes */
  char *name; /* as the slicer called it: text from outside; may be empty */
} CulmPlateObject;

/* (transfer full). */
CulmPlateObject *culm_plate_object_new  (int id, const char *name);
void             culm_plate_object_free (CulmPlateObject *self);

G_END_DECLS
