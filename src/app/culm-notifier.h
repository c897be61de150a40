/* culm-notifier.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"

G_BEGIN_DECLS

/**
 * CulmNotifier:
 *
 * Tells the desktop what the engine's events say, as the person chose in the settings: once, replaced by what comes
 * later of the same topic, and withdrawn when it is solved. Buttons activate "app.show-printer", "app.pause" and
 * "app.resume" with the serial.
 */
#define CULM_TYPE_NOTIFIER (culm_notifier_get_type ())
G_DECLARE_FINAL_TYPE (CulmNotifier, culm_notifier, CULM, NOTIFIER, GObject)

/* `application` must outlive the notifier. */
CulmNotifier *culm_notifier_new (GApplication *application, CulmEngine *engine);

G_END_DECLS
