/* culm-fault-place.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Where a fault comes from: the upper half of an HMS entry or of a print error (reference/hms.md §1). */

/* "motion", "mainboard", "ams" … in the words of state.md. Returns: a static string (nullable). */
const char *culm_fault_place_get_module (guint32 attr);
gboolean    culm_fault_place_is_ams (guint32 attr);
/* The spool beside the printer instead of a unit. */
gboolean culm_fault_place_is_external (guint32 attr);
/* "AMS B", "AMS Lite", "AMS HT 2": the product's name and its letter or number, not to be translated.
 * Returns: (transfer full). */
char *culm_fault_place_name_unit (guint32 attr);
/* "3", or "1" where the part is no slot. Returns: (transfer full). */
char *culm_fault_place_name_slot (guint32 attr);
/* The same part of unit A of the same kind. */
guint32 culm_fault_place_get_first_unit (guint32 attr);
/* The same part of unit A, slot 1 of an AMS, as which our own table lists it; the external spool stays one. */
guint32 culm_fault_place_reduce (guint32 attr);

G_END_DECLS
