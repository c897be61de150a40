/* culm-calibration-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-calibration-page.h"
#include "culm-control.h"
#include "culm-follow.h"
#include "culm-notice.h"
#include "culm-question.h"
#include "culm-report-schema.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define NAME_CHARACTERS 40

/* Bits of reference/mqtt.md §3.10. */
#define FUN_MOTOR_NOISE 10
#define HOME_FLAG_MOTOR_NOISE 21

typedef struct {
  CulmCalibration part;
  int minutes; /* a rough guess for people who wait */
  const char *title, *subtitle;
} Part;

static const Part parts[] = {
  { CULM_CALIBRATION_LIDAR, 5, N_ ("Lidar"), N_ ("Draws lines and scans them") },
  { CULM_CALIBRATION_LEVELLING, 5, N_ ("Bed levelling"), N_ ("Touches the bed at many points") },
  { CULM_CALIBRATION_VIBRATION, 5, N_ ("Vibration compensation"), N_ ("Shakes the toolhead, loudly") },
  { CULM_CALIBRATION_MOTOR_NOISE, 10, N_ ("Motor noise"), N_ ("Moves at many speeds to make them quieter") },
  { CULM_CALIBRATION_NOZZLE_OFFSET, 10, N_ ("Nozzle offset"), N_ ("Measures one nozzle against the other") },
  { CULM_CALIBRATION_HOT_BED, 20, N_ ("Hot bed levelling"), N_ ("Touches the bed while it is hot") },
  { CULM_CALIBRATION_CLUMP_POSITION, 5, N_ ("Clump detection"), N_ ("Finds where the nozzle is looked at") },
};
#define N_PARTS ((guint) G_N_ELEMENTS (parts))

struct _CulmCalibrationPage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmSteering *steering;
  GSignalGroup *signals;
  CulmNotice *notice;
  GtkListBox *list;
  GtkWidget *start;
  GtkLabel *summary, *failure;
  GtkWidget *rows[G_N_ELEMENTS (parts)];
  GtkCheckButton *checks[G_N_ELEMENTS (parts)];
};

G_DEFINE_FINAL_TYPE (CulmCalibrationPage, culm_calibration_page, ADW_TYPE_BIN)

static gboolean
has_motor_noise (CulmPrinter *printer)
{
  CulmReport *report = culm_printer_get_report (printer);
  CulmRecord *status = report != NULL ? culm_report_get_status (report) : NULL;

  return status != NULL && (culm_record_get_bit (status, CULM_STATUS_FUN, FUN_MOTOR_NOISE) ||
                            culm_record_get_bit (status, CULM_STATUS_HOME_FLAG, HOME_FLAG_MOTOR_NOISE));
}

/* The newest parts have no bit that tells of them; the newest machines are those with an air duct. */
static gboolean
has_part (CulmPrinter *printer, CulmCalibration part)
{
  const CulmPrinterModel *model = culm_printer_get_printer_model (printer);
  g_autoptr (CulmCommand) probe = culm_command_new_calibrate (part);
  CulmObstacle obstacle = culm_printer_get_obstacle (printer, probe);

  if (obstacle == CULM_OBSTACLE_MODEL || obstacle == CULM_OBSTACLE_FIRMWARE)
    return FALSE;
  if (part == CULM_CALIBRATION_MOTOR_NOISE)
    return has_motor_noise (printer);
  return (part != CULM_CALIBRATION_HOT_BED && part != CULM_CALIBRATION_CLUMP_POSITION) || model->airduct;
}

static gboolean
is_chosen (CulmCalibrationPage *self, guint i)
{
  return gtk_widget_get_visible (self->rows[i]) && gtk_check_button_get_active (self->checks[i]);
}

static CulmCalibration
get_chosen (CulmCalibrationPage *self, int *minutes)
{
  guint chosen = 0;

  *minutes = 0;
  for (guint i = 0; i < N_PARTS; i++) {
    if (!is_chosen (self, i))
      continue;
    chosen |= parts[i].part;
    *minutes += parts[i].minutes;
  }
  return (CulmCalibration) chosen;
}

static void
show_rows (CulmCalibrationPage *self, const char *off)
{
  for (guint i = 0; i < N_PARTS; i++) {
    gtk_widget_set_visible (self->rows[i], has_part (self->printer, parts[i].part));
    gtk_widget_set_sensitive (self->rows[i], off == NULL);
    culm_control_describe (GTK_WIDGET (self->checks[i]), _ (parts[i].subtitle), off);
  }
}

