/* culm-broker-dialog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmBrokerDialog:
 *
 * Where a person types in the broker of a printer, or its password again. It closes when the broker took it; the
 * printer is shown then ("win.show-printer" of the parent).
 */
#define CULM_TYPE_BROKER_DIALOG (culm_broker_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulmBrokerDialog, culm_broker_dialog, CULM, BROKER_DIALOG, AdwWindow)

/* `broker` (nullable): only its password is asked for. `engine` may be NULL for a picture. Both stay the caller's.
 * Returns: (transfer none): a window that is not shown yet. */
GtkWidget *culm_broker_dialog_new (GtkWindow *parent, CulmEngine *engine, CulmBroker *broker);

G_END_DECLS
