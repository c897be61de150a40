/* culm-job-card.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-job-card.h"
#include "culm-control.h"
#include "culm-even-layout.h"
#include "culm-fault-list.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define CLOCK_SECONDS 15

struct _CulmJobCard {
  AdwBin parent_instance;
  CulmSteering *pause, *resume, *stop;
  CulmPrinter *printer;
  guint clock;
  GtkLabel *title, *line, *percent, *failure;
  GtkProgressBar *progress;
  GtkLabel *left, *finish, *layer, *elapsed, *finish_title, *elapsed_title;
  GtkWidget *left_figure, *finish_figure, *layer_figure, *elapsed_figure;
  GtkWidget *figures, *buttons, *pause_button, *resume_button, *skip_button, *stop_button;
  AdwButtonContent *pause_content, *resume_content, *stop_content;
};

G_DEFINE_FINAL_TYPE (CulmJobCard, culm_job_card, ADW_TYPE_BIN)

/* Takes the text. What is not known stays as a dash while the job runs, and goes when it is over. */
static gboolean
show_figure (GtkWidget *figure, GtkLabel *label, char *text, gboolean active)
{
  gboolean known = text != NULL && !g_str_equal (text, CULM_TEXT_UNKNOWN);

  gtk_label_set_text (label, text != NULL ? text : CULM_TEXT_UNKNOWN);
  gtk_widget_set_visible (figure, known || active);
  g_free (text);
  return known || active;
}

/* Why it stopped stands in the list of faults when the printer says so there. */
static char *
describe_stop (CulmPrinter *printer)
{
  const char *state = culm_text_state (culm_printer_get_state (printer));
  g_autofree char *trouble = NULL;

  if (culm_fault_list_is_needed (printer))
    return culm_printer_get_stage_code (printer) > 0 ? culm_text_stage (printer) : g_strdup (state);
  trouble = culm_text_trouble (printer);
  return trouble != NULL ? g_strdup_printf ("%s — %s", state, trouble) : g_strdup (state);
}

static char *
describe_line (CulmPrinter *printer)
{
  CulmPrinterState state = culm_printer_get_state (printer);
  CulmJob *job = culm_printer_get_job (printer);
  const char *source = job != NULL ? culm_job_get_source (job) : NULL;
  g_autofree char *stage = NULL;

  if (state == CULM_PRINTER_STATE_PAUSED || state == CULM_PRINTER_STATE_FAILED)
    return describe_stop (printer);
  stage = culm_text_stage (printer);
  if (g_strcmp0 (source, "cloud") == 0)
    return g_strdup_printf (_ ("%s · sent through the cloud"), stage);
  if (g_strcmp0 (source, "local") == 0)
    return g_strdup_printf (_ ("%s · from its own storage"), stage);
  return g_steal_pointer (&stage);
}

static void
show_figures (CulmJobCard *self, CulmJob *job, gboolean active)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC, ended = culm_job_get_ended (job);
  int remaining = active ? culm_job_get_remaining (job) : -1;
  gboolean any;

  gtk_label_set_text (self->finish_title, active ? _ ("Done at") : _ ("Ended"));
  gtk_label_set_text (self->elapsed_title, active ? _ ("Elapsed") : _ ("Took"));
  any = show_figure (self->left_figure, self->left, remaining >= 0 ? culm_text_duration (remaining) : NULL, active);
  any |= show_figure (self->finish_figure, self->finish,
                      active      ? culm_text_finish (job, now)
                      : ended > 0 ? culm_text_clock (ended, now)
                                  : NULL,
                      active);
  any |= show_figure (self->layer_figure, self->layer,
                      culm_text_layers (culm_job_get_layer (job), culm_job_get_layers (job)), active);
  any |= show_figure (self->elapsed_figure, self->elapsed, active || ended > 0 ? culm_text_elapsed (job, now) : NULL,
                      active);
  gtk_widget_set_visible (self->figures, any);
}

static void
show_progress (CulmJobCard *self, CulmJob *job)
{
  int progress = job != NULL ? culm_job_get_progress (job) : -1;
  double fraction = MAX (progress, 0) / 100.0;
  g_autofree char *percent = culm_text_percent (progress);

  gtk_label_set_text (self->percent, progress >= 0 ? percent : "");
  if (gtk_progress_bar_get_fraction (self->progress) != fraction)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  culm_control_describe (GTK_WIDGET (self->progress), percent, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), job != NULL);
}

