/* culm-webhook-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-webhooks.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmWebhookPage:
 *
 * The page of the preferences with the addresses that are told of events: how it went last, a test, the way to change
 * and to remove one. Pages of CulmWebhookEditor open in the AdwPreferencesWindow that it is in.
 */
#define CULM_TYPE_WEBHOOK_PAGE (culm_webhook_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhookPage, culm_webhook_page, CULM, WEBHOOK_PAGE, AdwPreferencesPage)

/* `hooks` is the list to be shown; NULL: that of `webhooks`, which is nullable then. */
GtkWidget *culm_webhook_page_new (CulmWebhooks *webhooks, GListModel *hooks);

G_END_DECLS
