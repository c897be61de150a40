/* culm-choice-box.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-choice-box.h"
#include "culm-control.h"
#include "culm-ui.h"

#define VALUE_KEY "culm-value"

struct _CulmChoiceBox {
  AdwBin parent_instance;
  GtkWidget *buttons;
  int value;
  gboolean refreshing; /* a button is being pressed by the program, not by a person */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (CulmChoiceBox, culm_choice_box, ADW_TYPE_BIN)

static int
get_button_value (GtkWidget *button)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), VALUE_KEY));
}

static GtkWidget *
find_button (CulmChoiceBox *self, int value)
{
  GtkWidget *button = gtk_widget_get_first_child (self->buttons);

  while (button != NULL && get_button_value (button) != value)
    button = gtk_widget_get_next_sibling (button);
  return button;
}

static void
press (CulmChoiceBox *self)
{
  self->refreshing = TRUE;
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), get_button_value (button) == self->value);
  self->refreshing = FALSE;
}

static void
on_toggled (CulmChoiceBox *self, GtkWidget *button)
{
  if (self->refreshing)
    return;
  press (self);
  g_signal_emit (self, chosen_signal, 0, get_button_value (button));
}

static void
culm_choice_box_class_init (CulmChoiceBoxClass *klass)
{
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
culm_choice_box_init (CulmChoiceBox *self)
{
  self->value = -1;
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->buttons), TRUE);
  gtk_widget_add_css_class (self->buttons, "linked");
  adw_bin_set_child (ADW_BIN (self), self->buttons);
}

void
culm_choice_box_add (CulmChoiceBox *self, int value, const char *label, const char *name)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *text = gtk_label_new (label);

  g_return_if_fail (value >= 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_widget_add_css_class (button, "choice-button");
  g_object_set_data (G_OBJECT (button), VALUE_KEY, GINT_TO_POINTER (value));
  culm_ui_set_name (button, name != NULL ? name : label);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

void
culm_choice_box_set_value (CulmChoiceBox *self, int value)
{
  self->value = value;
  press (self);
}

int
culm_choice_box_get_value (CulmChoiceBox *self)
{
  return self->value;
}

void
culm_choice_box_set_pending (CulmChoiceBox *self, int value)
{
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    culm_control_set_pending (button, get_button_value (button) == value);
}

void
culm_choice_box_set_offered (CulmChoiceBox *self, int value, gboolean offered)
{
  GtkWidget *button = find_button (self, value);

  g_return_if_fail (button != NULL);
  gtk_widget_set_visible (button, offered);
}

void
culm_choice_box_set_obstacle (CulmChoiceBox *self, const char *sentence)
{
  gtk_widget_set_sensitive (self->buttons, sentence == NULL);
  culm_control_set_tooltip (GTK_WIDGET (self), sentence);
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    culm_control_describe (button, NULL, sentence);
}
