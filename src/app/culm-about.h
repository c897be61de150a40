/* culm-about.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* The window that says what Culm is, and on what it runs. */
GtkWidget *culm_about_new (GtkWindow *parent); /* nullable */

G_END_DECLS
