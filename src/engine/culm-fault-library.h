/* culm-fault-library.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmFaultLibrary:
 *
 * Looks after the vendor's fault texts (reference/hms.md §2): asks the person once, at the first code that Culm has no
 * sentence for, whether they may be fetched; fetches them in the language of the program, keeps them for use without a
 * network, and renews them once a week. Nothing is asked or fetched while no account of the cloud is signed in.
 *
 * Property "asking" (boolean, read-only): the person should be asked now. Signal "changed": faults have other texts
 * from now on.
 */
#define CULM_TYPE_FAULT_LIBRARY (culm_fault_library_get_type ())
G_DECLARE_FINAL_TYPE (CulmFaultLibrary, culm_fault_library, CULM, FAULT_LIBRARY, GObject)

gboolean culm_fault_library_get_asking (CulmFaultLibrary *self);

/* What the person said. It is kept in the settings ("fault-texts"), where it can be changed. */
void culm_fault_library_answer (CulmFaultLibrary *self, gboolean allow);

G_END_DECLS
