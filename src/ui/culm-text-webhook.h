/* culm-text-webhook.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-webhook.h"

G_BEGIN_DECLS

/* What a webhook does, as a person reads it: translated plain text, never markup, and never more of an address than may
 * be shown. */

/* "A print starts". Returns: a static string. */
const char *culm_text_event (CulmEventKind kind);

/* "6 events", "All events". (transfer full). */
char *culm_text_webhook_choice (CulmWebhook *hook);

/* How it went last, what waits and what was lost: "Delivered 16:42 · 2 events wait, next try 16:52". `now` in unix
 * seconds. (transfer full). */
char *culm_text_webhook (CulmWebhook *hook, gint64 now);

/* Why a test, or a change, did not succeed, and what to do. (transfer full) (nullable): NULL when it was cancelled. */
char *culm_text_webhook_error (const GError *error);

G_END_DECLS
