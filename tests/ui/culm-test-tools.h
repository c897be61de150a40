/* culm-test-tools.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* The windows of the tools of a printer, each in situations that try it, for pictures: the names, NULL-terminated. */
extern const char *const culm_test_tool_names[];

/* The window of one. (transfer none). */
GtkWidget *culm_test_tool_new (const char *name);

G_END_DECLS
