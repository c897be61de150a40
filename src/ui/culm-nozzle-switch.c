/* culm-nozzle-switch.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-nozzle-switch.h"
#include "culm-choice-box.h"
#include "culm-control.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmNozzleSwitch {
  AdwBin parent_instance;
  CulmSteering *steering;
  CulmChoiceBox *choice;
  GtkLabel *failure; /* not owned, nullable */
};

G_DEFINE_FINAL_TYPE (CulmNozzleSwitch, culm_nozzle_switch, ADW_TYPE_BIN)

/* -1 while the printer changes it, or has not told. */
static int
find_active (CulmPrinter *printer)
{
  GListModel *nozzles = culm_printer_get_nozzles (printer);

  for (guint i = 0; i < g_list_model_get_n_items (nozzles); i++) {
    g_autoptr (CulmNozzle) nozzle = g_list_model_get_item (nozzles, i);

    if (culm_nozzle_get_active (nozzle))
      return culm_nozzle_get_id (nozzle);
  }
  return -1;
}

static void
refresh (CulmNozzleSwitch *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  gboolean dual = printer != NULL && culm_printer_get_printer_model (printer)->n_extruders > 1;
  CulmCommand *wanted = culm_steering_get_wanted (self->steering);
  g_autoptr (CulmCommand) probe = culm_command_new_select_nozzle (0);

  gtk_widget_set_visible (GTK_WIDGET (self), dual);
  if (self->failure != NULL)
    culm_control_set_sentence (self->failure, dual ? culm_steering_get_failure (self->steering) : NULL);
  if (!dual)
    return;
  culm_choice_box_set_value (self->choice, find_active (printer));
  culm_choice_box_set_pending (self->choice, wanted != NULL ? culm_command_get_index (wanted) : -1);
  culm_choice_box_set_obstacle (self->choice, culm_text_obstacle (culm_printer_get_obstacle (printer, probe)));
}

static void
on_chosen (CulmNozzleSwitch *self, int extruder)
{
  g_autoptr (CulmCommand) command = culm_command_new_select_nozzle (extruder);

  if (extruder != culm_choice_box_get_value (self->choice) || culm_steering_get_wanted (self->steering) != NULL)
    culm_steering_send (self->steering, command);
}

static void
culm_nozzle_switch_dispose (GObject *object)
{
  g_clear_object (&CULM_NOZZLE_SWITCH (object)->steering);
  G_OBJECT_CLASS (culm_nozzle_switch_parent_class)->dispose (object);
}

static void
culm_nozzle_switch_class_init (CulmNozzleSwitchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_nozzle_switch_dispose;
}

static void
culm_nozzle_switch_init (CulmNozzleSwitch *self)
{
  self->choice = g_object_new (CULM_TYPE_CHOICE_BOX, NULL);
  culm_ui_set_name (GTK_WIDGET (self->choice), _ ("Active nozzle"));
  /* As they lie on the printer: the left one at the left. */
  culm_choice_box_add (self->choice, 1, _ ("Left"), culm_text_nozzle (1, 2));
  culm_choice_box_add (self->choice, 0, _ ("Right"), culm_text_nozzle (0, 2));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->choice));
  g_signal_connect_object (self->choice, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  self->steering = culm_steering_new ("select-nozzle");
  g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

void
culm_nozzle_switch_set_failure_label (CulmNozzleSwitch *self, GtkLabel *failure)
{
  self->failure = failure;
}

void
culm_nozzle_switch_set_printer (CulmNozzleSwitch *self, CulmPrinter *printer)
{
  culm_steering_set_printer (self->steering, printer);
}
