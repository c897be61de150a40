/* culm-engine-camera.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera.h"
#include "culm-engine.h"

G_BEGIN_DECLS

/* The camera of a printer that was added on the local network, with the address and the access code that are known
 * now: one for all who look. To be asked again when the printer reports, as both may change. (transfer none)
 * (nullable): NULL for a printer that only the cloud knows, and for a model whose camera is not known. */
CulmCamera *culm_engine_get_camera (CulmEngine *self, CulmPrinter *printer);

G_END_DECLS
