/* culm-job-card.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-job-card.h"
#include "culm-steering.h"
#include "culm-text-error.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define CLOCK_SECONDS 15

struct _CulmJobCard {
  AdwBin parent_instance;
  CulmSteering *pause, *resume;
  CulmPrinter *printer;
  GSignalGroup *signals;
  guint clock;
  GtkLabel *title, *line, *percent, *failure;
  GtkProgressBar *progress;
  GtkLabel *left, *finish, *layer, *elapsed, *finish_title;
  GtkWidget *figures, *buttons, *pause_button, *resume_button, *stop_button;
};

G_DEFINE_FINAL_TYPE (CulmJobCard, culm_job_card, ADW_TYPE_BIN)

static void
set_figure (GtkLabel *label, char *text)
{
  gtk_label_set_text (label, text != NULL ? text : CULM_TEXT_UNKNOWN);
  g_free (text);
}

static char *
describe_line (CulmPrinter *printer)
{
  CulmPrinterState state = culm_printer_get_state (printer);
  CulmJob *job = culm_printer_get_job (printer);
  const char *source = job != NULL ? culm_job_get_source (job) : NULL;
  g_autofree char *trouble = culm_text_trouble (printer);
  g_autofree char *stage = culm_text_stage (printer);

  if (trouble != NULL && (state == CULM_PRINTER_STATE_PAUSED || state == CULM_PRINTER_STATE_FAILED))
    return g_strdup_printf ("%s — %s", culm_text_state (state), trouble);
  if (g_strcmp0 (source, "cloud") == 0)
    return g_strdup_printf (_ ("%s · sent through the cloud"), stage);
  if (g_strcmp0 (source, "local") == 0)
    return g_strdup_printf (_ ("%s · from its own storage"), stage);
  return g_steal_pointer (&stage);
}

static void
show_job (CulmJobCard *self)
{
  CulmPrinterState state = culm_printer_get_state (self->printer);
  CulmJob *job = culm_printer_get_job (self->printer);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean active = culm_printer_state_is_active (state);
  const char *title = job != NULL ? culm_job_get_title (job) : NULL;
  g_autofree char *name = title != NULL ? culm_text_one_line (title, 0) : g_strdup (_ ("No print"));
  g_autofree char *line = describe_line (self->printer);
  g_autofree char *percent = culm_text_percent (job != NULL ? culm_job_get_progress (job) : -1);

  gtk_label_set_text (self->title, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  gtk_label_set_text (self->line, line);
  gtk_label_set_text (self->percent, job != NULL ? percent : "");
  gtk_progress_bar_set_fraction (self->progress, job != NULL ? MAX (culm_job_get_progress (job), 0) / 100.0 : 0);
  culm_ui_set_description (GTK_WIDGET (self->progress), percent);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), job != NULL);
  gtk_widget_set_visible (self->figures, job != NULL);
  gtk_widget_set_visible (self->buttons, active || state == CULM_PRINTER_STATE_OFFLINE);
  if (job == NULL)
    return;
  set_figure (self->left, culm_job_get_remaining (job) >= 0 ? culm_text_duration (culm_job_get_remaining (job)) : NULL);
  set_figure (self->elapsed, culm_text_elapsed (job, now));
  set_figure (self->layer, culm_text_layers (culm_job_get_layer (job), culm_job_get_layers (job)));
  if (!active && culm_job_get_ended (job) > 0) {
    gtk_label_set_text (self->finish_title, _ ("Ended"));
    set_figure (self->finish, culm_text_clock (culm_job_get_ended (job), now));
  } else {
    gtk_label_set_text (self->finish_title, _ ("Done at"));
    set_figure (self->finish, culm_text_finish (job, now));
  }
}

/* A control that is off says why, to the eye and to the screen reader. */
static void
show_button (CulmJobCard *self, GtkWidget *button, CulmCommand *probe, gboolean visible)
{
  const char *off = culm_text_obstacle (culm_printer_get_obstacle (self->printer, probe));

  gtk_widget_set_visible (button, visible);
  gtk_widget_set_tooltip_text (button, off);
  culm_ui_set_description (button, off);
}

