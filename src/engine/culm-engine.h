/* culm-engine.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account.h"
#include "culm-broker.h"
#include "culm-event.h"
#include "culm-fault-journal.h"
#include "culm-fault-library.h"
#include "culm-limits.h"
#include "culm-printer.h"
#include "culm-sign-in.h"
#include "culm-transfer.h"
#include "culm-webhooks.h"

G_BEGIN_DECLS

/**
 * CulmEngine:
 *
 * The composition without a screen: the accounts, the printers, their sessions, the transfers and the events of one
 * profile (design.md §2). Everything happens on the thread-default main context of whoever made it.
 *
 * Properties: "profile" (string, construct-only), "ready" (boolean: the keyring and the cache were read), "error"
 * (GError, nullable: why the keyring cannot be used).
 *
 * Signals: "event" (CulmEvent), in the order of contract.md §5.
 */
#define CULM_TYPE_ENGINE (culm_engine_get_type ())
G_DECLARE_FINAL_TYPE (CulmEngine, culm_engine, CULM, ENGINE, GObject)

/* `profile` is made of letters, digits, '-' and '_'; NULL: "default". Does no I/O. */
CulmEngine *culm_engine_new (const char *profile);

/* Before the start: of the accounts that are signed in only those that culm_account_answers_to() this. */
void culm_engine_choose_account (CulmEngine *self, const char *words);

/* Reads the keyring and the cache, fills accounts and printers from them (stale), then connects in the background.
 * Ends when the printers of the cache are listed, not when the network answered. */
void     culm_engine_start_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean culm_engine_start_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Ends every session and transfer, and lets go of every timer. The last reference may be dropped afterwards. */
void culm_engine_stop (CulmEngine *self);

const char *culm_engine_get_profile (CulmEngine *self);
gboolean    culm_engine_get_ready (CulmEngine *self);

/* GListModels, (transfer none). Printers are sorted by culm_printer_compare() and move as their state changes;
 * transfers: active ones first in their order, then the last 50 that ended, newest first. */
GListModel *culm_engine_get_accounts (CulmEngine *self);  /* CulmAccount */
GListModel *culm_engine_get_printers (CulmEngine *self);  /* CulmPrinter */
GListModel *culm_engine_get_transfers (CulmEngine *self); /* CulmTransfer */

/* The addresses that are told of the events. (transfer none). */
CulmWebhooks *culm_engine_get_webhooks (CulmEngine *self);

/* The settings of this profile (data/io.github.culm.Culm.gschema.xml). (transfer none) (nullable): NULL when the schema
 * is not installed. */
GSettings *culm_engine_get_settings (CulmEngine *self);

/* The brokers that were typed in by hand, one for a printer (culm-engine-brokers.c). Their printers stand among the
 * others; one that an account has as well is its broker's for as long as there is one. */
GListModel *culm_engine_get_brokers (CulmEngine *self);                     /* CulmBroker, (transfer none) */
CulmBroker *culm_engine_find_broker (CulmEngine *self, const char *serial); /* (transfer none) (nullable) */

/* Tries the broker, then keeps it in place of an older one of this printer, and connects. USAGE for a draft that cannot
 * be; else UNAUTHORISED, UNTRUSTED, OFFLINE, REFUSED, TIMED_OUT of the broker, the errors of the certificate's file
 * (which is copied) and of the keyring. */
void     culm_engine_add_broker_async (CulmEngine *self, const CulmBrokerDraft *draft, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_add_broker_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* The same broker, another password. NOT_FOUND when there is none of this printer. */
void     culm_engine_renew_broker_async (CulmEngine *self, const char *serial, const char *password,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_renew_broker_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Forgets the broker, its password, its certificate and the printer; one that an account has comes back from there. */
void     culm_engine_remove_broker_async (CulmEngine *self, const char *serial, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_remove_broker_finish (CulmEngine *self, GAsyncResult *result, GError **error);
/* What keeps to the limits of the accounts, in its time and manner. (transfer none). */
CulmLimits *culm_engine_get_limits (CulmEngine *self);

/* A printer by serial. (transfer none) (nullable). */
CulmPrinter *culm_engine_find_printer (CulmEngine *self, const char *serial);

/* For who is here for one printer: the others of its account are listened to and asked nothing, for the messages of an
 * account are counted. NULL: none is asked until it is known which one is meant. */
void culm_engine_set_focus (CulmEngine *self, CulmPrinter *printer);

/* Asks the service for the list of printers again. */
void     culm_engine_refresh_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean culm_engine_refresh_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* A new sign-in; when it is done the account is among the accounts and its printers connect. (transfer full). */
CulmSignIn *culm_engine_begin_sign_in (CulmEngine *self);

/* Tells the service, then wipes the token, the cache of its printers and their names, even when the service does not
 * answer. */
void     culm_engine_sign_out_async (CulmEngine *self, CulmAccount *account, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_sign_out_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Whether an upload can begin: there is an account whose token lives. */
gboolean culm_engine_can_upload (CulmEngine *self);

/* Queues an upload. A file that cannot be sent (folder, empty, unreadable, wrong type, too large, already on its way)
 * ends with an error and makes no transfer: USAGE, NOT_FOUND, UNSUPPORTED, BUSY … `printer` (nullable) is where it was
 * dropped. Finish returns (transfer full). */
void          culm_engine_upload_async (CulmEngine *self, GFile *file, CulmPrinter *printer, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* The same with a sliced package as a project of the account, which is what a print from the cloud starts from; a
 * server that knows no projects gets the file alone. `plate` 0: the first that has G-code. A package without it makes a
 * transfer that fails with UNSUPPORTED. */
void          culm_engine_upload_project_async (CulmEngine *self, GFile *file, guint plate, CulmPrinter *printer,
                                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                                gpointer user_data);
CulmTransfer *culm_engine_upload_finish (CulmEngine *self, GAsyncResult *result, GError **error);
void          culm_engine_cancel_transfer (CulmEngine *self, CulmTransfer *transfer);
/* One that waits for the limit of uploads goes past it, and is next. */
void          culm_engine_upload_now (CulmEngine *self, CulmTransfer *transfer);
void          culm_engine_retry_transfer (CulmEngine *self, CulmTransfer *transfer);
void          culm_engine_forget_transfer (CulmEngine *self, CulmTransfer *transfer); /* only when it has ended */

/* The picture of the plate that is printed (cloud jobs: reference/rest.md §11 `cover`, §9 `thumbnail`), as the bytes
 * of an image file; kept for the session. NOT_FOUND when there is none. Finish returns (transfer full). */
void    culm_engine_load_cover_async (CulmEngine *self, CulmPrinter *printer, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GBytes *culm_engine_load_cover_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* The firmware that the service offers for a printer (reference/rest.md §9), to be read: nothing is installed.
 * NOT_FOUND when no account has the printer. `version` (transfer full) (nullable): there is nothing newer; `notes`
 * (transfer full) (nullable): what the vendor says of it, plain text from outside. */
void     culm_engine_load_firmware_async (CulmEngine *self, CulmPrinter *printer, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_load_firmware_finish (CulmEngine *self, GAsyncResult *result, char **version, char **notes,
                                           GError **error);

/* What the printers complained of, and the texts for it. (transfer none). */
CulmFaultJournal *culm_engine_get_fault_journal (CulmEngine *self);
CulmFaultLibrary *culm_engine_get_fault_library (CulmEngine *self);

G_END_DECLS
