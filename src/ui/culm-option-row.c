/* culm-option-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-option-row.h"
#include "culm-control.h"
#include "culm-report-machine.h"
#include "culm-report-options.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

/* What a row can be set to, in the numbers of CulmOption. */
typedef struct {
  int value;
  const char *name;
} Level;

static const Level door_levels[] = { { 0, N_ ("Off") }, { 1, N_ ("Warn") }, { 2, N_ ("Pause") }, { -1, NULL } };
static const Level purify_levels[] = { { 0, N_ ("Off") }, { 1, N_ ("Mode 1") }, { 2, N_ ("Mode 2") }, { -1, NULL } };
static const Level monitor_levels[] = { { 0, N_ ("Off") }, { 1, N_ ("On") },     { 2, N_ ("Never pauses") },
                                        { 3, N_ ("Low") }, { 4, N_ ("Medium") }, { 5, N_ ("High") },
                                        { -1, NULL } };
static const Level detector_levels[] = { { 0, N_ ("Off") },    { 1, N_ ("On") },   { 3, N_ ("Low") },
                                         { 4, N_ ("Medium") }, { 5, N_ ("High") }, { -1, NULL } };

struct _CulmOptionRow {
  AdwActionRow parent_instance;
  int id;
  char *description;
  const char *reason;
  CulmSteering *steering;
  const Level *levels; /* NULL: a switch */
  gboolean refreshing; /* a control is being set by the program, not by a person */
  GtkSpinner *spinner;
  GtkWidget *control; /* GtkSwitch or GtkDropDown */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CulmOptionRow, culm_option_row, ADW_TYPE_ACTION_ROW)

static const Level *
get_levels (int id)
{
  switch (id) {
  case CULM_OPTION_DOOR_CHECK: return door_levels;
  case CULM_OPTION_AIR_PURIFICATION: return purify_levels;
  case CULM_OPTION_PRINTING_MONITOR: return monitor_levels;
  case CULM_OPTION_PILEUP_DETECTOR:
  case CULM_OPTION_CLUMP_DETECTOR:
  case CULM_OPTION_AIRPRINT_DETECTOR:
  case CULM_OPTION_SPAGHETTI_DETECTOR: return detector_levels;
  default: return NULL;
  }
}

static CulmCommand *
create_command (int id, int value)
{
  if (id == CULM_OPTION_ROW_TIMELAPSE)
    return culm_command_new_timelapse (value != 0);
  if (id == CULM_OPTION_ROW_RECORD)
    return culm_command_new_record (value != 0);
  return culm_command_new_option ((CulmOption) id, value);
}

static int
read_switch (CulmSwitch is)
{
  return is == CULM_SWITCH_UNKNOWN ? -1 : is == CULM_SWITCH_ON;
}

static int
read_value (CulmOptionRow *self, CulmPrinter *printer)
{
  CulmReport *report = culm_printer_get_report (printer);
  CulmCameraFacts camera;

  if (self->id < CULM_N_OPTIONS)
    return culm_report_get_option (report, (CulmOption) self->id);
  camera = culm_report_get_camera (report, culm_printer_get_printer_model (printer));
  if (self->id == CULM_OPTION_ROW_TIMELAPSE)
    return read_switch (camera.timelapse);
  return read_switch (camera.record != CULM_SWITCH_UNKNOWN ? camera.record : camera.recording);
}

static guint
find_level (const Level *levels, int value)
{
  guint i = 0;

  while (levels[i].name != NULL && levels[i].value != value)
    i++;
  return levels[i].name != NULL ? i : GTK_INVALID_LIST_POSITION;
}

static void
show_value (CulmOptionRow *self, int value)
{
  self->refreshing = TRUE;
  if (self->levels != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), find_level (self->levels, value));
  else
    gtk_switch_set_active (GTK_SWITCH (self->control), value > 0);
  self->refreshing = FALSE;
}

static void
refresh (CulmOptionRow *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  CulmCommand *wanted = culm_steering_get_wanted (self->steering);
  const char *failure = culm_steering_get_failure (self->steering);
  g_autoptr (CulmCommand) probe = create_command (self->id, 1);
  CulmObstacle obstacle;
  int value;

  if (printer == NULL)
    return;
  obstacle = culm_printer_get_obstacle (printer, probe);
  value = read_value (self, printer);
  self->reason = culm_text_obstacle (obstacle);
  gtk_widget_set_visible (GTK_WIDGET (self), obstacle != CULM_OBSTACLE_MODEL && value >= 0);
  show_value (self, wanted != NULL ? culm_command_get_choice (wanted) : value);
  gtk_widget_set_sensitive (self->control, self->reason == NULL);
  gtk_spinner_set_spinning (self->spinner, culm_steering_is_pending (self->steering));
  culm_control_set_pending (self->control, wanted != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), failure != NULL ? failure : self->description);
  culm_control_set_tooltip (self->control, self->reason);
  culm_control_describe (self->control, self->description, failure != NULL ? failure : self->reason);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_chosen (CulmOptionRow *self)
{
  g_autoptr (CulmCommand) command = NULL;
  guint selected = self->levels != NULL ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control)) : 0;
  int value;

  if (self->refreshing || culm_steering_get_printer (self->steering) == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  value = self->levels != NULL ? self->levels[selected].value : gtk_switch_get_active (GTK_SWITCH (self->control));
  command = create_command (self->id, value);
  culm_steering_send (self->steering, command);
}

static void
add_levels (CulmOptionRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; self->levels[i].name != NULL; i++)
    gtk_string_list_append (names, _ (self->levels[i].name));
  self->control = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_signal_connect_object (self->control, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
}

static void
add_control (CulmOptionRow *self, const char *title)
{
  self->levels = get_levels (self->id);
  if (self->levels != NULL) {
    add_levels (self);
  } else {
    self->control = gtk_switch_new ();
    g_signal_connect_object (self->control, "notify::active", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  }
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  culm_ui_set_name (self->control, title);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spinner));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->control);
}

static void
culm_option_row_dispose (GObject *object)
{
  CulmOptionRow *self = CULM_OPTION_ROW (object);

  g_clear_object (&self->steering);
  g_clear_pointer (&self->description, g_free);
  G_OBJECT_CLASS (culm_option_row_parent_class)->dispose (object);
}

static void
culm_option_row_class_init (CulmOptionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_option_row_dispose;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_option_row_init (CulmOptionRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
culm_option_row_new (int id, const char *title, const char *subtitle)
{
  CulmOptionRow *self = g_object_new (CULM_TYPE_OPTION_ROW, "use-markup", FALSE, "title", title, NULL);
  g_autoptr (CulmCommand) probe = create_command (id, 1);

  self->id = id;
  self->description = g_strdup (subtitle);
  self->steering = culm_steering_new (culm_command_get_key (probe));
  add_control (self, title);
  g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
culm_option_row_set_printer (CulmOptionRow *self, CulmPrinter *printer)
{
  culm_steering_set_printer (self->steering, printer);
}

const char *
culm_option_row_get_reason (CulmOptionRow *self)
{
  return self->reason;
}
