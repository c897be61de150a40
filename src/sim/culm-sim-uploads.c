/* culm-sim-uploads.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-uploads.h"

struct _CulmSimUploads {
  GObject parent_instance;
  GHashTable *offers; /* id → CulmSimOffer */
  CulmSimJournal *journal;
};

G_DEFINE_FINAL_TYPE (CulmSimUploads, culm_sim_uploads, G_TYPE_OBJECT)

static void
free_offer (CulmSimOffer *offer)
{
  g_free (offer->id);
  g_free (offer->name);
  g_free (offer->md5);
  g_clear_pointer (&offer->entry, json_object_unref);
  g_free (offer);
}

static void
culm_sim_uploads_finalize (GObject *object)
{
  CulmSimUploads *self = CULM_SIM_UPLOADS (object);

  g_hash_table_unref (self->offers);
  g_object_unref (self->journal);
  G_OBJECT_CLASS (culm_sim_uploads_parent_class)->finalize (object);
}

static void
culm_sim_uploads_class_init (CulmSimUploadsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_sim_uploads_finalize;
}

static void
culm_sim_uploads_init (CulmSimUploads *self)
{
  self->offers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) free_offer);
  self->journal = culm_sim_journal_new ();
}

CulmSimUploads *
culm_sim_uploads_new (void)
{
  return g_object_new (CULM_SIM_TYPE_UPLOADS, NULL);
}

CulmSimOffer *
culm_sim_uploads_offer (CulmSimUploads *self, const char *name, gint64 announced)
{
  CulmSimOffer *offer = g_new0 (CulmSimOffer, 1);

  offer->id = g_uuid_string_random ();
  offer->name = g_strdup (name != NULL && *name != '\0' ? name : offer->id);
  offer->announced = announced;
  offer->size = -1;
  g_hash_table_insert (self->offers, offer->id, offer);
  return offer;
}

CulmSimOffer *
culm_sim_uploads_find (CulmSimUploads *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->offers, id) : NULL;
}

CulmSimOffer *
culm_sim_uploads_offer_as (CulmSimUploads *self, const char *id)
{
  CulmSimOffer *offer = culm_sim_uploads_find (self, id);

  if (offer != NULL)
    return offer;
  offer = g_new0 (CulmSimOffer, 1);
  offer->id = g_strdup (id);
  offer->name = g_strdup (id);
  offer->announced = -1;
  offer->size = -1;
  offer->wants_md5 = TRUE;
  g_hash_table_insert (self->offers, offer->id, offer);
  return offer;
}

void
culm_sim_uploads_arrive (CulmSimUploads *self, CulmSimOffer *offer, gint64 size, const char *sha256, const char *md5)
{
  g_free (offer->md5);
  offer->md5 = md5 != NULL ? g_ascii_strup (md5, -1) : NULL;
  g_clear_pointer (&offer->entry, json_object_unref);
  offer->size = size;
  offer->entry = culm_sim_journal_add (self->journal);
  json_object_set_string_member (offer->entry, "name", offer->name);
  json_object_set_int_member (offer->entry, "size", size);
  json_object_set_string_member (offer->entry, "sha256", sha256);
  json_object_set_boolean_member (offer->entry, "confirmed", FALSE);
}

gboolean
culm_sim_uploads_confirm (CulmSimUploads *self G_GNUC_UNUSED, CulmSimOffer *offer, gint64 size)
{
  if (offer->entry == NULL || (size >= 0 && size != offer->size) ||
      (offer->announced >= 0 && offer->announced != offer->size))
    return FALSE;
  json_object_set_boolean_member (offer->entry, "confirmed", TRUE);
  return TRUE;
}

CulmSimJournal *
culm_sim_uploads_get_journal (CulmSimUploads *self)
{
  return self->journal;
}
