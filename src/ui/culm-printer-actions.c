/* culm-printer-actions.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-actions.h"
#include "culm-stop-dialog.h"

struct _CulmPrinterActions {
  GObject parent_instance;
  GtkWidget *page; /* not owned: the page owns this object */
  CulmJobCard *card;
  GSimpleActionGroup *group;
  CulmSteering *light;
  CulmPrinter *printer;
};

G_DEFINE_FINAL_TYPE (CulmPrinterActions, culm_printer_actions, G_TYPE_OBJECT)

static void
on_pause (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  culm_job_card_pause (CULM_PRINTER_ACTIONS (user_data)->card);
}

static void
on_resume (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  culm_job_card_resume (CULM_PRINTER_ACTIONS (user_data)->card);
}

static void
on_stop (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;
  GtkRoot *root = gtk_widget_get_root (self->page);

  culm_stop_dialog_present (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->printer);
}

static void
on_light (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  CulmPrinterActions *self = user_data;
  g_autoptr (CulmCommand) command = culm_command_new_light (g_variant_get_boolean (state));

  culm_steering_send (self->light, command); /* the state follows the printer, not the wish */
}

static void
cool_cb (GObject *printer, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_send_finish (CULM_PRINTER (printer), result, NULL); /* each heater's row says how it ended */
}

static gboolean
is_heating (CulmHeater *heater)
{
  return heater != NULL && culm_heater_get_present (heater) && culm_heater_get_maximum (heater) > 0 &&
         culm_heater_get_target (heater) > 0;
}

static void
on_cool_down (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;

  for (int id = 0; id < CULM_N_HEATERS; id++) {
    g_autoptr (CulmCommand) off = culm_command_new_heater ((CulmHeaterId) id, 0);

    if (is_heating (culm_printer_get_heater (self->printer, (CulmHeaterId) id)))
      culm_printer_send_async (self->printer, off, NULL, cool_cb, NULL);
  }
}

static void
on_copy_serial (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), culm_printer_get_serial (self->printer));
}

static void
on_copy_address (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), culm_printer_get_address (self->printer));
}

static void
set_enabled (CulmPrinterActions *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static gboolean
can (CulmPrinterActions *self, CulmCommand *command)
{
  g_autoptr (CulmCommand) probe = command;

  return self->printer != NULL && culm_printer_get_obstacle (self->printer, probe) == CULM_OBSTACLE_NONE;
}

/* All heaters off while it prints would ruin the print: Pause and Stop are for that. */
static gboolean
can_cool_down (CulmPrinterActions *self)
{
  CulmPrinterState state = self->printer != NULL ? culm_printer_get_state (self->printer) : CULM_PRINTER_STATE_UNKNOWN;
  gboolean heating = FALSE;

  for (int id = 0; self->printer != NULL && id < CULM_N_HEATERS; id++)
    heating = heating || is_heating (culm_printer_get_heater (self->printer, (CulmHeaterId) id));
  return heating && state != CULM_PRINTER_STATE_PRINTING && state != CULM_PRINTER_STATE_PREPARING &&
         can (self, culm_command_new_bed (0));
}

static void
refresh (CulmPrinterActions *self)
{
  GAction *light = g_action_map_lookup_action (G_ACTION_MAP (self->group), "light");
  gboolean on = self->printer != NULL && culm_printer_get_light (self->printer) == CULM_SWITCH_ON;

  set_enabled (self, "pause", can (self, culm_command_new_pause ()));
  set_enabled (self, "resume", can (self, culm_command_new_resume ()));
  set_enabled (self, "stop", can (self, culm_command_new_stop ()));
  set_enabled (self, "light", can (self, culm_command_new_light (!on)));
  set_enabled (self, "cool-down", can_cool_down (self));
  set_enabled (self, "copy-serial", self->printer != NULL);
  set_enabled (self, "copy-address", self->printer != NULL && culm_printer_get_address (self->printer) != NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (light), g_variant_new_boolean (on));
}

static void
culm_printer_actions_dispose (GObject *object)
{
  CulmPrinterActions *self = CULM_PRINTER_ACTIONS (object);

  g_clear_object (&self->light);
  g_clear_object (&self->printer);
  g_clear_object (&self->group);
  G_OBJECT_CLASS (culm_printer_actions_parent_class)->dispose (object);
}

static void
culm_printer_actions_class_init (CulmPrinterActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_printer_actions_dispose;
}

static void
culm_printer_actions_init (CulmPrinterActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "pause", .activate = on_pause },
    { .name = "resume", .activate = on_resume },
    { .name = "stop", .activate = on_stop },
    { .name = "light", .state = "false", .change_state = on_light },
    { .name = "cool-down", .activate = on_cool_down },
    { .name = "copy-serial", .activate = on_copy_serial },
    { .name = "copy-address", .activate = on_copy_address },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  self->light = culm_steering_new ("light");
  g_signal_connect_object (self->light, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

CulmPrinterActions *
culm_printer_actions_new (GtkWidget *page, CulmJobCard *card)
{
  CulmPrinterActions *self = g_object_new (CULM_TYPE_PRINTER_ACTIONS, NULL);

  self->page = page;
  self->card = card;
  return self;
}

GActionGroup *
culm_printer_actions_get_group (CulmPrinterActions *self)
{
  return G_ACTION_GROUP (self->group);
}

void
culm_printer_actions_set_printer (CulmPrinterActions *self, CulmPrinter *printer)
{
  g_set_object (&self->printer, printer);
  culm_steering_set_printer (self->light, printer);
  refresh (self);
}

const char *
culm_printer_actions_get_failure (CulmPrinterActions *self)
{
  return culm_steering_get_failure (self->light);
}