static void
show_job (CulmJobCard *self)
{
  CulmPrinterState state = culm_printer_get_state (self->printer);
  CulmJob *job = culm_printer_get_job (self->printer);
  gboolean was_active = state == CULM_PRINTER_STATE_OFFLINE && job != NULL && culm_job_get_ended (job) == 0;
  gboolean active = culm_printer_state_is_active (state) || was_active;
  const char *title = job != NULL ? culm_job_get_title (job) : NULL;
  g_autofree char *name = title != NULL ? culm_text_one_line (title, 0) : NULL;
  g_autofree char *line = describe_line (self->printer);

  gtk_label_set_text (self->title, name != NULL ? name : job != NULL ? _ ("Print without a name") : _ ("No print"));
  culm_control_set_tooltip (GTK_WIDGET (self->title), name);
  gtk_label_set_text (self->line, line);
  show_progress (self, job);
  gtk_widget_set_visible (self->buttons, job != NULL && active);
  if (job != NULL)
    show_figures (self, job, active);
  else
    gtk_widget_set_visible (self->figures, FALSE);
}

/* A control that is off says why, to the eye and to the screen reader. */
static void
show_button (GtkWidget *button, AdwButtonContent *content, CulmSteering *steering, CulmCommand *probe,
             const char *label, const char *pending_label)
{
  const char *off = culm_text_obstacle (culm_printer_get_obstacle (culm_steering_get_printer (steering), probe));
  gboolean pending = culm_steering_is_pending (steering);
  const char *shown = pending ? pending_label : label;

  if (g_strcmp0 (adw_button_content_get_label (content), shown) != 0)
    adw_button_content_set_label (content, shown);
  culm_control_set_tooltip (button, off);
  culm_control_describe (button, NULL, pending ? pending_label : off);
}

/* Whether objects can be skipped, and why not. */
static void
show_skip (CulmJobCard *self)
{
  static const int any = 1;
  g_autoptr (CulmCommand) probe = culm_command_new_skip (&any, 1);
  CulmObstacle obstacle = culm_printer_get_obstacle (self->printer, probe);
  const char *off = culm_text_obstacle (obstacle);

  gtk_widget_set_visible (self->skip_button, obstacle != CULM_OBSTACLE_MODEL);
  culm_control_set_tooltip (self->skip_button, off != NULL ? off : _ ("Skip Objects…"));
  culm_control_describe (self->skip_button, NULL, off);
}

static void
refresh (CulmJobCard *self)
{
  g_autoptr (CulmCommand) pause = culm_command_new_pause ();
  g_autoptr (CulmCommand) resume = culm_command_new_resume ();
  g_autoptr (CulmCommand) stop = culm_command_new_stop ();
  CulmSteering *const steerings[] = { self->pause, self->resume, self->stop };
  const char *failure = NULL;
  gboolean paused;

  if (self->printer == NULL || culm_steering_get_printer (self->pause) != self->printer)
    return; /* none, or on the way from one to the other */
  paused = culm_printer_get_state (self->printer) == CULM_PRINTER_STATE_PAUSED;
  show_job (self);
  gtk_widget_set_visible (self->pause_button, !paused);
  gtk_widget_set_visible (self->resume_button, paused);
  show_button (self->pause_button, self->pause_content, self->pause, pause, _ ("Pause"), _ ("Pausing…"));
  show_button (self->resume_button, self->resume_content, self->resume, resume, _ ("Resume"), _ ("Resuming…"));
  show_skip (self);
  show_button (self->stop_button, self->stop_content, self->stop, stop, _ ("Stop…"), _ ("Stopping…"));
  for (gsize i = 0; i < G_N_ELEMENTS (steerings) && failure == NULL; i++)
    failure = culm_steering_get_failure (steerings[i]);
  culm_control_set_sentence (self->failure, failure);
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

  g_clear_object (&self->pause);
  g_clear_object (&self->resume);
  g_clear_object (&self->stop);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_job_card_parent_class)->dispose (object);
}

static void
culm_job_card_class_init (CulmJobCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_job_card_dispose;
  g_type_ensure (CULM_TYPE_EVEN_LAYOUT);
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
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, elapsed_title);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, left_figure);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, finish_figure);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, layer_figure);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, elapsed_figure);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, figures);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, pause_button);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, resume_button);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, skip_button);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, stop_button);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, pause_content);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, resume_content);
  gtk_widget_class_bind_template_child (widget_class, CulmJobCard, stop_content);
}

static void
culm_job_card_init (CulmJobCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pause = culm_steering_new ("pause");
  self->resume = culm_steering_new ("resume");
  self->stop = culm_steering_new ("stop");
  g_signal_connect_object (self->pause, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->resume, "changed::run", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stop, "changed::run", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

void
culm_job_card_set_printer (CulmJobCard *self, CulmPrinter *printer)
{
  g_set_object (&self->printer, printer);
  culm_steering_set_printer (self->resume, printer);
  culm_steering_set_printer (self->stop, printer);
  culm_steering_set_printer (self->pause, printer); /* refreshes */
}
