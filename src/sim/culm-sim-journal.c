/* culm-sim-journal.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-journal.h"

#define MAX_ENTRIES 20000

struct _CulmSimJournal {
  GObject parent_instance;
  GQueue entries;
};

G_DEFINE_FINAL_TYPE (CulmSimJournal, culm_sim_journal, G_TYPE_OBJECT)

static void
culm_sim_journal_finalize (GObject *object)
{
  culm_sim_journal_clear (CULM_SIM_JOURNAL (object));
  G_OBJECT_CLASS (culm_sim_journal_parent_class)->finalize (object);
}

static void
culm_sim_journal_class_init (CulmSimJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_sim_journal_finalize;
}

static void
culm_sim_journal_init (CulmSimJournal *self)
{
  g_queue_init (&self->entries);
}

CulmSimJournal *
culm_sim_journal_new (void)
{
  return g_object_new (CULM_SIM_TYPE_JOURNAL, NULL);
}

JsonObject *
culm_sim_journal_add (CulmSimJournal *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s.%03dZ", at, g_date_time_get_microsecond (now) / 1000);
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "at", text);
  if (self->entries.length == MAX_ENTRIES)
    json_object_unref (g_queue_pop_head (&self->entries));
  g_queue_push_tail (&self->entries, entry);
  return json_object_ref (entry);
}

void
culm_sim_journal_clear (CulmSimJournal *self)
{
  g_queue_clear_full (&self->entries, (GDestroyNotify) json_object_unref);
}

guint
culm_sim_journal_get_length (CulmSimJournal *self)
{
  return self->entries.length;
}

JsonArray *
culm_sim_journal_dup (CulmSimJournal *self, gboolean (*accepts) (JsonObject *entry))
{
  JsonArray *out = json_array_new ();

  for (GList *l = self->entries.head; l != NULL; l = l->next) {
    if (accepts == NULL || accepts (l->data))
      json_array_add_object_element (out, json_object_ref (l->data));
  }
  return out;
}
