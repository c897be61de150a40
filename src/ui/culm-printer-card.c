/* culm-printer-card.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-printer-card.h"
#include "culm-camera-budget.h"
#include "culm-engine-camera.h"
#include "culm-follow.h"
#include "culm-plate-picture.h"
#include "culm-state-dot.h"
#include "culm-text-camera.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmPrinterCard {
  GtkButton parent_instance;
  CulmEngine *engine; /* nullable */
  CulmPrinter *printer;
  GSignalGroup *signals;
  CulmPlatePicture *picture;
  CulmCameraPicture *camera;
  GtkLabel *badge;
  CulmStateDot *dot;
  GtkLabel *name, *percent, *line, *detail, *temperatures;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (CulmPrinterCard, culm_printer_card, GTK_TYPE_BUTTON)

/* "1 h 12 min left · 16:42", "“gear box” · 2 h 51 min", "since yesterday" … (nullable). */
static char *
describe_detail (CulmPrinter *printer, gint64 now)
{
  CulmPrinterState state = culm_printer_get_state (printer);
  CulmJob *job = culm_printer_get_job (printer);
  g_autofree char *left = NULL;
  g_autofree char *end = NULL;
  g_autofree char *title = NULL;

  if (state == CULM_PRINTER_STATE_OFFLINE && culm_printer_get_offline_since (printer) > 0) {
    left = culm_text_since (culm_printer_get_offline_since (printer), now);
    return g_strdup_printf (_ ("since %s"), left);
  }
  if (job == NULL || state == CULM_PRINTER_STATE_OFFLINE)
    return NULL;
  if (culm_printer_state_is_active (state) && !culm_printer_get_stale (printer)) {
    left = culm_text_time_left (job);
    end = culm_text_finish (job, now);
    if (state == CULM_PRINTER_STATE_PAUSED)
      return left != NULL ? g_strdup_printf (_ ("waiting for you · %s"), left) : g_strdup (_ ("waiting for you"));
    return left != NULL ? g_strdup_printf ("%s · %s", left, end) : NULL;
  }
  if (culm_job_get_title (job) == NULL)
    return NULL;
  title = culm_text_one_line (culm_job_get_title (job), 60);
  left = culm_text_elapsed (job, now);
  if (left == NULL || culm_job_get_ended (job) <= 0)
    return g_strdup_printf (_ ("“%s”"), title);
  return g_strdup_printf (_ ("“%s” · %s"), title, left);
}

static void
show_progress (CulmPrinterCard *self, CulmJob *job, CulmPrinterState state)
{
  gboolean known = job != NULL && culm_job_get_progress (job) >= 0 && state != CULM_PRINTER_STATE_IDLE &&
                   state != CULM_PRINTER_STATE_OFFLINE;
  g_autofree char *percent = known ? culm_text_percent (culm_job_get_progress (job)) : NULL;

  gtk_label_set_text (self->percent, known ? percent : "");
  gtk_progress_bar_set_fraction (self->progress, known ? culm_job_get_progress (job) / 100.0 : 0);
  gtk_widget_set_opacity (GTK_WIDGET (self->progress), known ? 1 : 0.5);
}

/* What the camera saw last, with its age, in place of the plate. */
static void
show_camera (CulmPrinterCard *self)
{
  CulmCamera *camera = NULL;
  gint64 shown;
  gint64 age;
  g_autofree char *text = NULL;

  if (culm_printer_get_state (self->printer) != CULM_PRINTER_STATE_OFFLINE)
    camera =
        self->engine != NULL ? culm_engine_get_camera (self->engine, self->printer) : culm_camera_of (self->printer);
  culm_camera_picture_set_camera (self->camera, camera);
  gtk_widget_set_visible (GTK_WIDGET (self->camera), camera != NULL);
  shown = culm_camera_picture_get_time (self->camera);
  age = (g_get_monotonic_time () - shown) / G_USEC_PER_SEC;
  gtk_widget_set_visible (GTK_WIDGET (self->badge), shown > 0);
  text = culm_text_camera_age (culm_camera_budget_is_live (self->camera) ? age : MAX (age, CULM_TEXT_CAMERA_LIVE));
  gtk_label_set_text (self->badge, text);
}

static void
culm_printer_card_dispose (GObject *object)
{
  CulmPrinterCard *self = CULM_PRINTER_CARD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (self), CULM_TYPE_PRINTER_CARD);
  G_OBJECT_CLASS (culm_printer_card_parent_class)->dispose (object);
}

static void
culm_printer_card_class_init (CulmPrinterCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_printer_card_dispose;
  g_type_ensure (CULM_TYPE_CAMERA_PICTURE);
  g_type_ensure (CULM_TYPE_STATE_DOT);
  g_type_ensure (CULM_TYPE_PLATE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-printer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, picture);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, camera);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, badge);
  gtk_widget_class_bind_template_callback (widget_class, show_camera);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, dot);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, name);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, percent);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, line);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, detail);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, temperatures);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterCard, progress);
}

static void
culm_printer_card_init (CulmPrinterCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_camera_budget_join (self->camera);
}

GtkWidget *
culm_printer_card_new (CulmEngine *engine, CulmPrinter *printer)
{
  CulmPrinterCard *self = g_object_new (CULM_TYPE_PRINTER_CARD, NULL);

  g_set_object (&self->engine, engine);
  self->printer = g_object_ref (printer);
  self->signals = culm_follow_printer (G_CALLBACK (culm_printer_card_refresh), self);
  g_signal_group_set_target (self->signals, printer);
  culm_plate_picture_set_printer (self->picture, engine, printer);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", culm_printer_get_serial (printer));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-printer");
  culm_printer_card_refresh (self);
  return GTK_WIDGET (self);
}

CulmPrinter *
culm_printer_card_get_printer (CulmPrinterCard *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER_CARD (self), NULL);
  return self->printer;
}

void
culm_printer_card_refresh (CulmPrinterCard *self)
{
  CulmPrinterState state = culm_printer_get_state (self->printer);
  gboolean stale = culm_printer_get_stale (self->printer) || state == CULM_PRINTER_STATE_OFFLINE;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), 0);
  g_autofree char *identity = culm_text_identity (self->printer);
  g_autofree char *temperatures = culm_text_temperatures (self->printer);
  g_autofree char *trouble = NULL;
  g_autofree char *line = NULL;
  g_autofree char *detail = describe_detail (self->printer, now);
  g_autofree char *whole = culm_text_state_line (self->printer, now, g_get_monotonic_time ());

  show_camera (self);
  if (state == CULM_PRINTER_STATE_PAUSED || state == CULM_PRINTER_STATE_FAILED)
    trouble = culm_text_trouble (self->printer);
  line = trouble != NULL                        ? g_strdup_printf ("%s — %s", culm_text_state (state), trouble)
         : culm_printer_state_is_active (state) ? culm_text_stage (self->printer)
                                                : g_strdup (culm_text_state (state));
  culm_state_dot_set_state (self->dot, state, culm_printer_get_stale (self->printer));
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->line, line);
  gtk_label_set_text (self->detail, detail != NULL ? detail : "");
  gtk_label_set_text (self->temperatures, temperatures);
  show_progress (self, culm_printer_get_job (self->printer), state);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), identity);
  culm_ui_set_name (GTK_WIDGET (self), name);
  culm_ui_set_description (GTK_WIDGET (self), whole);
  if (stale)
    gtk_widget_add_css_class (GTK_WIDGET (self), "stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "stale");
}
