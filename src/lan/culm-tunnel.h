/* culm-tunnel.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-file-store.h"
#include "culm-lan-target.h"

G_BEGIN_DECLS

/**
 * CulmTunnel:
 *
 * The storage of a newer printer over the file tunnel on port 6000 (reference/lan.md §7): its stick as the top, and
 * what is inside as the folder CULM_TUNNEL_INSIDE, which nothing else reaches. It tells of models, timelapses and
 * recordings alone, has no folders of a person's own, renames nothing, and does not say how much is free: UNSUPPORTED.
 * Of a file that it does not tell of it says NOT_FOUND without a server code; FTPS may know better. The detail of
 * UNSUPPORTED is CULM_FILE_STORE_INSIDE for what lies inside.
 */
#define CULM_TYPE_TUNNEL (culm_tunnel_get_type ())
G_DECLARE_FINAL_TYPE (CulmTunnel, culm_tunnel, CULM, TUNNEL, CulmFileStore)

/* Does no I/O. Returns: (transfer full). */
CulmFileStore *culm_tunnel_new (CulmLanTarget *target);

/* For tests: culm_tunnel_session_set_patience(). */
void culm_tunnel_set_patience (CulmTunnel *self, guint milliseconds);

G_END_DECLS