static const char *
get_stop_failure (CulmPrinter *printer, char **text)
{
  CulmCommandRun *run = culm_printer_get_run (printer, "stop");
  const GError *error = run != NULL ? culm_command_run_get_error (run) : NULL;

  *text = error != NULL && culm_printer_state_is_active (culm_printer_get_state (printer))
              ? culm_text_command_error (error)
              : NULL;
  return *text;
}

static void
refresh (CulmJobCard *self)
{
  g_autoptr (CulmCommand) pause = culm_command_new_pause ();
  g_autoptr (CulmCommand) resume = culm_command_new_resume ();
  g_autoptr (CulmCommand) stop = culm_command_new_stop ();
  g_autofree char *stop_failure = NULL;
  gboolean paused;
  const char *failure;

  if (self->printer == NULL)
    return;
  paused = culm_printer_get_state (self->printer) == CULM_PRINTER_STATE_PAUSED;
  show_job (self);
  show_button (self, self->pause_button, pause, !paused);
  show_button (self, self->resume_button, resume, paused);
  show_button (self, self->stop_button, stop, TRUE);
  failure = culm_steering_get_failure (self->pause);
  if (failure == NULL)
    failure = culm_steering_get_failure (self->resume);
  if (failure == NULL)
    failure = get_stop_failure (self->printer, &stop_failure);
  gtk_label_set_text (self->failure, failure != NULL ? failure : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), failure != NULL);
}

/* Elapsed and finish move with the clock, also when the printer says nothing new. */
static gboolean
on_clock (gpointer self)
{
  refresh (self);
  return G_SOURCE_CONTINUE;
}

static void
culm_job_card_map (GtkWidget *widget)
{
  CulmJobCard *self = CULM_JOB_CARD (widget);

  GTK_WIDGET_CLASS (culm_job_card_parent_class)->map (widget);
  self->clock = g_timeout_add_seconds (CLOCK_SECONDS, on_clock, self);
  refresh (self);
}

static void
culm_job_card_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CULM_JOB_CARD (widget)->clock, g_source_remove);
  GTK_WIDGET_CLASS (culm_job_card_parent_class)->unmap (widget);
}

static void
culm_job_card_dispose (GObject *object)
{
  CulmJobCard *self = CULM_JOB_CARD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->pause);
  g_clear_object (&self->resume);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_job_card_parent_class)->dispose (object);
}

static void
culm_job_card_class_init (CulmJobCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_job_card_dispose;
  widget_class->map = culm_job_card_map;
  widget_class->unmap = culm_job_card_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-job-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, title);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, line);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, percent);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, failure);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, progress);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, left);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, finish);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, finish_title);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, layer);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, elapsed);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, figures);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, pause_button);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, resume_button);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, stop_button);
}

static void
culm_job_card_init (CulmJobCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pause = culm_steering_new ("pause");
  self->resume = culm_steering_new ("resume");
  self->signals = g_signal_group_new (CULM_TYPE_PRINTER);
  g_signal_group_connect_swapped (self->signals, "run-changed", G_CALLBACK (refresh), self);
  g_signal_connect_object (self->pause, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->resume, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

void
culm_job_card_set_printer (CulmJobCard *self, CulmPrinter *printer)
{
  g_set_object (&self->printer, printer);
  g_signal_group_set_target (self->signals, printer);
  culm_steering_set_printer (self->pause, printer);
  culm_steering_set_printer (self->resume, printer);
}

void
culm_job_card_pause (CulmJobCard *self)
{
  g_autoptr (CulmCommand) command = culm_command_new_pause ();

  culm_steering_send (self->pause, command);
}

void
culm_job_card_resume (CulmJobCard *self)
{
  g_autoptr (CulmCommand) command = culm_command_new_resume ();

  culm_steering_send (self->resume, command);
}
