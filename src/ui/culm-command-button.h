/* culm-command-button.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmCommandButton:
 *
 * A button that gives a printer one command. It is on where the printer can do it, says why where it cannot, shows that
 * the command is on its way, and keeps the sentence of how it failed. It hides where the model has no such part.
 *
 * Signal: "changed" (): what culm_command_button_get_failure() or culm_command_button_get_reason() says is new.
 */
#define CULM_TYPE_COMMAND_BUTTON (culm_command_button_get_type ())
G_DECLARE_FINAL_TYPE (CulmCommandButton, culm_command_button, CULM, COMMAND_BUTTON, GtkButton)

GtkWidget *culm_command_button_new (const char *label);
void       culm_command_button_set_label (CulmCommandButton *self, const char *label);

/* What a press sends, and to whom; both nullable: the button is off. */
void culm_command_button_set_command (CulmCommandButton *self, CulmPrinter *printer, CulmCommand *command);

/* Asks first, as culm_question_ask() does. `heading` NULL: it does not. */
void culm_command_button_set_question (CulmCommandButton *self, const char *heading, const char *body, const char *yes);

/* Why a press makes no sense although the printer would take the command ("The slot is empty."); nullable. */
void culm_command_button_set_hindrance (CulmCommandButton *self, const char *sentence);

/* How the last one failed, and why the button is off; each a sentence, nullable. */
const char *culm_command_button_get_failure (CulmCommandButton *self);
const char *culm_command_button_get_reason (CulmCommandButton *self);

/* The sentence to show below a group of such buttons: the first failure, else the first reason of those that are
 * visible. (nullable). */
const char *culm_command_buttons_get_sentence (CulmCommandButton *const *buttons, guint n_buttons);

G_END_DECLS
