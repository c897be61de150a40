/* culm-tunnel-listing.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-stored-file.h"
#include "culm-tunnel-frame.h"

G_BEGIN_DECLS

/**
 * CulmTunnelListing:
 *
 * What the file tunnel lists, as folders: it knows no folders, but kinds of files on storages, each with a path of the
 * printer's own. Here the stick is the top, as it is over FTPS, and what is inside the printer the folder "/internal";
 * both have their timelapses, recordings and waiting jobs in the folders that FTPS shows ("timelapse", "ipcam",
 * "cache"). No name leads out of its folder, and no two are the same.
 */
typedef struct _CulmTunnelListing CulmTunnelListing;

#define CULM_TUNNEL_INSIDE CULM_STORED_FILE_INSIDE

CulmTunnelListing *culm_tunnel_listing_new (void);
void               culm_tunnel_listing_free (CulmTunnelListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTunnelListing, culm_tunnel_listing_free)

/* Where a path lies: on the stick or inside, and in which of its folders ("" the top, "timelapse"); FALSE for a folder
 * that the tunnel does not have. */
gboolean culm_tunnel_listing_split (const char *folder, gboolean *inside, const char **rest);

/* A folder in a folder; before the files. */
void     culm_tunnel_listing_add_folder (CulmTunnelListing *self, const char *folder, const char *name);
/* Takes the files of one reply that belong in `folder`: what waits in the cache is not at the top. At most 20 000 are
 * kept; FALSE when there is no list, or more than that. */
gboolean culm_tunnel_listing_add (CulmTunnelListing *self, const char *folder, JsonNode *reply);
/* Whether a reply has any that waits in the cache. */
gboolean culm_tunnel_listing_has_cached (JsonNode *reply);

/* (element-type CulmStoredFile) (transfer full). */
GPtrArray  *culm_tunnel_listing_dup_files (CulmTunnelListing *self);
/* What the printer calls the file of one of our paths. (nullable) (transfer none). */
const char *culm_tunnel_listing_find (CulmTunnelListing *self, const char *path);

G_END_DECLS
