/* culm-dialog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* A window for one matter of one printer: a header that names both, and `content`, which scrolls when it has to. Escape
 * closes it. Modal to the window around `near` (nullable); a popover around it closes. Returns: (transfer none): a
 * window that is not shown yet. */
GtkWidget *culm_dialog_new (GtkWidget *near, CulmPrinter *printer, const char *title, GtkWidget *content);

G_END_DECLS
