/* culm-control.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* What the controls of a printer page have in common in how they show things. Each of these compares first: a report a
 * second that says nothing new costs nothing. */

/* The accessible description: what is measured, and after it why the control is off, or how its last command failed.
 * `measured` and `sentence` nullable. */
void culm_control_describe (GtkWidget *control, const char *measured, const char *sentence);

/* Nullable. */
void culm_control_set_tooltip (GtkWidget *control, const char *text);

/* Marks a control that shows what is wanted, and not yet what is. */
void culm_control_set_pending (GtkWidget *control, gboolean pending);

/* While a command is on its way a spinner takes the place of the mark below it: nothing moves aside. */
void culm_control_spin (GtkSpinner *spinner, GtkWidget *mark, gboolean pending);

/* A sentence below a control; NULL hides the label. */
void culm_control_set_sentence (GtkLabel *label, const char *sentence);

G_END_DECLS
