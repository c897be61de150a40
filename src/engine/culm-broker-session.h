/* culm-broker-session.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-broker-record.h"
#include "culm-limits.h"
#include "culm-roster.h"

G_BEGIN_DECLS

/**
 * CulmBrokerSession:
 *
 * A broker that was typed in by hand, at work: keeps one MQTT session for its printer, in the seed's dialect unless the
 * person chose another (design.md §4), and says by its broker how that goes. After a refusal nothing is tried until the
 * person gives the password again.
 *
 * Signal "listed" (): how the printer stands was found out for the first time.
 */
#define CULM_TYPE_BROKER_SESSION (culm_broker_session_get_type ())
G_DECLARE_FINAL_TYPE (CulmBrokerSession, culm_broker_session, CULM, BROKER_SESSION, GObject)

/* Takes the record (transfer full). Its messages are counted as an account's are. The rest is for its CulmRoster. */
CulmBrokerSession *culm_broker_session_new (CulmBrokerRecord *record, CulmLimits *limits, CulmPrinterList *printers,
                                            CulmCache *cache, GSettings *settings, double time_scale);

CulmBroker             *culm_broker_session_get_broker (CulmBrokerSession *self); /* (transfer none) */
const CulmBrokerRecord *culm_broker_session_get_record (CulmBrokerSession *self);
CulmRoster             *culm_broker_session_get_roster (CulmBrokerSession *self); /* (transfer none): its one printer */
const char             *culm_broker_session_get_id (CulmBrokerSession *self);     /* as the cache calls it */

/* Puts the printer into the list, which other rosters have let go of. */
void culm_broker_session_show (CulmBrokerSession *self);
/* The same, then connects. */
void culm_broker_session_start (CulmBrokerSession *self);
/* Ends everything, saves the report. The printer stays in the list. */
void culm_broker_session_stop (CulmBrokerSession *self);
/* Takes its printer out of the list and out of the cache. */
void culm_broker_session_forget (CulmBrokerSession *self);

G_END_DECLS
