/* culm-preferences-window.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-webhooks.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPreferencesWindow:
 *
 * Which events are told by a notification, the set-points that the temperature popovers offer, the known
 * issuers of printers' certificates, and the webhooks.
 */
#define CULM_TYPE_PREFERENCES_WINDOW (culm_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (CulmPreferencesWindow, culm_preferences_window, CULM, PREFERENCES_WINDOW, AdwPreferencesWindow)

GtkWidget *culm_preferences_window_new (GtkWindow *parent, GSettings *settings); /* parent nullable */

/* Adds the page of the known issuers of printers' certificates. */
void culm_preferences_window_add_roots (CulmPreferencesWindow *self, CulmEngine *engine);

/* Adds the page of the webhooks. */
void culm_preferences_window_add_webhooks (CulmPreferencesWindow *self, CulmWebhooks *webhooks);

G_END_DECLS
