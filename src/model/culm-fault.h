/* culm-fault.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-book.h"
#include "culm-printer-enums.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmFault:
 *
 * A print error or an HMS entry (reference/hms.md), immutable. Properties: "code" ("0300-8004" or
 * "0300-0100-0001-0008"), "severity" (CulmSeverity; UNKNOWN for a print error), "module" (string, nullable, the words
 * of state.md), "text" (string, nullable: a short sentence of our own in English, else that of the book in use), "url"
 * (string, nullable: the wiki page).
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

gboolean culm_fault_is_hms (CulmFault *self);
/* Is there a sentence of our own for it, so that no book is needed? */
gboolean culm_fault_has_own_text (CulmFault *self);
/* The reverse of culm_fault_get_code(). Returns: (transfer full) (nullable): NULL when it is no code. */
CulmFault *culm_fault_new_from_code (const char *code);

/* The vendor's sentences for every fault that has none of our own, from now on and for the whole program, as gettext
 * has one catalogue; NULL: none. Faults do not tell of the change. */
void culm_fault_use_book (CulmFaultBook *book);

/* The text in the language of the program: the unit and slot of an AMS are put in after the translation, so translate
 * with this and not with the English text. Returns: (transfer full) (nullable). */
char *culm_fault_dup_translated (CulmFault *self);

gboolean     culm_fault_equal (CulmFault *a, CulmFault *b); /* both nullable; by code */

/* A person stopped the job: 0300-400C, 0500-400E (reference/mqtt.md §3.3). */
gboolean culm_fault_is_cancel (guint32 print_error);
/* The same of a fault. It is shown as an error for a while, and is none. */
gboolean culm_fault_is_stop (CulmFault *self);

G_END_DECLS
