/* culm-question.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* Asks before something is done that cannot be taken back: what will happen, and what it costs. Cancel is the default.
 * `near` is a widget of the window that asks; a popover around it closes first. `yes` names the act ("Load Filament").
 * `answered (object)` is called when a person says yes and `object` still lives. */
void culm_question_ask (GtkWidget *near, const char *heading, const char *body, const char *yes,
                        void (*answered) (gpointer object), gpointer object);

/* The same before something is lost: the answer is drawn as destructive. */
void culm_question_ask_loss (GtkWidget *near, const char *heading, const char *body, const char *yes,
                             void (*answered) (gpointer object), gpointer object);

G_END_DECLS
