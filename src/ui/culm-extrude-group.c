/* culm-extrude-group.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-extrude-group.h"
#include "culm-choice-box.h"
#include "culm-control.h"
#include "culm-follow.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmExtrudeGroup {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmMoveQueue *queue;
  GSignalGroup *signals;
  CulmChoiceBox *nozzles, *lengths;
  GtkWidget *retract, *extrude;
  GtkLabel *temperature, *failure;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (CulmExtrudeGroup, culm_extrude_group, ADW_TYPE_BIN)

static CulmNozzle *
find_nozzle (CulmExtrudeGroup *self)
{
  GListModel *nozzles = culm_printer_get_nozzles (self->printer);
  int wanted = culm_choice_box_get_value (self->nozzles);

  for (guint i = 0; i < g_list_model_get_n_items (nozzles); i++) {
    g_autoptr (CulmNozzle) nozzle = g_list_model_get_item (nozzles, i);

    if (wanted < 0 ? culm_nozzle_get_active (nozzle) : culm_nozzle_get_id (nozzle) == wanted)
      return nozzle; /* the list keeps it */
  }
  return NULL;
}

/* Takes the active nozzle, until a person chooses one. */
static void
choose_nozzle (CulmExtrudeGroup *self)
{
  gboolean dual = culm_printer_get_printer_model (self->printer)->n_extruders > 1;
  CulmNozzle *active;

  gtk_widget_set_visible (GTK_WIDGET (self->nozzles), dual);
  if (!dual || culm_choice_box_get_value (self->nozzles) >= 0)
    return;
  active = find_nozzle (self);
  if (active != NULL)
    culm_choice_box_set_value (self->nozzles, culm_nozzle_get_id (active));
}

static CulmCommand *
make_command (CulmExtrudeGroup *self, int sign)
{
  return culm_command_new_extrude (culm_choice_box_get_value (self->nozzles),
                                   sign * culm_choice_box_get_value (self->lengths));
}

static void
refresh (CulmExtrudeGroup *self)
{
  g_autoptr (CulmCommand) probe = NULL;
  g_autofree char *measured = NULL;
  CulmNozzle *nozzle;
  CulmObstacle obstacle;
  const char *off, *sentence;

  choose_nozzle (self);
  nozzle = find_nozzle (self);
  probe = make_command (self, 1);
  obstacle = culm_printer_get_obstacle (self->printer, probe);
  off = culm_text_obstacle (obstacle);
  measured = nozzle != NULL ? culm_text_temperature (culm_heater_get_current (culm_nozzle_get_heater (nozzle))) : NULL;
  gtk_label_set_text (self->temperature, measured != NULL ? measured : "");
  gtk_widget_set_sensitive (self->retract, off == NULL);
  gtk_widget_set_sensitive (self->extrude, off == NULL);
  culm_control_set_tooltip (self->retract, off);
  culm_control_set_tooltip (self->extrude, off);
  culm_control_describe (self->retract, measured, off);
  culm_control_describe (self->extrude, measured, off);
  gtk_spinner_set_spinning (self->spinner, culm_move_queue_is_busy (self->queue));
  sentence = culm_move_queue_get_failure (self->queue);
  if (sentence == NULL && obstacle == CULM_OBSTACLE_COLD) /* what stands in the way of every move, the page says */
    sentence = off;
  culm_control_set_sentence (self->failure, sentence);
}

static void
on_chosen (CulmExtrudeGroup *self, int value, CulmChoiceBox *box)
{
  culm_choice_box_set_value (box, value);
  refresh (self);
}

static void
on_clicked (CulmExtrudeGroup *self, GtkWidget *button)
{
  g_autoptr (CulmCommand) command = make_command (self, button == self->extrude ? 1 : -1);

  culm_move_queue_push (self->queue, command);
}

static void
culm_extrude_group_dispose (GObject *object)
{
  CulmExtrudeGroup *self = CULM_EXTRUDE_GROUP (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->queue);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_extrude_group_parent_class)->dispose (object);
}

static void
culm_extrude_group_class_init (CulmExtrudeGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_extrude_group_dispose;
  g_type_ensure (CULM_TYPE_CHOICE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-extrude-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmExtrudeGroup, nozzles);
  gtk_widget_class_bind_template_child (widget_class, CulmExtrudeGroup, lengths);
  gtk_widget_class_bind_template_child (widget_class, CulmExtrudeGroup, retract);
  gtk_widget_class_bind_template_child (widget_class, CulmExtrudeGroup, extrude);
  gtk_widget_class_bind_template_child (widget_class, CulmExtrudeGroup, temperature);
  gtk_widget_class_bind_template_child (widget_class, CulmExtrudeGroup, failure);
  gtk_widget_class_bind_template_child (widget_class, CulmExtrudeGroup, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
culm_extrude_group_init (CulmExtrudeGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  /* As they lie on the printer: the left one at the left. */
  culm_choice_box_add (self->nozzles, 1, culm_text_nozzle (1, 2), NULL);
  culm_choice_box_add (self->nozzles, 0, culm_text_nozzle (0, 2), NULL);
  culm_choice_box_add (self->lengths, 1, _ ("1 mm"), NULL);
  culm_choice_box_add (self->lengths, 10, _ ("10 mm"), NULL);
  culm_choice_box_set_value (self->lengths, 10);
}

void
culm_extrude_group_set_printer (CulmExtrudeGroup *self, CulmPrinter *printer)
{
  g_set_object (&self->printer, printer);
  g_clear_object (&self->queue);
  self->queue = culm_move_queue_new (printer);
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
}
