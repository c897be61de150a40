/* culm-heater-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-heater-row.h"
#include "culm-control.h"
#include "culm-scroll-guard.h"
#include "culm-series-marker.h"
#include "culm-setpoint-popover.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>
#include <math.h>

/* Less than this is off (reference/models.md §2). */
#define LOWEST 20
#define STEP 5

struct _CulmHeaterRow {
  GtkListBoxRow parent_instance;
  CulmHeaterId id;
  CulmSteering *steering;
  CulmSeriesMarker *marker;
  GtkMenuButton *value;
  GtkLabel *title, *value_label, *no_heater, *failure;
  GtkSpinner *spinner;
  GtkSpinButton *target;
  CulmSetpointPopover *popover;
  double shown;        /* what the field held last */
  gboolean unknown;    /* the printer has not told its target yet: the field is empty */
  gboolean refreshing; /* the field is being set by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (CulmHeaterRow, culm_heater_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_target_name (CulmHeaterId id)
{
  switch (id) {
  case CULM_HEATER_NOZZLE: return _ ("Nozzle target");
  case CULM_HEATER_NOZZLE_LEFT: return _ ("Left nozzle target");
  case CULM_HEATER_BED: return _ ("Bed target");
  case CULM_HEATER_CHAMBER: return _ ("Chamber target");
  default: return "";
  }
}

static const char *
get_key (CulmHeaterId id)
{
  g_autoptr (CulmCommand) command = culm_command_new_heater (id, 0);

  return culm_command_get_key (command);
}

static char *
print_value (CulmHeaterRow *self)
{
  if (self->unknown)
    return g_strdup ("");
  return g_strdup_printf ("%.0f", gtk_spin_button_get_value (self->target));
}

/* A person is typing: what is in the field is not yet what the field holds. */
static gboolean
is_being_edited (CulmHeaterRow *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self->target));
  g_autofree char *value = print_value (self);

  return (flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0 &&
         g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->target)), value) != 0;
}

static void
set_range (GtkSpinButton *field, double maximum)
{
  double lower, upper;

  gtk_spin_button_get_range (field, &lower, &upper);
  if (upper != maximum)
    gtk_spin_button_set_range (field, 0, maximum);
}

/* One step up from off is the lowest target, not one that counts as off. */
static void
set_step (GtkSpinButton *field, double value)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (field);
  double step = value < LOWEST ? LOWEST : STEP;

  if (gtk_adjustment_get_step_increment (adjustment) != step)
    gtk_adjustment_set_step_increment (adjustment, step);
}

static void
show_target (CulmHeaterRow *self, CulmHeater *heater)
{
  CulmCommand *wanted = culm_steering_get_wanted (self->steering);
  double target = wanted != NULL ? culm_command_get_number (wanted) : culm_heater_get_target (heater);

  culm_control_set_pending (GTK_WIDGET (self->target), wanted != NULL);
  if (is_being_edited (self))
    return;
  self->refreshing = TRUE;
  set_range (self->target, culm_heater_get_maximum (heater));
  self->shown = isnan (target) ? 0 : round (target);
  if (gtk_spin_button_get_value (self->target) != self->shown || isnan (target) != self->unknown) {
    self->unknown = isnan (target);
    gtk_spin_button_set_value (self->target, self->shown);
  }
  set_step (self->target, self->shown);
  self->refreshing = FALSE;
}

static void
show_title (CulmHeaterRow *self, CulmPrinter *printer)
{
  gboolean left = culm_printer_get_heater (printer, CULM_HEATER_NOZZLE_LEFT) != NULL;

  if (self->id == CULM_HEATER_NOZZLE)
    gtk_label_set_text (self->title, culm_text_nozzle (0, left ? 2 : 1));
}

static void
refresh (CulmHeaterRow *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  CulmHeater *heater = printer != NULL ? culm_printer_get_heater (printer, self->id) : NULL;
  gboolean present = heater != NULL && culm_heater_get_present (heater);
  g_autoptr (CulmCommand) probe = culm_command_new_heater (self->id, 0);
  const char *failure = culm_steering_get_failure (self->steering), *off;
  g_autofree char *measured = NULL;
  gboolean has_heater;

  gtk_widget_set_visible (GTK_WIDGET (self), present);
  if (!present)
    return;
  show_title (self, printer);
  has_heater = culm_heater_get_maximum (heater) > 0;
  off = has_heater ? culm_text_obstacle (culm_printer_get_obstacle (printer, probe)) : _ ("It has no heater.");
  measured = culm_text_temperature (culm_heater_get_current (heater));
  gtk_label_set_text (self->value_label, measured);
  gtk_widget_set_visible (GTK_WIDGET (self->target), has_heater);
  gtk_widget_set_visible (GTK_WIDGET (self->no_heater), !has_heater);
  gtk_widget_set_sensitive (GTK_WIDGET (self->target), off == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->value), off == NULL);
  culm_control_spin (self->spinner, GTK_WIDGET (self->marker), culm_steering_is_pending (self->steering));
  show_target (self, heater);
  culm_control_set_sentence (self->failure, failure);
  culm_control_set_tooltip (GTK_WIDGET (self->target), has_heater ? off : NULL);
  culm_control_set_tooltip (GTK_WIDGET (self->value), off == NULL ? _ ("Presets") : has_heater ? off : NULL);
  culm_control_describe (GTK_WIDGET (self->target), measured, failure != NULL ? failure : off);
  culm_control_describe (culm_ui_get_face (self->value), measured, off);
}

