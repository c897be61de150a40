/* culm-cloud-session.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account-record.h"
#include "culm-cache.h"
#include "culm-cloud-client.h"
#include "culm-printer-list.h"
#include "culm-restored.h"

G_BEGIN_DECLS

/**
 * CulmCloudSession:
 *
 * One account at work: asks for its list of printers, keeps one MQTT session to its broker for all of them, and says by its
 * account how that goes. When the token dies the printers stay, old, until culm_cloud_session_resume().
 *
 * Signals: "renewed" (CulmAccountRecord * as a pointer, (transfer none)): the service gave a new token, to be kept;
 * "printer-added" (CulmPrinter) and "printer-removed" (CulmPrinter): right after it came to the list, right before it
 * goes; "listed" (): the list came, and the printers are as it says.
 */
#define CULM_TYPE_CLOUD_SESSION (culm_cloud_session_get_type ())
G_DECLARE_FINAL_TYPE (CulmCloudSession, culm_cloud_session, CULM, CLOUD_SESSION, GObject)

/* Copies the record. Printers come and go in `printers`; one that is there already, from another account, is left alone.
 * `time_scale` is 1; tests shorten every wait of the printers by it. */
CulmCloudSession *culm_cloud_session_new (const CulmAccountRecord *record, CulmPrinterList *printers, CulmCache *cache,
                                          GSettings *settings, double time_scale);

CulmAccount             *culm_cloud_session_get_account (CulmCloudSession *self); /* (transfer none) */
CulmCloudClient         *culm_cloud_session_get_client (CulmCloudSession *self);  /* (transfer none) */
const CulmAccountRecord *culm_cloud_session_get_record (CulmCloudSession *self);
gboolean                 culm_cloud_session_has_printer (CulmCloudSession *self, CulmPrinter *printer);

/* The plate picture's address of the list, nullable. Never into a log. */
const char *culm_cloud_session_get_thumbnail (CulmCloudSession *self, CulmPrinter *printer);

/* Before the start: a printer of the last run, shown as it was. Takes the raw messages. */
void culm_cloud_session_restore (CulmCloudSession *self, CulmRestored *restored);

void culm_cloud_session_start (CulmCloudSession *self);
/* Ends everything, saves the reports. Printers stay in the list. */
void culm_cloud_session_stop (CulmCloudSession *self);
/* After a new sign-in of the same account. */
void culm_cloud_session_resume (CulmCloudSession *self, const CulmAccountRecord *record);
/* Takes its printers out of the list and out of the cache. */
void culm_cloud_session_forget (CulmCloudSession *self);

/* The list once more; calls that come meanwhile end with the one under way. */
void     culm_cloud_session_refresh_async (CulmCloudSession *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_cloud_session_refresh_finish (CulmCloudSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
