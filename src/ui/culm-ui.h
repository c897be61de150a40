/* culm-ui.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

#define CULM_RESOURCE_PATH "/io/github/culm/Culm"

/* Makes icons and style of Culm known to the default display. The application does it by itself when its resource
 * base path is CULM_RESOURCE_PATH; this is for programs without one. Needs a display; once is enough. */
void culm_ui_init (void);

/* Shows a symbolic icon or a state by a style class: sets `style_class` and takes away the other ones of `classes`
 * (NULL-terminated). `style_class` may be NULL. */
void culm_ui_choose_class (GtkWidget *widget, const char *const *classes, const char *style_class);

/* Turns a stack to a page and hides the other ones, so that assistive technology finds nothing on them: a stack alone
 * keeps what it does not show in the accessible tree. */
void culm_ui_show_page (GtkStack *stack, const char *name);

/* Calls `refresh (widget)` when the widget comes on the screen, and every 20 s while it is there: for what depends on
 * the clock alone. */
void culm_ui_refresh_while_mapped (GtkWidget *widget, GSourceFunc refresh);

/* Sets the accessible name, or the accessible description, of a widget. `text` may be NULL: then it has none. */
void culm_ui_set_name (GtkWidget *widget, const char *text);
void culm_ui_set_description (GtkWidget *widget, const char *text);

/* The button inside a GtkMenuButton, which takes the focus and is pressed: assistive technology finds it by its name,
 * and describes it, where the menu button itself can do nothing. (transfer none). */
GtkWidget *culm_ui_get_face (GtkMenuButton *button);
/* Names it as its tooltip does. */
void culm_ui_name_face (GtkMenuButton *button);

G_END_DECLS
