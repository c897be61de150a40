/* culm-cloud-session.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account-record.h"
#include "culm-cloud-client.h"
#include "culm-limits.h"
#include "culm-roster.h"

G_BEGIN_DECLS

/**
 * CulmCloudSession:
 *
 * One account at work: asks for its list of printers, keeps one MQTT session to its broker for all of them, and says by
 * its account how that goes. When the token dies the printers stay, old, until culm_cloud_session_resume().
 *
 * Signals: "renewed" (CulmAccountRecord * as a pointer, (transfer none)): the service gave a new token, to be kept;
 * "listed" (): the list came, and the printers are as it says.
 */
#define CULM_TYPE_CLOUD_SESSION (culm_cloud_session_get_type ())
G_DECLARE_FINAL_TYPE (CulmCloudSession, culm_cloud_session, CULM, CLOUD_SESSION, GObject)

/* Copies the record. The rest is for its CulmRoster. */
CulmCloudSession *culm_cloud_session_new (const CulmAccountRecord *record, CulmLimits *limits,
                                          CulmPrinterList *printers, CulmCache *cache, GSettings *settings,
                                          double time_scale);

CulmAccount             *culm_cloud_session_get_account (CulmCloudSession *self); /* (transfer none) */
CulmCloudClient         *culm_cloud_session_get_client (CulmCloudSession *self);  /* (transfer none) */
const CulmAccountRecord *culm_cloud_session_get_record (CulmCloudSession *self);
CulmRoster              *culm_cloud_session_get_roster (CulmCloudSession *self); /* (transfer none): its printers */

void culm_cloud_session_start (CulmCloudSession *self);
/* Ends everything, saves the reports. Printers stay in the list. */
void culm_cloud_session_stop (CulmCloudSession *self);
/* The same until it is started again, by a person's wish that the vendor is asked nothing. */
void culm_cloud_session_rest (CulmCloudSession *self);
/* After a new sign-in of the same account. */
void culm_cloud_session_resume (CulmCloudSession *self, const CulmAccountRecord *record);
/* Takes its printers out of the list and out of the cache. */
void culm_cloud_session_forget (CulmCloudSession *self);

/* The list once more; calls that come meanwhile end with the one under way. */
void     culm_cloud_session_refresh_async (CulmCloudSession *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_cloud_session_refresh_finish (CulmCloudSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
