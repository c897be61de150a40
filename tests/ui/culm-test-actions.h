/* culm-test-actions.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button without its action is off: these stand for the window's and the application's, and do nothing. */
void culm_test_add_actions (GtkWidget *window);

G_END_DECLS
