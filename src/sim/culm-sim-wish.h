/* culm-sim-wish.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* What the control interface asks a machine to do, all but going offline and online: "start-print"
 * {"name","minutes","layers"}, "finish", "fail" (a print_error), "runout", "hms" {"attr","code"} or null, "door" and
 * "refuse-commands" true or false. value: (nullable).
 * Errors: G_IO_ERROR_INVALID_ARGUMENT, G_IO_ERROR_BUSY */
gboolean culm_sim_wish_grant (CulmSimMachine *machine, const char *what, JsonNode *value, GError **error);
