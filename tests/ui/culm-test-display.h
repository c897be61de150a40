/* culm-test-display.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-wait.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Starts a test of widgets: g_test_init(), GTK, Culm's icons and style, no animations. */
void culm_test_display_init (int *argc, char ***argv);

/* A window around a widget, on the screen and drawn. `content` may be a window itself. (transfer none). */
GtkWidget *culm_test_show (GtkWidget *content);

/* Lets everything that is due happen, and a frame be drawn. */
void culm_test_settle (GtkWidget *window);

/* Closes the window, and fails when `widget`, which was in it or is it, lives on. */
void culm_test_assert_finalises (GtkWidget *window, gpointer widget);

/* Whether a label below `root` that can be seen says exactly this. */
gboolean culm_test_says (GtkWidget *root, const char *text);

/* Fails when the accessible name, or the accessible description, of a widget is not exactly this. */
void culm_test_assert_named (gpointer widget, const char *text);
void culm_test_assert_described (gpointer widget, const char *text);

/* The first widget of this type below `root`, itself included. (transfer none) (nullable). */
GtkWidget *culm_test_find (GtkWidget *root, GType type);

G_END_DECLS
