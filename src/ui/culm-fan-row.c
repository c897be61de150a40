/* culm-fan-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fan-row.h"
#include "culm-control.h"
#include "culm-scroll-guard.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmFanRow {
  GtkListBoxRow parent_instance;
  CulmFanId id;
  CulmSteering *steering;
  GtkLabel *title, *percent, *failure;
  GtkWidget *icon;
  GtkSpinner *spinner;
  GtkScale *scale;
  GtkAdjustment *adjustment;
  gboolean refreshing; /* the slider is being moved by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (CulmFanRow, culm_fan_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_title (CulmFanId id)
{
  switch (id) {
  case CULM_FAN_PART: return _ ("Part cooling");
  case CULM_FAN_AUX: return _ ("Auxiliary");
  case CULM_FAN_AUX2: return _ ("Second auxiliary");
  case CULM_FAN_CHAMBER: return _ ("Chamber");
  case CULM_FAN_HOTEND: return _ ("Hotend");
  default: return "";
  }
}

static const char *
get_control_name (CulmFanId id)
{
  switch (id) {
  case CULM_FAN_PART: return _ ("Part fan");
  case CULM_FAN_AUX: return _ ("Auxiliary fan");
  case CULM_FAN_AUX2: return _ ("Second auxiliary fan");
  case CULM_FAN_CHAMBER: return _ ("Chamber fan");
  case CULM_FAN_HOTEND: return _ ("Hotend fan");
  default: return "";
  }
}

static void
refresh (CulmFanRow *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  CulmFan *fan = printer != NULL ? culm_printer_get_fan (printer, self->id) : NULL;
  gboolean present = fan != NULL && culm_fan_get_present (fan);
  g_autoptr (CulmCommand) probe = culm_command_new_fan (self->id, 0);
  const char *failure = culm_steering_get_failure (self->steering), *off;
  CulmCommand *wanted = culm_steering_get_wanted (self->steering);
  g_autofree char *measured = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), present);
  if (!present)
    return;
  off = culm_text_obstacle (culm_printer_get_obstacle (printer, probe));
  measured = culm_text_percent (culm_fan_get_percent (fan));
  self->refreshing = TRUE;
  gtk_adjustment_set_value (self->adjustment,
                            wanted != NULL ? culm_command_get_number (wanted) : MAX (culm_fan_get_percent (fan), 0));
  self->refreshing = FALSE;
  if (wanted == NULL && culm_fan_get_percent (fan) < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->scale), "unknown");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->scale), "unknown");
  gtk_label_set_text (self->percent, measured);
  culm_control_set_sentence (self->failure, failure);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), off == NULL);
  culm_control_set_pending (GTK_WIDGET (self->scale), wanted != NULL);
  culm_control_spin (self->spinner, self->icon, culm_steering_is_pending (self->steering));
  if (off == NULL && !culm_fan_get_settable (fan))
    off = _ ("In this mode of the air duct the printer runs the fan by itself.");
  culm_control_set_tooltip (GTK_WIDGET (self->scale), off);
  culm_control_describe (GTK_WIDGET (self->scale), measured, failure != NULL ? failure : off);
}

static void
on_value_changed (CulmFanRow *self)
{
  g_autoptr (CulmCommand) command = NULL;

  if (self->refreshing)
    return;
  command = culm_command_new_fan (self->id, gtk_adjustment_get_value (self->adjustment));
  culm_steering_want (self->steering, command);
}

static void
culm_fan_row_dispose (GObject *object)
{
  CulmFanRow *self = CULM_FAN_ROW (object);

  g_clear_object (&self->steering);
  gtk_widget_dispose_template (GTK_WIDGET (self), CULM_TYPE_FAN_ROW);
  G_OBJECT_CLASS (culm_fan_row_parent_class)->dispose (object);
}

static void
culm_fan_row_class_init (CulmFanRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_fan_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-fan-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFanRow, title);
  gtk_widget_class_bind_template_child (widget_class, CulmFanRow, percent);
  gtk_widget_class_bind_template_child (widget_class, CulmFanRow, failure);
  gtk_widget_class_bind_template_child (widget_class, CulmFanRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CulmFanRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmFanRow, scale);
  gtk_widget_class_bind_template_child (widget_class, CulmFanRow, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
}

static void
culm_fan_row_init (CulmFanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_scroll_guard (GTK_WIDGET (self->scale));
}

GtkWidget *
culm_fan_row_new (CulmFanId id, GtkSizeGroup *titles)
{
  CulmFanRow *self = g_object_new (CULM_TYPE_FAN_ROW, NULL);
  g_autoptr (CulmCommand) command = culm_command_new_fan (id, 0);

  self->id = id;
  self->steering = culm_steering_new (culm_command_get_key (command));
  g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  gtk_label_set_text (self->title, get_title (id));
  culm_ui_set_name (GTK_WIDGET (self->scale), get_control_name (id));
  if (titles != NULL)
    gtk_size_group_add_widget (titles, GTK_WIDGET (self->title));
  return GTK_WIDGET (self);
}

void
culm_fan_row_set_printer (CulmFanRow *self, CulmPrinter *printer)
{
  culm_steering_set_printer (self->steering, printer);
}
