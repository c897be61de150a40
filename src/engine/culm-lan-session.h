/* culm-lan-session.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-record.h"
#include "culm-lan-roots.h"
#include "culm-roster.h"
#include "culm-ssdp.h"

G_BEGIN_DECLS

/**
 * CulmLanSession:
 *
 * A printer that was added on the LAN, at work (reference/lan.md §3): keeps one MQTT session with it and says by its
 * CulmLanPrinter how that goes. A wrong code, and a certificate that changed, wait for a person; an address that does
 * not answer is tried again, at once when the printer announces itself.
 *
 * Signals: "listed" (): how the printer stands was found out for the first time; "changed" (): the record
 * has another host, or the certificate that a known issuer has renewed; it is to be kept.
 */
#define CULM_TYPE_LAN_SESSION (culm_lan_session_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanSession, culm_lan_session, CULM, LAN_SESSION, GObject)

/* Takes the record (transfer full). What follows the roots is for its CulmRoster. */
CulmLanSession *culm_lan_session_new (CulmLanRecord *record, CulmLanRoots *roots, CulmPrinterList *printers,
                                      CulmCache *cache, GSettings *settings, double time_scale);

CulmLanPrinter      *culm_lan_session_get_printer (CulmLanSession *self); /* (transfer none) */
const CulmLanRecord *culm_lan_session_get_record (CulmLanSession *self);
CulmRoster          *culm_lan_session_get_roster (CulmLanSession *self); /* (transfer none): its one printer */
const char          *culm_lan_session_get_id (CulmLanSession *self);     /* as the cache calls it */

/* Puts the printer into the list. */
void culm_lan_session_show (CulmLanSession *self);
/* The same, then connects. */
void culm_lan_session_start (CulmLanSession *self);
/* Ends everything, saves the report. The printer stays in the list. */
void culm_lan_session_stop (CulmLanSession *self);
/* Takes its printer out of the list, unless an account has it, and out of the cache. */
void culm_lan_session_forget (CulmLanSession *self);

/* The printer was heard in the network. Anybody can say so: the certificate is judged as ever. */
void culm_lan_session_take_announcement (CulmLanSession *self, const CulmAnnouncement *announcement);

/* The known issuers are others now: a certificate that was put before a person may need no question any more. */
void culm_lan_session_judge_again (CulmLanSession *self);

/* A person wants it tried at once. */
void culm_lan_session_retry (CulmLanSession *self);
void culm_lan_session_set_lan_only (CulmLanSession *self, gboolean lan_only);

G_END_DECLS
