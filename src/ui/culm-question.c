/* culm-question.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-question.h"
#include <glib/gi18n-lib.h>

typedef struct {
  GWeakRef object;
  void (*answered) (gpointer object);
} Question;

static void
free_question (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Question *question = data;

  g_weak_ref_clear (&question->object);
  g_free (question);
}

static void
on_response (AdwMessageDialog *dialog G_GNUC_UNUSED, const char *response, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GObject) object = g_weak_ref_get (&question->object);

  if (object != NULL && g_strcmp0 (response, "yes") == 0)
    question->answered (object);
}

static void
ask (GtkWidget *near, const char *heading, const char *body, const char *yes, AdwResponseAppearance appearance,
     void (*answered) (gpointer object), gpointer object)
{
  GtkRoot *root = gtk_widget_get_root (near);
  GtkWidget *popover = gtk_widget_get_ancestor (near, GTK_TYPE_POPOVER);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL);
  Question *question = g_new0 (Question, 1);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_weak_ref_init (&question->object, object);
  question->answered = answered;
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (dialog), heading);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "yes", appearance);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
culm_question_ask (GtkWidget *near, const char *heading, const char *body, const char *yes,
                   void (*answered) (gpointer object), gpointer object)
{
  ask (near, heading, body, yes, ADW_RESPONSE_DEFAULT, answered, object);
}

void
culm_question_ask_loss (GtkWidget *near, const char *heading, const char *body, const char *yes,
                        void (*answered) (gpointer object), gpointer object)
{
  ask (near, heading, body, yes, ADW_RESPONSE_DESTRUCTIVE, answered, object);
}
