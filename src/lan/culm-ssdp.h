/* culm-ssdp.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What the announcements of printers are sent to and come from (reference/lan.md §2). */
#define CULM_SSDP_PORT 2021
#define CULM_SSDP_OTHER_PORT 1990
#define CULM_SSDP_GROUP "239.255.255.250"
#define CULM_SSDP_MAX_BYTES 4096

/**
 * CulmAnnouncement:
 *
 * What a printer says of itself in the local network. Immutable and counted. Anyone can send one: nothing in it is
 * proven until the printer's certificate was checked.
 */
#define CULM_TYPE_ANNOUNCEMENT (culm_announcement_get_type ())
typedef struct {
  char *serial;         /* 15 or 16 letters and digits */
  char *address;        /* IPv4 or IPv6, a number */
  char *model_id;       /* "O1D"; nullable */
  char *name;           /* valid UTF-8, one line, at most 128 characters; nullable */
  char *firmware;       /* nullable */
  int signal;           /* dBm; 0: not said */
  gboolean lan_only;    /* "lan": the printer has left the cloud */
  gboolean secure;      /* speaks TLS on 8883 */
  gboolean leaving;     /* "ssdp:byebye" */
} CulmAnnouncement;
GType             culm_announcement_get_type (void);
CulmAnnouncement *culm_announcement_ref (CulmAnnouncement *self);
void              culm_announcement_unref (CulmAnnouncement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmAnnouncement, culm_announcement_unref)

/* Reads a datagram from `source` (a number): NOTIFY, or the answer to a search. Returns: (transfer full), or NULL when
 * it is not an announcement of a printer, whole and within its limits. Pure. */
CulmAnnouncement *culm_ssdp_read (const char *data, gsize size, const char *source);

/* The search for every printer. Returns: (transfer none): a static string. */
const char *culm_ssdp_get_search (void);

G_END_DECLS