/* An empty field is not zero degrees; 1–19 °C are. Reads as GtkSpinButton::input does. */
static int
on_input (GtkSpinButton *field, double *value, gpointer self G_GNUC_UNUSED)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (field));
  char *rest = NULL;

  *value = g_strtod (text, &rest);
  if (*text == '\0' || *rest != '\0' || isnan (*value))
    *value = gtk_spin_button_get_value (field);
  else if (*value < LOWEST)
    *value = 0;
  return TRUE;
}

/* What is not known is not zero. */
static gboolean
on_output (GtkSpinButton *field, gpointer user_data)
{
  if (!CULM_HEATER_ROW (user_data)->unknown)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (field), "");
  return TRUE;
}

/* Escape takes back what is being typed. */
static gboolean
on_key_pressed (CulmHeaterRow *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers G_GNUC_UNUSED)
{
  g_autofree char *value = print_value (self);

  if (key != GDK_KEY_Escape || !is_being_edited (self))
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (self->target), value);
  gtk_editable_select_region (GTK_EDITABLE (self->target), 0, -1);
  refresh (self);
  return GDK_EVENT_STOP;
}

static void
on_value_changed (CulmHeaterRow *self)
{
  double value = gtk_spin_button_get_value (self->target);
  g_autoptr (CulmCommand) command = NULL;

  if (self->refreshing)
    return;
  self->unknown = FALSE;
  command = culm_command_new_heater (self->id, value);
  culm_steering_want (self->steering, command);
}

static void
on_chosen (CulmHeaterRow *self, int celsius)
{
  g_autoptr (CulmCommand) command = culm_command_new_heater (self->id, celsius);

  gtk_menu_button_popdown (self->value);
  culm_steering_send (self->steering, command);
}

static void
culm_heater_row_dispose (GObject *object)
{
  CulmHeaterRow *self = CULM_HEATER_ROW (object);

  g_clear_object (&self->steering);
  gtk_widget_dispose_template (GTK_WIDGET (self), CULM_TYPE_HEATER_ROW);
  G_OBJECT_CLASS (culm_heater_row_parent_class)->dispose (object);
}

static void
culm_heater_row_class_init (CulmHeaterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_heater_row_dispose;
  g_type_ensure (CULM_TYPE_SERIES_MARKER);
  g_type_ensure (CULM_TYPE_SETPOINT_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-heater-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, marker);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, value);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, no_heater);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, title);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, failure);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, target);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, popover);
  gtk_widget_class_bind_template_callback (widget_class, on_input);
  gtk_widget_class_bind_template_callback (widget_class, on_output);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
culm_heater_row_init (CulmHeaterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_scroll_guard (GTK_WIDGET (self->target));
  gtk_text_set_placeholder_text (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->target))), CULM_TEXT_UNKNOWN);
}

GtkWidget *
culm_heater_row_new (CulmHeaterId id, GtkSizeGroup *fields)
{
  CulmHeaterRow *self = g_object_new (CULM_TYPE_HEATER_ROW, NULL);
  g_autofree char *presets_name = g_strdup_printf (_ ("%s presets"), culm_series_get_title (id));

  self->id = id;
  self->steering = culm_steering_new (get_key (id));
  g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  gtk_label_set_text (self->title, culm_series_get_title (id));
  culm_series_marker_set_heater (self->marker, id);
  culm_ui_set_name (GTK_WIDGET (self->target), get_target_name (id));
  culm_ui_set_name (culm_ui_get_face (self->value), presets_name);
  if (fields != NULL) {
    gtk_size_group_add_widget (fields, GTK_WIDGET (self->target));
    gtk_size_group_add_widget (fields, GTK_WIDGET (self->no_heater));
  }
  return GTK_WIDGET (self);
}

void
culm_heater_row_set_printer (CulmHeaterRow *self, CulmPrinter *printer, GSettings *settings)
{
  culm_setpoint_popover_set_heater (self->popover, self->id, printer, settings);
  culm_steering_set_printer (self->steering, printer);
}
