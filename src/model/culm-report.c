/* culm-report.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report.h"

struct _CulmReport {
  gatomicrefcount refs;
  gsize id, earlier; /* of this report and of the one that it was merged into; 0: none */
  CulmRecord *status, *info;
  gboolean full;
  CulmSwitch presence;
  guint32 changed;
};

G_DEFINE_BOXED_TYPE (CulmReport, culm_report, culm_report_ref, culm_report_unref)

CulmReport *
culm_report_new (CulmRecord *status, CulmRecord *info, gboolean full, CulmSwitch presence)
{
  static gsize last_id = 0;
  CulmReport *self = g_new0 (CulmReport, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = (gsize) g_atomic_pointer_add (&last_id, 1) + 1;
  self->status = status;
  self->info = info;
  self->full = full;
  self->presence = presence;
  self->changed = CULM_REPORT_ALL;
  return self;
}

CulmReport *
culm_report_new_merged (const CulmReport *earlier, CulmRecord *status, CulmRecord *info, gboolean full, guint32 changed)
{
  CulmReport *self = culm_report_new (status, info, full, CULM_SWITCH_UNKNOWN);

  self->earlier = earlier != NULL ? earlier->id : 0;
  self->changed = changed;
  return self;
}

CulmReport *
culm_report_ref (CulmReport *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
culm_report_unref (CulmReport *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->status, culm_record_unref);
  g_clear_pointer (&self->info, culm_record_unref);
  g_free (self);
}

gboolean
culm_report_is_empty (const CulmReport *self)
{
  return culm_record_get_mask (self->status) == 0 && culm_record_get_mask (self->info) == 0;
}

gboolean
culm_report_is_full (const CulmReport *self)
{
  return self->full;
}

CulmSwitch
culm_report_get_presence (const CulmReport *self)
{
  return self->presence;
}

guint32
culm_report_get_changed (const CulmReport *self)
{
  return self->changed;
}

gboolean
culm_report_follows (const CulmReport *self, const CulmReport *earlier)
{
  return self->earlier == (earlier != NULL ? earlier->id : 0);
}

CulmRecord *
culm_report_get_status (const CulmReport *self)
{
  return self != NULL ? self->status : NULL;
}

CulmRecord *
culm_report_get_info (const CulmReport *self)
{
  return self != NULL ? self->info : NULL;
}
