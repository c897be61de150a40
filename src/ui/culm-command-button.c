/* culm-command-button.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-question.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmCommandButton {
  GtkButton parent_instance;
  CulmSteering *steering; /* nullable: of the key of the command */
  CulmCommand *command;   /* nullable */
  char *heading, *body, *yes, *hindrance;
  const char *reason;
  GtkLabel *label;
  GtkSpinner *spinner;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CulmCommandButton, culm_command_button, GTK_TYPE_BUTTON)

/* The newest run of its key is about another slot, or another part. */
static gboolean
is_mine (CulmCommandButton *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  CulmCommandRun *run = printer != NULL ? culm_printer_get_run (printer, culm_command_get_key (self->command)) : NULL;

  return run != NULL && culm_command_equal (culm_command_run_get_command (run), self->command);
}

static void
refresh (CulmCommandButton *self)
{
  CulmPrinter *printer = self->steering != NULL ? culm_steering_get_printer (self->steering) : NULL;
  CulmObstacle obstacle = CULM_OBSTACLE_OFFLINE;
  gboolean pending = printer != NULL && culm_steering_is_pending (self->steering);
  const char *failure;

  if (printer != NULL && self->command != NULL)
    obstacle = culm_printer_get_obstacle (printer, self->command);
  self->reason = culm_text_obstacle (obstacle);
  if (self->reason == NULL)
    self->reason = self->hindrance;
  if (self->reason == NULL && pending && !is_mine (self))
    self->reason = _ ("Another command is on its way. Wait for its end.");
  gtk_widget_set_visible (GTK_WIDGET (self), obstacle != CULM_OBSTACLE_MODEL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->reason == NULL && !pending);
  culm_control_spin (self->spinner, GTK_WIDGET (self->label), pending && is_mine (self));
  failure = culm_command_button_get_failure (self);
  culm_control_set_tooltip (GTK_WIDGET (self), self->reason);
  culm_control_describe (GTK_WIDGET (self), NULL, failure != NULL ? failure : self->reason);
  g_signal_emit (self, changed_signal, 0);
}

static void
send_command (gpointer button)
{
  CulmCommandButton *self = button;

  culm_steering_send (self->steering, self->command);
}

static void
culm_command_button_clicked (GtkButton *button)
{
  CulmCommandButton *self = CULM_COMMAND_BUTTON (button);

  if (self->command == NULL || self->steering == NULL)
    return;
  if (self->heading != NULL)
    culm_question_ask (GTK_WIDGET (self), self->heading, self->body, self->yes, send_command, self);
  else
    send_command (self);
}

static void
culm_command_button_dispose (GObject *object)
{
  CulmCommandButton *self = CULM_COMMAND_BUTTON (object);

  g_clear_object (&self->steering);
  g_clear_pointer (&self->command, culm_command_unref);
  g_clear_pointer (&self->heading, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->yes, g_free);
  g_clear_pointer (&self->hindrance, g_free);
  G_OBJECT_CLASS (culm_command_button_parent_class)->dispose (object);
}

static void
culm_command_button_class_init (CulmCommandButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_command_button_dispose;
  GTK_BUTTON_CLASS (klass)->clicked = culm_command_button_clicked;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_command_button_init (CulmCommandButton *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  self->spinner = g_object_new (GTK_TYPE_SPINNER, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->label));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->spinner));
  gtk_button_set_child (GTK_BUTTON (self), overlay);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
}

GtkWidget *
culm_command_button_new (const char *label)
{
  CulmCommandButton *self = g_object_new (CULM_TYPE_COMMAND_BUTTON, NULL);

  culm_command_button_set_label (self, label);
  return GTK_WIDGET (self);
}

void
culm_command_button_set_label (CulmCommandButton *self, const char *label)
{
  if (g_strcmp0 (gtk_label_get_text (self->label), label) == 0)
    return;
  gtk_label_set_text (self->label, label);
  culm_ui_set_name (GTK_WIDGET (self), label);
}

void
culm_command_button_set_command (CulmCommandButton *self, CulmPrinter *printer, CulmCommand *command)
{
  gboolean same_key = self->command != NULL && command != NULL &&
                      culm_command_get_key (self->command) == culm_command_get_key (command);

  if (!same_key) {
    g_clear_object (&self->steering);
    if (command != NULL) {
      self->steering = culm_steering_new (culm_command_get_key (command));
      g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
    }
  }
  if (command != NULL)
    culm_command_ref (command);
  g_clear_pointer (&self->command, culm_command_unref);
  self->command = command;
  if (self->steering != NULL)
    culm_steering_set_printer (self->steering, printer);
  refresh (self);
}

void
culm_command_button_set_question (CulmCommandButton *self, const char *heading, const char *body, const char *yes)
{
  g_free (self->heading);
  g_free (self->body);
  g_free (self->yes);
  self->heading = g_strdup (heading);
  self->body = g_strdup (body);
  self->yes = g_strdup (yes);
}

void
culm_command_button_set_hindrance (CulmCommandButton *self, const char *sentence)
{
  if (g_strcmp0 (self->hindrance, sentence) == 0)
    return;
  g_free (self->hindrance);
  self->hindrance = g_strdup (sentence);
  refresh (self);
}

const char *
culm_command_button_get_failure (CulmCommandButton *self)
{
  return self->steering != NULL && self->command != NULL && is_mine (self) ? culm_steering_get_failure (self->steering)
                                                                           : NULL;
}

const char *
culm_command_button_get_reason (CulmCommandButton *self)
{
  return self->reason;
}

const char *
culm_command_buttons_get_sentence (CulmCommandButton *const *buttons, guint n_buttons)
{
  const char *reason = NULL;

  for (guint i = 0; i < n_buttons; i++) {
    const char *failure = culm_command_button_get_failure (buttons[i]);

    if (!gtk_widget_get_visible (GTK_WIDGET (buttons[i])))
      continue;
    if (failure != NULL)
      return failure;
    if (reason == NULL)
      reason = culm_command_button_get_reason (buttons[i]);
  }
  return reason;
}
