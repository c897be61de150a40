/* culm-discovery.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ssdp.h"

G_BEGIN_DECLS

/**
 * CulmDiscovery:
 *
 * Listens for the announcements of printers on every interface, beside whoever else listens, and asks for them when it
 * starts, when a network comes or goes, and when told to (reference/lan.md §2). A datagram is read and forgotten: one
 * that is no announcement costs nothing, and never more than 256 printers are kept.
 *
 * Signals: "found" (CulmAnnouncement): new, or with another address, name, firmware or mode than before, or back;
 * "lost" (CulmAnnouncement): said goodbye, or was silent for 60 s.
 */
#define CULM_TYPE_DISCOVERY (culm_discovery_get_type ())
G_DECLARE_FINAL_TYPE (CulmDiscovery, culm_discovery, CULM, DISCOVERY, GObject)

CulmDiscovery *culm_discovery_new (void);

/* Opens the sockets. One that cannot be opened is done without, and said in the log; UNSUPPORTED when none can. */
gboolean culm_discovery_start (CulmDiscovery *self, GError **error);
void     culm_discovery_stop (CulmDiscovery *self);

/* Asks every printer to announce itself now. */
void culm_discovery_search (CulmDiscovery *self);

/* A printer that is always heard, even when strangers announce themselves beyond all measure. */
void culm_discovery_want (CulmDiscovery *self, const char *serial);

/* Those that were heard in the last minute. Returns: (transfer container): of CulmAnnouncement. */
GPtrArray *culm_discovery_list (CulmDiscovery *self);
/* Returns: (transfer none) (nullable). */
CulmAnnouncement *culm_discovery_find (CulmDiscovery *self, const char *serial);

G_END_DECLS
