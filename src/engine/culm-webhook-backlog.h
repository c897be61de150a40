/* culm-webhook-backlog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-webhook-store.h"

G_BEGIN_DECLS

/* The most that wait for one address, and for how long (s). */
#define CULM_WEBHOOK_MAX_WAITING 500
#define CULM_WEBHOOK_MAX_AGE (3 * 24 * 60 * 60)

typedef enum {
  CULM_WEBHOOK_DELIVERED,
  CULM_WEBHOOK_AGAIN,   /* later: no answer, 408, 429, 5xx */
  CULM_WEBHOOK_REFUSED, /* trying again would not help: every other 4xx, a redirect */
} CulmWebhookVerdict;

/* What an answer means; a status of 0 is none. */
CulmWebhookVerdict culm_webhook_judge (guint status);

/* How long to wait after this many tries (from 1): 10 s, 1 min, 5 min, 30 min, 2 h and again 2 h; never less than the
 * receiver asked for. In seconds. */
guint culm_webhook_get_wait (guint tries, guint retry_after);

/**
 * CulmWebhookBacklog:
 *
 * The deliveries that are still to be made, by address: in their order, one at a time, so many and no older than that.
 * Has no clock: `now` is in unix seconds. Signal: "lost" (the CulmDelivery as a pointer), for each that will never be
 * made because there are too many or because it is too old.
 */
#define CULM_TYPE_WEBHOOK_BACKLOG (culm_webhook_backlog_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhookBacklog, culm_webhook_backlog, CULM, WEBHOOK_BACKLOG, GObject)

CulmWebhookBacklog *culm_webhook_backlog_new (void);

/* Takes the delivery. One that is due further ahead than the longest wait is due after that: the clock was set back. */
void culm_webhook_backlog_add (CulmWebhookBacklog *self, CulmDelivery *delivery, gint64 now);

/* The delivery to be tried now, which is then on its way until culm_webhook_backlog_end(). (transfer none) (nullable):
 * NULL while another one is on its way, or none is due. */
const CulmDelivery *culm_webhook_backlog_begin (CulmWebhookBacklog *self, const char *hook, gint64 now);

/* It was tried: it goes, or waits for `wait` seconds from now on. Returns: (transfer none) (nullable): the one that
 * waits. `number` may be gone already. */
const CulmDelivery *culm_webhook_backlog_end (CulmWebhookBacklog *self, const char *hook, gint64 number,
                                              CulmWebhookVerdict verdict, guint retry_after, gint64 now);

guint culm_webhook_backlog_count (CulmWebhookBacklog *self, const char *hook);
/* When the next try is due; 0: none, or one is on its way. */
gint64 culm_webhook_backlog_get_due (CulmWebhookBacklog *self, const char *hook);

/* Drops what waits for addresses that are not among these. */
void culm_webhook_backlog_keep (CulmWebhookBacklog *self, const char *const *hooks);

G_END_DECLS
