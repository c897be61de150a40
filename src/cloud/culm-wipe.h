/* culm-wipe.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Frees a text (nullable) after overwriting it. */
void culm_wipe (char *text);

G_END_DECLS
