/* culm-webhook-store.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cache.h"

G_BEGIN_DECLS

/* An event on its way to one address. Instants are unix seconds. */
typedef struct {
  gint64 number; /* their order */
  char *hook, *id, *event;
  GBytes *body;
  gint64 created, due;
  guint tries;
} CulmDelivery;
CulmDelivery *culm_delivery_new (gint64 number, const char *hook, const char *id, const char *event, GBytes *body,
                                 gint64 created);
void          culm_delivery_free (CulmDelivery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmDelivery, culm_delivery_free)

/* How the last try to reach an address ended. */
typedef struct {
  gint64 at;   /* unix seconds, 0: there was none */
  guint status; /* HTTP, 0: no answer */
  int error;    /* CulmError, -1: none */
  guint lost;   /* deliveries that never arrived */
  guint waiting;
} CulmWebhookResult;

typedef struct {
  GPtrArray *deliveries; /* CulmDelivery, in their order; empty unless asked for */
  GHashTable *results;   /* hook → CulmWebhookResult */
} CulmWebhookContents;
void culm_webhook_contents_free (CulmWebhookContents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmWebhookContents, culm_webhook_contents_free)

/**
 * CulmWebhookStore:
 *
 * The deliveries that are still to be made, and how the last ones went, in the database of the profile: neither an
 * address nor a secret is in it. Nothing blocks the caller (CulmCache); trouble with the disk means that a restart
 * forgets.
 */
#define CULM_TYPE_WEBHOOK_STORE (culm_webhook_store_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhookStore, culm_webhook_store, CULM, WEBHOOK_STORE, GObject)

CulmWebhookStore *culm_webhook_store_new (CulmCache *cache);

/* Finish returns (transfer full). Its callback gets NULL for a source, and never comes once the cache is closed. */
void                 culm_webhook_store_load_async (CulmWebhookStore *self, gboolean deliveries,
                                                    GAsyncReadyCallback callback, gpointer user_data);
CulmWebhookContents *culm_webhook_store_load_finish (GAsyncResult *result, GError **error);

/* A new delivery, or a new state of it. */
void culm_webhook_store_save_delivery (CulmWebhookStore *self, const CulmDelivery *delivery);
void culm_webhook_store_forget_delivery (CulmWebhookStore *self, gint64 number);

void culm_webhook_store_save_result (CulmWebhookStore *self, const char *hook, gint64 at, guint status, int error);
void culm_webhook_store_add_lost (CulmWebhookStore *self, const char *hook, guint lost);

/* The deliveries and the result of an address that is no more. */
void culm_webhook_store_forget_hook (CulmWebhookStore *self, const char *hook);

G_END_DECLS
