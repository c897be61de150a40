/* culm-lan-ports.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the services of a printer listen (reference/lan.md §1). */
typedef struct {
  guint16 mqtt, ftps, camera, rtsps, tunnel, detect;
} CulmLanPorts;

#define CULM_LAN_PORTS_INIT { 8883, 990, 6000, 322, 6000, 3000 }

/* "mqtt=8883,ftps=990": those that differ from the usual ones. FALSE with USAGE; `ports` is as before then. */
gboolean culm_lan_ports_parse (CulmLanPorts *ports, const char *text, GError **error);

/* The same text of those that differ. Returns: (transfer full), "" when none does. */
char *culm_lan_ports_to_string (const CulmLanPorts *ports);

G_END_DECLS
