/* culm-text-fault.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-fault.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

char *
culm_text_fault_times (CulmFaultRecord *record, gint64 now)
{
  gint64 raised = culm_fault_record_get_raised (record), cleared = culm_fault_record_get_cleared (record);
  g_autofree char *begin = NULL;
  g_autofree char *length = NULL;

  if (cleared == 0) {
    begin = culm_text_since (raised, now);
    return g_strdup_printf (_ ("since %s"), begin);
  }
  begin = culm_text_clock (raised, now);
  length = culm_text_duration ((int) CLAMP (cleared - raised, 0, G_MAXINT));
  return g_strdup_printf (_ ("%s, for %s"), begin, length);
}
