/* culm-test-question.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* The button below `root` with this label. (transfer none) (nullable). */
GtkWidget *culm_test_find_button (GtkWidget *root, const char *label);

/* Clicks a button that must be on. */
void culm_test_click (GtkWidget *button);

/* The question that is asked now. (transfer none) (nullable). */
GtkWindow *culm_test_find_question (void);

/* Answers it, and lets it go. */
void culm_test_answer (const char *response);

G_END_DECLS
