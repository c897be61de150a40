/* culm-dialect.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command-context.h"
#include "culm-command.h"

G_BEGIN_DECLS

/* The words of contract.md §3: "auto", "seed", "gcode", "struct". The finder takes any case. */
const char *culm_dialect_get_name (CulmDialect dialect);
gboolean    culm_dialect_find (const char *name, CulmDialect *dialect);

/* The dialect that this command goes out in: what the person set, else `seed` where that is the default, else the cell
 * of reference/mqtt.md §4.3, where a bit decides only if the cell names it and a bit not seen is clear. A model not
 * known: GCODE. Commands that have one form for all firmware (pause, light, AMS …) say STRUCT. Never AUTO. */
CulmDialect culm_dialect_choose (const CulmCommand *command, const CulmCommandContext *context);

G_END_DECLS
