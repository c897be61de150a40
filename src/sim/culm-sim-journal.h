/* culm-sim-journal.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

/* What happened, oldest first, for the control interface: a list of objects, each with its instant in "at".
 * The oldest are dropped beyond a bound, so that a simulator left running does not grow. */
#define CULM_SIM_TYPE_JOURNAL (culm_sim_journal_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimJournal, culm_sim_journal, CULM_SIM, JOURNAL, GObject)

CulmSimJournal *culm_sim_journal_new (void);

/* Adds an entry that has "at" already; more members may be set later.
 * Returns: (transfer full) */
JsonObject *culm_sim_journal_add   (CulmSimJournal *self);
void        culm_sim_journal_clear (CulmSimJournal *self);
guint       culm_sim_journal_get_length (CulmSimJournal *self);

/* accepts: (nullable): says which entries to give. Returns: (transfer full) */
JsonArray *culm_sim_journal_dup (CulmSimJournal *self, gboolean (*accepts) (JsonObject *entry));
