/* culm-ports-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-ports.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPortsRow:
 *
 * Where the services of a printer listen, for a person who has moved them: behind a router, or a gateway. Folded away,
 * and each empty unless one differs.
 */
#define CULM_TYPE_PORTS_ROW (culm_ports_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmPortsRow, culm_ports_row, CULM, PORTS_ROW, AdwExpanderRow)

/* The ports that are typed, the usual ones where nothing is. FALSE when one of them is no number of a port: it is shown
 * and focused, and `ports` is as before. */
gboolean culm_ports_row_read (CulmPortsRow *self, CulmLanPorts *ports);

G_END_DECLS
