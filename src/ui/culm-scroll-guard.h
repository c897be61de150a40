/* culm-scroll-guard.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps the wheel from turning this spin button or slider: on a page that scrolls, a heater must not be set by the way.
 * The wheel scrolls the page instead. */
void culm_scroll_guard (GtkWidget *widget);

G_END_DECLS
