/* culm-move-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-move-page.h"
#include "culm-choice-box.h"
#include "culm-control.h"
#include "culm-extrude-group.h"
#include "culm-follow.h"
#include "culm-jog-pad.h"
#include "culm-notice.h"
#include "culm-question.h"
#include "culm-report-machine.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define NAME_CHARACTERS 40
#define ALL_AXES 7

/* The steps of the choice, in tenths of a millimetre. */
#define FINE 1
#define SMALL 10
#define LARGE 100

struct _CulmMovePage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmMoveQueue *queue;
  GSignalGroup *signals;
  CulmCommand *asked; /* waits for the answer to the question; nullable */
  gboolean may_move;  /* the question was answered */
  CulmNotice *notice;
  GtkLabel *homed, *failure;
  GtkSpinner *spinner;
  GtkWidget *home_all, *home_x, *home_y, *home_z;
  CulmChoiceBox *steps;
  CulmJogPad *pad;
  CulmExtrudeGroup *filament;
};

G_DEFINE_FINAL_TYPE (CulmMovePage, culm_move_page, ADW_TYPE_BIN)

static const char *
get_axes (CulmMovePage *self, GtkWidget *button)
{
  if (button == self->home_x)
    return "X";
  if (button == self->home_y)
    return "Y";
  return button == self->home_z ? "Z" : "";
}

static const char *
get_reason (CulmMovePage *self, CulmCommand *command)
{
  g_autoptr (CulmCommand) probe = command;

  return culm_text_obstacle (culm_printer_get_obstacle (self->printer, probe));
}

/* "Homed", "Homed: X, Y"; NULL while the printer does not say. */
static char *
describe_homed (CulmPrinter *printer)
{
  CulmReport *report = culm_printer_get_report (printer);
  int homed = report != NULL ? culm_report_get_homed (report) : -1;
  g_autoptr (GString) axes = g_string_new (NULL);

  if (homed < 0)
    return NULL;
  if (homed == 0)
    return g_strdup (_ ("Not homed"));
  if (homed == ALL_AXES)
    return g_strdup (_ ("Homed"));
  for (int axis = 0; axis < 3; axis++) {
    if (homed & 1 << axis)
      g_string_append_printf (axes, "%s%c", axes->len > 0 ? ", " : "", 'X' + axis);
  }
  return g_strdup_printf (_ ("Homed: %s"), axes->str);
}

static void
show_home (CulmMovePage *self, const char *homed)
{
  GtkWidget *const buttons[] = { self->home_all, self->home_x, self->home_y, self->home_z };

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++) {
    const char *off = get_reason (self, culm_command_new_home (get_axes (self, buttons[i])));

    gtk_widget_set_sensitive (buttons[i], off == NULL);
    culm_control_set_tooltip (buttons[i], off);
    culm_control_describe (buttons[i], homed, off);
  }
}

/* The typed form of newer firmware knows 1 and 10 mm only. */
static void
show_steps (CulmMovePage *self)
{
  g_autoptr (CulmCommand) fine = culm_command_new_jog ('X', FINE / 10.0);
  gboolean offered = culm_printer_get_obstacle (self->printer, fine) != CULM_OBSTACLE_DIALECT;

  culm_choice_box_set_offered (self->steps, FINE, offered);
  if (!offered && culm_choice_box_get_value (self->steps) == FINE)
    culm_choice_box_set_value (self->steps, SMALL);
}

static void
refresh (CulmMovePage *self)
{
  g_autofree char *homed = describe_homed (self->printer);

  culm_notice_set_text (self->notice, get_reason (self, culm_command_new_jog ('X', 1)));
  gtk_label_set_text (self->homed, homed != NULL ? homed : "");
  gtk_spinner_set_spinning (self->spinner, culm_move_queue_is_busy (self->queue));
  show_home (self, homed);
  show_steps (self);
  culm_jog_pad_set_bed_slinger (self->pad, culm_printer_get_printer_model (self->printer)->bed_slinger);
  for (char axis = 'X'; axis <= 'Z'; axis++)
    culm_jog_pad_set_obstacle (self->pad, axis, get_reason (self, culm_command_new_jog (axis, 1)));
  culm_control_set_sentence (self->failure, culm_move_queue_get_failure (self->queue));
}

static void
on_answered (gpointer page)
{
  CulmMovePage *self = page;
  g_autoptr (CulmCommand) command = g_steal_pointer (&self->asked);

  self->may_move = TRUE;
  if (command != NULL)
    culm_move_queue_push (self->queue, command);
}

static void
ask (CulmMovePage *self, CulmCommand *command)
{
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), NAME_CHARACTERS);
  g_autofree char *heading = g_strdup_printf (_ ("Move %s?"), name);

  g_clear_pointer (&self->asked, culm_command_unref);
  self->asked = culm_command_ref (command);
  culm_question_ask (GTK_WIDGET (self), heading,
                     _ ("Toolhead and bed move at once, whether or not somebody stands at the printer. See to it that "
                        "nothing lies on the bed and that no print sticks to it."),
                     _ ("Move"), on_answered, self);
}

/* Takes the command. */
static void
move (CulmMovePage *self, CulmCommand *command)
{
  g_autoptr (CulmCommand) owned = command;

  if (self->may_move)
    culm_move_queue_push (self->queue, owned);
  else
    ask (self, owned);
}

static void
on_home_clicked (CulmMovePage *self, GtkWidget *button)
{
  move (self, culm_command_new_home (get_axes (self, button)));
}

static void
on_moved (CulmMovePage *self, int axis, int sign)
{
  move (self, culm_command_new_jog ((char) axis, sign * culm_choice_box_get_value (self->steps) / 10.0));
}

static void
on_step_chosen (CulmMovePage *self, int step)
{
  culm_choice_box_set_value (self->steps, step);
}

static void
culm_move_page_dispose (GObject *object)
{
  CulmMovePage *self = CULM_MOVE_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->asked, culm_command_unref);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_move_page_parent_class)->dispose (object);
}

static void
culm_move_page_class_init (CulmMovePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_move_page_dispose;
  g_type_ensure (CULM_TYPE_CHOICE_BOX);
  g_type_ensure (CULM_TYPE_EXTRUDE_GROUP);
  g_type_ensure (CULM_TYPE_JOG_PAD);
  g_type_ensure (CULM_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-move-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, notice);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, homed);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, failure);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, home_all);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, home_x);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, home_y);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, home_z);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, steps);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, pad);
  gtk_widget_class_bind_template_child (widget_class, CulmMovePage, filament);
  gtk_widget_class_bind_template_callback (widget_class, on_home_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_step_chosen);
}

static void
culm_move_page_init (CulmMovePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  culm_choice_box_add (self->steps, FINE, _ ("0.1 mm"), NULL);
  culm_choice_box_add (self->steps, SMALL, _ ("1 mm"), NULL);
  culm_choice_box_add (self->steps, LARGE, _ ("10 mm"), NULL);
  culm_choice_box_set_value (self->steps, LARGE);
}

GtkWidget *
culm_move_page_new (CulmPrinter *printer)
{
  CulmMovePage *self = g_object_new (CULM_TYPE_MOVE_PAGE, NULL);

  self->printer = g_object_ref (printer);
  self->queue = culm_move_queue_new (printer);
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (self->signals, printer);
  culm_extrude_group_set_printer (self->filament, printer);
  refresh (self);
  return GTK_WIDGET (self);
}
