/* culm-sim-uploads.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-journal.h"

/* A place that was offered for a file. Files are summed, never kept. */
typedef struct {
  char *id;          /* the seed's file_id, last part of the URL */
  char *name;
  gint64 announced;  /* bytes; -1 when nobody said */
  gint64 size;       /* bytes that came; -1 before */
  gboolean wants_md5;
  char *md5;         /* (nullable): upper case, once it came */
  JsonObject *entry; /* (nullable): of the list, once it came whole */
} CulmSimOffer;

#define CULM_SIM_TYPE_UPLOADS (culm_sim_uploads_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimUploads, culm_sim_uploads, CULM_SIM, UPLOADS, GObject)

CulmSimUploads *culm_sim_uploads_new (void);

/* name: (nullable): then the file is called by its id. Returns: (transfer none) */
CulmSimOffer *culm_sim_uploads_offer (CulmSimUploads *self, const char *name, gint64 announced);
/* The place of that name, a new one or the one that there is; what comes is summed by MD5 as well.
 * Returns: (transfer none) */
CulmSimOffer *culm_sim_uploads_offer_as (CulmSimUploads *self, const char *id);
/* Returns: (transfer none) (nullable) */
CulmSimOffer *culm_sim_uploads_find  (CulmSimUploads *self, const char *id);

/* The file came whole; sha256, md5 (nullable) in hex. */
void     culm_sim_uploads_arrive  (CulmSimUploads *self, CulmSimOffer *offer, gint64 size, const char *sha256,
                                   const char *md5);
/* The client says that it is done. size: what it says of it, -1 for nothing.
 * Returns: FALSE when the file never came whole, or came in another size than was said */
gboolean culm_sim_uploads_confirm (CulmSimUploads *self, CulmSimOffer *offer, gint64 size);

/* Returns: (transfer none): the files that came, for the control interface */
CulmSimJournal *culm_sim_uploads_get_journal (CulmSimUploads *self);
