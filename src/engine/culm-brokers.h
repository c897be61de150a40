/* culm-brokers.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-broker-session.h"
#include "culm-secrets.h"

G_BEGIN_DECLS

/**
 * CulmBrokers:
 *
 * The brokers of one profile that were typed in by hand, one for a printer: tries them, keeps them, and keeps a copy of
 * the certificate that came with each.
 *
 * A printer of an account that gets a broker of its own belongs to the broker from then on, until that is removed:
 * who types one in wants it used.
 *
 * Signals: "added" (CulmBrokerSession): before it starts, so that other rosters can let go of its printer; "removed"
 * (string serial): the printer is free again.
 */
#define CULM_TYPE_BROKERS (culm_brokers_get_type ())
G_DECLARE_FINAL_TYPE (CulmBrokers, culm_brokers, CULM, BROKERS, GObject)

CulmBrokers *culm_brokers_new (const char *profile, CulmSecrets *secrets, CulmLimits *limits, CulmPrinterList *printers,
                               CulmCache *cache, GSettings *settings);

GListModel *culm_brokers_get_list (CulmBrokers *self); /* CulmBroker, (transfer none) */

/* All that is known of the broker of this printer. Returns: (transfer full) (nullable). */
CulmBrokerRecord *culm_brokers_dup_record (CulmBrokers *self, const char *serial);

/* What the keyring and the cache hold (element-type CulmSecret, CulmRestored); nothing connects yet. */
void culm_brokers_restore (CulmBrokers *self, GPtrArray *secrets, GPtrArray *restored, double time_scale);
void culm_brokers_start (CulmBrokers *self);
void culm_brokers_stop (CulmBrokers *self);

/* Takes the record (transfer full). Errors: those of CulmBrokerTrial, of the certificate's file, of the keyring; then
 * nothing was changed. */
void     culm_brokers_add_async (CulmBrokers *self, CulmBrokerRecord *record, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_brokers_add_finish (CulmBrokers *self, GAsyncResult *result, GError **error);

/* Wipes the secret, the certificate and the printer's cache. NOT_FOUND (origin printer) when there is none. */
void     culm_brokers_remove_async (CulmBrokers *self, const char *serial, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_brokers_remove_finish (CulmBrokers *self, GAsyncResult *result, GError **error);

G_END_DECLS
