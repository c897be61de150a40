/* culm-engine-doctor.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-doctor-step.h"
#include "culm-engine.h"
#include "culm-lan-ports.h"

G_BEGIN_DECLS

/* The connection doctor: looks at every step between here and a printer of the local network, those that do not depend
 * on each other at once. `serial` is of a printer that was added there; NULL: whatever answers at `host` and `ports`
 * (nullable: the usual ones), which else are the printer's own. No access code is sent before the certificate was found
 * to be the accepted one, and none that the printer has refused already.
 * Returns: (transfer full) (nullable): GListModel of CulmDoctorStep, which end one after the other; NULL when no such
 * printer was added. Finish: FALSE with CANCELLED or NOT_FOUND. */
GListModel *culm_engine_examine_async (CulmEngine *self, const char *serial, const char *host,
                                       const CulmLanPorts *ports, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean    culm_engine_examine_finish (CulmEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
