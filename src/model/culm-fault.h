/* culm-fault.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-enums.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmFault:
 *
 * A print error or an HMS entry (reference/hms.md), immutable. Properties: "code" ("0300-8004" or
 * "0300-0100-0001-0008"), "severity" (CulmSeverity; UNKNOWN for a print error), "module" (string, nullable, the words
 * of state.md), "text" (string, nullable: a short sentence in English), "url" (string, nullable: the wiki page).
 */
#define CULM_TYPE_FAULT (culm_fault_get_type ())
G_DECLARE_FINAL_TYPE (CulmFault, culm_fault, CULM, FAULT, GObject)

/* reference/hms.md §4. Returns: (transfer full) (nullable): NULL for 0. */
CulmFault *culm_fault_new_print_error (guint32 print_error);
/* reference/hms.md §1. Returns: (transfer full). */
CulmFault *culm_fault_new_hms (guint32 attr, guint32 code);

const char  *culm_fault_get_code (CulmFault *self);
CulmSeverity culm_fault_get_severity (CulmFault *self);
const char  *culm_fault_get_module (CulmFault *self);
const char  *culm_fault_get_text (CulmFault *self);
const char  *culm_fault_get_url (CulmFault *self);

/* The text in the language of the program: the unit and slot of an AMS are put in after the translation, so translate
 * with this and not with the English text. Returns: (transfer full) (nullable). */
char *culm_fault_dup_translated (CulmFault *self);

gboolean     culm_fault_equal (CulmFault *a, CulmFault *b); /* both nullable; by code */

/* A person stopped the job: 0300-400C, 0500-400E (reference/mqtt.md §3.3). */
gboolean culm_fault_is_cancel (guint32 print_error);

G_END_DECLS
