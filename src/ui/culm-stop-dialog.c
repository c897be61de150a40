/* culm-stop-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-stop-dialog.h"
#include "culm-text-printer.h"
#include <glib/gi18n-lib.h>

#define NAME_CHARACTERS 40

typedef struct {
  GtkWindow *dialog; /* not owned: the question lives as long as the dialog */
  CulmPrinter *printer;
  CulmJob *job; /* nullable: a stop that was meant for one job does not hit the next */
  gulong handlers[2];
} Question;

static void
question_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Question *question = data;

  for (gsize i = 0; i < G_N_ELEMENTS (question->handlers); i++)
    g_clear_signal_handler (&question->handlers[i], question->printer);
  g_clear_object (&question->printer);
  g_clear_object (&question->job);
  g_free (question);
}

static gboolean
is_still_asked (Question *question)
{
  return culm_printer_get_job (question->printer) == question->job &&
         culm_printer_state_is_active (culm_printer_get_state (question->printer));
}

/* The print has ended by itself: there is nothing to ask any more. */
static void
on_printer_changed (Question *question)
{
  CulmPrinterState state = culm_printer_get_state (question->printer);

  if (!is_still_asked (question) && state != CULM_PRINTER_STATE_OFFLINE)
    gtk_window_close (question->dialog);
}

static void
stop_cb (GObject *printer, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  /* The job card follows the run of "stop" and says how it ended. */
  culm_printer_send_finish (CULM_PRINTER (printer), result, NULL);
}

static void
on_response (AdwMessageDialog *dialog G_GNUC_UNUSED, const char *response, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (CulmCommand) stop = NULL;

  if (g_strcmp0 (response, "stop") != 0 || !is_still_asked (question))
    return;
  stop = culm_command_new_stop ();
  culm_printer_send_async (question->printer, stop, NULL, stop_cb, NULL);
}

void
culm_stop_dialog_present (GtkWindow *parent, CulmPrinter *printer)
{
  CulmJob *job = culm_printer_get_job (printer);
  g_autofree char *heading = culm_stop_dialog_get_heading (printer);
  g_autofree char *body = culm_stop_dialog_describe_loss (printer);
  GtkWidget *dialog = adw_message_dialog_new (parent, NULL, NULL);
  Question *question = g_new0 (Question, 1);

  question->dialog = GTK_WINDOW (dialog);
  question->printer = g_object_ref (printer);
  g_set_object (&question->job, job);
  question->handlers[0] = g_signal_connect_swapped (printer, "notify::job", G_CALLBACK (on_printer_changed), question);
  question->handlers[1] =
      g_signal_connect_swapped (printer, "notify::state", G_CALLBACK (on_printer_changed), question);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (dialog), heading);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("Keep Printing"), "stop", _ ("Stop Print"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
culm_stop_dialog_get_heading (CulmPrinter *printer)
{
  CulmJob *job = culm_printer_get_job (printer);
  const char *title = job != NULL ? culm_job_get_title (job) : NULL;
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (printer), NAME_CHARACTERS);
  g_autofree char *print = title != NULL ? culm_text_one_line (title, NAME_CHARACTERS) : NULL;

  return print != NULL ? g_strdup_printf (_ ("Stop “%s” on %s?"), print, name)
                       : g_strdup_printf (_ ("Stop the print on %s?"), name);
}

char *
culm_stop_dialog_describe_loss (CulmPrinter *printer)
{
  CulmJob *job = culm_printer_get_job (printer);
  int progress = job != NULL ? culm_job_get_progress (job) : -1;
  g_autofree char *elapsed = job != NULL ? culm_text_elapsed (job, g_get_real_time () / G_USEC_PER_SEC) : NULL;

  if (progress < 0)
    return g_strdup (_ ("A stopped print cannot be continued."));
  if (elapsed == NULL)
    return g_strdup_printf (_ ("%d %% is done. A stopped print cannot be continued."), progress);
  return g_strdup_printf (_ ("%d %% is done, after %s. A stopped print cannot be continued."), progress, elapsed);
}
