/* culm-choice-box.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmChoiceBox:
 *
 * Buttons side by side of which one is pressed at most. What is pressed is what the program says, not the finger: a
 * click only asks.
 *
 * Signal: "chosen" (int value): a person clicked a button.
 */
#define CULM_TYPE_CHOICE_BOX (culm_choice_box_get_type ())
G_DECLARE_FINAL_TYPE (CulmChoiceBox, culm_choice_box, CULM, CHOICE_BOX, AdwBin)

/* Adds a button; `name` is its accessible name, NULL for the label itself. Values differ, and are not negative. */
void culm_choice_box_add (CulmChoiceBox *self, int value, const char *label, const char *name);

/* The button that is pressed; -1 none. */
void culm_choice_box_set_value (CulmChoiceBox *self, int value);
int  culm_choice_box_get_value (CulmChoiceBox *self);

/* Marks the button that is wanted and not yet so; -1 none. */
void culm_choice_box_set_pending (CulmChoiceBox *self, int value);

/* Hides or shows a button. */
void culm_choice_box_set_offered (CulmChoiceBox *self, int value, gboolean offered);

/* Turns all off for this reason, which becomes tooltip and description; NULL turns them on. */
void culm_choice_box_set_obstacle (CulmChoiceBox *self, const char *sentence);

G_END_DECLS