/* What it will take, or, once it runs, what it does. */
static char *
describe_state (CulmCalibrationPage *self, int minutes)
{
  CulmPrinterState state = culm_printer_get_state (self->printer);
  g_autofree char *time = culm_text_duration (minutes * 60);

  if (culm_printer_state_is_active (state))
    return culm_text_stage (self->printer);
  return minutes > 0 ? g_strdup_printf (_ ("About %s"), time) : g_strdup (_ ("Choose what to calibrate."));
}

static void
refresh (CulmCalibrationPage *self)
{
  g_autoptr (CulmCommand) probe = culm_command_new_calibrate (CULM_CALIBRATION_LEVELLING);
  const char *off = culm_text_obstacle (culm_printer_get_obstacle (self->printer, probe));
  const char *failure = culm_steering_get_failure (self->steering);
  g_autofree char *state = NULL;
  int minutes;

  if (off == NULL && culm_steering_is_pending (self->steering))
    off = _ ("It is on its way to the printer.");
  show_rows (self, off);
  get_chosen (self, &minutes);
  state = describe_state (self, minutes);
  gtk_label_set_text (self->summary, state);
  culm_notice_set_text (self->notice, off);
  gtk_widget_set_sensitive (self->start, off == NULL && minutes > 0);
  culm_control_set_tooltip (self->start, off);
  culm_control_describe (self->start, state, off);
  culm_control_set_sentence (self->failure, failure);
}

static void
on_answered (gpointer page)
{
  CulmCalibrationPage *self = page;
  int minutes;
  g_autoptr (CulmCommand) command = culm_command_new_calibrate (get_chosen (self, &minutes));

  culm_steering_send (self->steering, command);
}

static void
on_start_clicked (CulmCalibrationPage *self)
{
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), NAME_CHARACTERS);
  g_autofree char *heading = g_strdup_printf (_ ("Calibrate %s?"), name);
  g_autofree char *time = NULL;
  g_autofree char *body = NULL;
  int minutes;

  get_chosen (self, &minutes);
  time = culm_text_duration (minutes * 60);
  body = g_strdup_printf (_ ("It takes about %s, and nothing can be printed meanwhile. Toolhead and bed move, and may "
                             "get hot. Take everything off the bed first, and leave the plate on it."),
                          time);
  culm_question_ask (GTK_WIDGET (self), heading, body, _ ("Calibrate"), on_answered, self);
}

static void
add_part (CulmCalibrationPage *self, guint i)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ (parts[i].title), "subtitle",
                                 _ (parts[i].subtitle), NULL);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  culm_ui_set_name (check, _ (parts[i].title));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  self->rows[i] = row;
  self->checks[i] = GTK_CHECK_BUTTON (check);
}

static void
culm_calibration_page_dispose (GObject *object)
{
  CulmCalibrationPage *self = CULM_CALIBRATION_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->steering);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_calibration_page_parent_class)->dispose (object);
}

static void
culm_calibration_page_class_init (CulmCalibrationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_calibration_page_dispose;
  g_type_ensure (CULM_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-calibration-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmCalibrationPage, notice);
  gtk_widget_class_bind_template_child (widget_class, CulmCalibrationPage, list);
  gtk_widget_class_bind_template_child (widget_class, CulmCalibrationPage, summary);
  gtk_widget_class_bind_template_child (widget_class, CulmCalibrationPage, failure);
  gtk_widget_class_bind_template_child (widget_class, CulmCalibrationPage, start);
  gtk_widget_class_bind_template_callback (widget_class, on_start_clicked);
}

static void
culm_calibration_page_init (CulmCalibrationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  self->steering = culm_steering_new ("calibrate");
}

GtkWidget *
culm_calibration_page_new (CulmPrinter *printer)
{
  CulmCalibrationPage *self = g_object_new (CULM_TYPE_CALIBRATION_PAGE, NULL);

  self->printer = g_object_ref (printer);
  culm_steering_set_printer (self->steering, printer);
  for (guint i = 0; i < N_PARTS; i++)
    add_part (self, i);
  for (guint i = 0; i < N_PARTS; i++)
    gtk_check_button_set_active (self->checks[i],
                                 has_part (printer, parts[i].part) && parts[i].part == CULM_CALIBRATION_LEVELLING);
  g_signal_connect_object (self->steering, "changed::run", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  return GTK_WIDGET (self);
}
