/* culm-stage.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define CULM_STAGE_IDLE (-1)

/* The name of a stage in the words of reference/mqtt.md §3.4 ("bed levelling"), to be passed through gettext where a
 * person reads it. Returns: (nullable): a static string; NULL for a code that the reference does not know. */
const char *culm_stage_get_name (int code);

G_END_DECLS
