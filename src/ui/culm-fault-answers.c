/* culm-fault-answers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-fault-answers.h"
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-fault-actions.h"
#include "culm-follow.h"
#include "culm-stop-dialog.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmFaultAnswers {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GSignalGroup *signals;
  CulmCommandButton *buttons[CULM_N_FAULT_ACTIONS]; /* NULL for the one without a command */
  GtkWidget *load;
  GtkBox *box;
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (CulmFaultAnswers, culm_fault_answers, ADW_TYPE_BIN)

static const struct {
  CulmFaultAction action;
  const char *label;
} answers[] = {
  { CULM_FAULT_ACTION_LOAD, N_ ("Load Filament…") }, { CULM_FAULT_ACTION_RETRY, N_ ("Retry") },
  { CULM_FAULT_ACTION_DONE, N_ ("Done") },           { CULM_FAULT_ACTION_RESUME, N_ ("Resume") },
  { CULM_FAULT_ACTION_IGNORE, N_ ("Ignore") },       { CULM_FAULT_ACTION_CLOSE, N_ ("Close on the Printer") },
  { CULM_FAULT_ACTION_STOP, N_ ("Stop…") },
};

static guint
get_actions (CulmFaultAnswers *self)
{
  CulmFault *error = self->printer != NULL ? culm_printer_get_error (self->printer) : NULL;

  if (error == NULL || culm_fault_is_stop (error))
    return 0;
  return culm_fault_get_actions (error, culm_printer_get_state (self->printer));
}

/* Only what failed: why they are off is said below, on the job and on the strip. */
static void
show_sentence (CulmFaultAnswers *self)
{
  const char *failure = NULL;

  for (guint i = 0; i < CULM_N_FAULT_ACTIONS && failure == NULL; i++) {
    if (self->buttons[i] != NULL)
      failure = culm_command_button_get_failure (self->buttons[i]);
  }
  culm_control_set_sentence (self->sentence, failure);
}

static void
show_question (CulmFaultAnswers *self)
{
  g_autofree char *heading = culm_stop_dialog_get_heading (self->printer);
  g_autofree char *body = culm_stop_dialog_describe_loss (self->printer);

  culm_command_button_set_question (self->buttons[CULM_FAULT_ACTION_STOP], heading, body, _ ("Stop Print"));
}

static void
refresh (CulmFaultAnswers *self)
{
  guint actions = get_actions (self);

  gtk_widget_set_visible (GTK_WIDGET (self), actions != 0);
  gtk_widget_set_visible (self->load, (actions & 1u << CULM_FAULT_ACTION_LOAD) != 0);
  for (guint i = 0; i < CULM_N_FAULT_ACTIONS; i++) {
    g_autoptr (CulmCommand) command = culm_fault_action_create_command ((CulmFaultAction) i);

    if (self->buttons[i] == NULL)
      continue;
    culm_command_button_set_command (self->buttons[i], self->printer, command);
    if ((actions & 1u << i) == 0)
      gtk_widget_hide (GTK_WIDGET (self->buttons[i]));
  }
  if (actions != 0)
    show_question (self);
  show_sentence (self);
}

static void
add_answer (CulmFaultAnswers *self, guint i)
{
  CulmFaultAction action = answers[i].action;
  GtkWidget *button;

  if (action == CULM_FAULT_ACTION_LOAD) {
    button = self->load = g_object_new (
        GTK_TYPE_BUTTON, "child",
        g_object_new (GTK_TYPE_LABEL, "label", _ (answers[i].label), "ellipsize", PANGO_ELLIPSIZE_END, NULL), NULL);
    culm_ui_set_name (button, _ (answers[i].label));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "status.show-filament");
  } else {
    button = culm_command_button_new (_ (answers[i].label));
    self->buttons[action] = CULM_COMMAND_BUTTON (button);
    g_signal_connect_object (button, "changed", G_CALLBACK (show_sentence), self, G_CONNECT_SWAPPED);
  }
  gtk_widget_set_hexpand (button, action != CULM_FAULT_ACTION_STOP);
  gtk_box_append (self->box, button);
}

static void
culm_fault_answers_dispose (GObject *object)
{
  CulmFaultAnswers *self = CULM_FAULT_ANSWERS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_fault_answers_parent_class)->dispose (object);
}

static void
culm_fault_answers_class_init (CulmFaultAnswersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_fault_answers_dispose;
}

static void
culm_fault_answers_init (CulmFaultAnswers *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->box = GTK_BOX (g_object_new (GTK_TYPE_BOX, "spacing", 6, NULL));
  self->sentence = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign",
                                            0.0, "visible", FALSE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "error");
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->box));
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->sentence));
  adw_bin_set_child (ADW_BIN (self), outer);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    add_answer (self, i);
  /* It stands apart from the others. */
  gtk_widget_set_margin_start (GTK_WIDGET (self->buttons[CULM_FAULT_ACTION_STOP]), 18);
  culm_command_button_set_question (self->buttons[CULM_FAULT_ACTION_IGNORE], _ ("Go on in Spite of the Warning?"),
                                    _ ("The printer goes on as if there were nothing. Look at the print first."),
                                    _ ("Ignore"));
  gtk_widget_hide (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
}

void
culm_fault_answers_set_printer (CulmFaultAnswers *self, CulmPrinter *printer)
{
  g_set_object (&self->printer, printer);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
}
