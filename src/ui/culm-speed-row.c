/* culm-speed-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-speed-row.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define N_LEVELS 4

struct _CulmSpeedRow {
  AdwBin parent_instance;
  CulmSteering *steering;
  GtkBox *buttons;
  GtkToggleButton *silent, *standard, *sport, *ludicrous;
  GtkLabel *failure;
  gboolean refreshing; /* a button is being pressed by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (CulmSpeedRow, culm_speed_row, ADW_TYPE_BIN)

static GtkToggleButton *
get_button (CulmSpeedRow *self, int level)
{
  GtkToggleButton *const buttons[N_LEVELS + 1] = { NULL, self->silent, self->standard, self->sport, self->ludicrous };

  return level >= 1 && level <= N_LEVELS ? buttons[level] : NULL;
}

static int
get_shown_level (CulmSpeedRow *self, CulmPrinter *printer)
{
  CulmCommandRun *run = culm_printer_get_run (printer, "speed");

  if (run != NULL && culm_command_run_get_holds (run))
    return culm_command_get_choice (culm_command_run_get_command (run));
  return culm_steering_get_printer (self->steering) != NULL ? culm_printer_get_speed_level (printer) : 0;
}

static void
refresh (CulmSpeedRow *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  const char *failure = culm_steering_get_failure (self->steering), *off;
  g_autoptr (CulmCommand) probe = culm_command_new_speed (2);
  g_autofree char *measured = NULL;
  GtkToggleButton *shown;

  if (printer == NULL)
    return;
  off = culm_text_obstacle (culm_printer_get_obstacle (printer, probe));
  shown = get_button (self, get_shown_level (self, printer));
  self->refreshing = TRUE;
  for (int level = 1; level <= N_LEVELS; level++)
    gtk_toggle_button_set_active (get_button (self, level), get_button (self, level) == shown);
  self->refreshing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), off == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->buttons), off);
  gtk_label_set_text (self->failure, failure != NULL ? failure : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failure), failure != NULL);
  if (shown != NULL)
    measured = g_strdup_printf (_ ("%s, %d %%"), gtk_button_get_label (GTK_BUTTON (shown)),
                                culm_printer_get_speed_percent (printer));
  culm_ui_set_description (GTK_WIDGET (self->buttons), failure != NULL ? failure : off != NULL ? off : measured);
}

static void
on_toggled (CulmSpeedRow *self, GtkToggleButton *button)
{
  if (self->refreshing)
    return;
  for (int level = 1; level <= N_LEVELS; level++) {
    if (get_button (self, level) == button) {
      g_autoptr (CulmCommand) command = culm_command_new_speed (level);

      culm_steering_send (self->steering, command);
    }
  }
  refresh (self); /* a pressed button that is pressed again stays down */
}

static void
culm_speed_row_dispose (GObject *object)
{
  g_clear_object (&CULM_SPEED_ROW (object)->steering);
  G_OBJECT_CLASS (culm_speed_row_parent_class)->dispose (object);
}

static void
culm_speed_row_class_init (CulmSpeedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_speed_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-speed-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSpeedRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, CulmSpeedRow, silent);
  gtk_widget_class_bind_template_child (widget_class, CulmSpeedRow, standard);
  gtk_widget_class_bind_template_child (widget_class, CulmSpeedRow, sport);
  gtk_widget_class_bind_template_child (widget_class, CulmSpeedRow, ludicrous);
  gtk_widget_class_bind_template_child (widget_class, CulmSpeedRow, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
culm_speed_row_init (CulmSpeedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->steering = culm_steering_new ("speed");
  g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

void
culm_speed_row_set_printer (CulmSpeedRow *self, CulmPrinter *printer)
{
  culm_steering_set_printer (self->steering, printer);
}
