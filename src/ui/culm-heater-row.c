/* culm-heater-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-heater-row.h"
#include "culm-series-marker.h"
#include "culm-setpoint-popover.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>
#include <math.h>

struct _CulmHeaterRow {
  AdwActionRow parent_instance;
  CulmHeaterId id;
  CulmSteering *steering;
  CulmSeriesMarker *marker;
  GtkMenuButton *value;
  GtkLabel *value_label, *no_heater;
  GtkSpinner *spinner;
  GtkSpinButton *target;
  CulmSetpointPopover *popover;
  gboolean refreshing; /* the field is being set by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (CulmHeaterRow, culm_heater_row, ADW_TYPE_ACTION_ROW)

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

/* A person is typing: what is in the field is not yet what the field holds. */
static gboolean
is_being_edited (GtkSpinButton *field)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (field));
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (field));

  return (flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0 &&
         fabs (g_strtod (text, NULL) - gtk_spin_button_get_value (field)) > 0.5;
}

static void
show_target (CulmHeaterRow *self, CulmHeater *heater)
{
  double target = culm_heater_get_target (heater);

  culm_steering_get_wanted (self->steering, &target);
  if (is_being_edited (self->target))
    return;
  self->refreshing = TRUE;
  gtk_spin_button_set_range (self->target, 0, culm_heater_get_maximum (heater));
  gtk_spin_button_set_value (self->target, isnan (target) ? 0 : target);
  self->refreshing = FALSE;
}

static void
show_sentence (CulmHeaterRow *self, const char *measured, const char *off)
{
  const char *failure = culm_steering_get_failure (self->steering);
  g_autofree char *whole = off != NULL ? g_strdup_printf ("%s. %s", measured, off) : g_strdup (measured);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), failure != NULL ? failure : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->target), off);
  culm_ui_set_description (GTK_WIDGET (self->target), failure != NULL ? failure : whole);
}

static void
refresh (CulmHeaterRow *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  CulmHeater *heater = printer != NULL ? culm_printer_get_heater (printer, self->id) : NULL;
  gboolean present = heater != NULL && culm_heater_get_present (heater);
  g_autoptr (CulmCommand) probe = culm_command_new_heater (self->id, 0);
  g_autofree char *measured = NULL;
  gboolean has_heater;
  const char *off;

  gtk_widget_set_visible (GTK_WIDGET (self), present);
  if (!present)
    return;
  has_heater = culm_heater_get_maximum (heater) > 0;
  off = has_heater ? culm_text_obstacle (culm_printer_get_obstacle (printer, probe)) : NULL;
  measured = culm_text_temperature (culm_heater_get_current (heater));
  gtk_label_set_text (self->value_label, measured);
  gtk_widget_set_visible (GTK_WIDGET (self->target), has_heater);
  gtk_widget_set_visible (GTK_WIDGET (self->no_heater), !has_heater);
  gtk_widget_set_sensitive (GTK_WIDGET (self->target), off == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->value), has_heater && off == NULL);
  gtk_spinner_set_spinning (self->spinner, culm_steering_is_pending (self->steering));
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), culm_steering_is_pending (self->steering));
  if (culm_printer_get_stale (printer))
    gtk_widget_add_css_class (GTK_WIDGET (self->value_label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value_label), "dim-label");
  show_target (self, heater);
  show_sentence (self, measured, off);
}

static void
on_value_changed (CulmHeaterRow *self)
{
  g_autoptr (CulmCommand) command = NULL;

  if (self->refreshing)
    return;
  command = culm_command_new_heater (self->id, gtk_spin_button_get_value (self->target));
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
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, target);
  gtk_widget_class_bind_template_child (widget_class, CulmHeaterRow, popover);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
culm_heater_row_init (CulmHeaterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_heater_row_new (CulmHeaterId id)
{
  CulmHeaterRow *self = g_object_new (CULM_TYPE_HEATER_ROW, NULL);
  g_autofree char *presets_name = g_strdup_printf (_ ("%s presets"), culm_series_get_title (id));

  self->id = id;
  self->steering = culm_steering_new (get_key (id));
  g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), culm_series_get_title (id));
  culm_series_marker_set_heater (self->marker, id);
  culm_ui_set_name (GTK_WIDGET (self->target), get_target_name (id));
  culm_ui_set_name (GTK_WIDGET (self->value), presets_name);
  return GTK_WIDGET (self);
}

void
culm_heater_row_set_printer (CulmHeaterRow *self, CulmPrinter *printer, GSettings *settings)
{
  culm_setpoint_popover_set_heater (self->popover, self->id, printer, settings);
  culm_steering_set_printer (self->steering, printer);
}
