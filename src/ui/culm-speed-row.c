/* culm-speed-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-speed-row.h"
#include "culm-control.h"
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
  GtkSpinner *spinner;
  gboolean refreshing; /* a button is being pressed by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (CulmSpeedRow, culm_speed_row, ADW_TYPE_BIN)

static GtkToggleButton *
get_button (CulmSpeedRow *self, int level)
{
  GtkToggleButton *const buttons[N_LEVELS + 1] = { NULL, self->silent, self->standard, self->sport, self->ludicrous };

  return level >= 1 && level <= N_LEVELS ? buttons[level] : NULL;
}

static char *
describe_level (CulmPrinter *printer)
{
  static const char *const names[] = { NULL, N_ ("Silent"), N_ ("Standard"), N_ ("Sport"), N_ ("Ludicrous") };
  int level = culm_printer_get_speed_level (printer), percent = culm_printer_get_speed_percent (printer);

  if (level < 1 || level > N_LEVELS)
    return NULL;
  return percent > 0 ? g_strdup_printf (_ ("%s, %d %%"), _ (names[level]), percent) : g_strdup (_ (names[level]));
}

/* The pressed button is the printer's; the wanted one is marked until the printer has it. */
static void
refresh (CulmSpeedRow *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  const char *failure = culm_steering_get_failure (self->steering), *off;
  CulmCommand *wanted = culm_steering_get_wanted (self->steering);
  g_autoptr (CulmCommand) probe = culm_command_new_speed (2);
  g_autofree char *measured = NULL;
  GtkToggleButton *shown;

  if (printer == NULL)
    return;
  off = culm_text_obstacle (culm_printer_get_obstacle (printer, probe));
  shown = get_button (self, culm_printer_get_speed_level (printer));
  measured = describe_level (printer);
  self->refreshing = TRUE;
  for (int level = 1; level <= N_LEVELS; level++) {
    GtkToggleButton *button = get_button (self, level);

    gtk_toggle_button_set_active (button, button == shown);
    culm_control_set_pending (GTK_WIDGET (button), wanted != NULL && culm_command_get_choice (wanted) == level);
    culm_control_describe (GTK_WIDGET (button), NULL, off);
  }
  self->refreshing = FALSE;
  gtk_spinner_set_spinning (self->spinner, culm_steering_is_pending (self->steering));
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), off == NULL);
  culm_control_set_tooltip (GTK_WIDGET (self->buttons), off);
  culm_control_set_sentence (self->failure, failure);
  culm_control_describe (GTK_WIDGET (self->buttons), measured, failure != NULL ? failure : off);
}

static void
on_toggled (CulmSpeedRow *self, GtkToggleButton *button)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  gboolean idle = culm_steering_get_wanted (self->steering) == NULL;

  if (self->refreshing || printer == NULL)
    return;
  for (int level = 1; level <= N_LEVELS; level++) {
    if (get_button (self, level) == button && !(idle && level == culm_printer_get_speed_level (printer))) {
      g_autoptr (CulmCommand) command = culm_command_new_speed (level);

      culm_steering_send (self->steering, command);
    }
  }
  refresh (self); /* what is pressed follows the printer, not the finger */
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
  gtk_widget_class_bind_template_child (widget_class, CulmSpeedRow, spinner);
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
