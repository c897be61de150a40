/* culm-printer-actions.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-printer-actions.h"
#include "culm-cool-down.h"
#include "culm-developer-page.h"
#include "culm-diagnostics-page.h"
#include "culm-dialog.h"
#include "culm-doctor-page.h"
#include "culm-engine-lan.h"
#include "culm-faults-dialog.h"
#include "culm-firmware-page.h"
#include "culm-follow.h"
#include "culm-options-page.h"
#include "culm-skip-page.h"
#include "culm-stop-dialog.h"
#include "culm-tool-window.h"
#include <glib/gi18n-lib.h>

#define DIAGNOSTICS_WIDTH 720
#define DIAGNOSTICS_HEIGHT 720

struct _CulmPrinterActions {
  GObject parent_instance;
  GtkWidget *page; /* not owned: the page owns this object */
  GSimpleActionGroup *group;
  GSignalGroup *signals;
  CulmSteering *light;
  CulmPrinter *printer;
  CulmEngine *engine;
  CulmFaultJournal *journal;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (CulmPrinterActions, culm_printer_actions, G_TYPE_OBJECT)

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_send_finish (CULM_PRINTER (printer), result, NULL); /* the job card follows the runs */
}

static void
on_pause (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr (CulmCommand) command = culm_command_new_pause ();

  culm_printer_send_async (CULM_PRINTER_ACTIONS (user_data)->printer, command, NULL, send_cb, NULL);
}

static void
on_resume (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr (CulmCommand) command = culm_command_new_resume ();

  culm_printer_send_async (CULM_PRINTER_ACTIONS (user_data)->printer, command, NULL, send_cb, NULL);
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
on_cool_down (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  culm_cool_down (CULM_PRINTER_ACTIONS (user_data)->printer);
}

/* The actions that open a window about one matter. */
static const struct {
  const char *action, *title;
  GtkWidget *(*create) (CulmPrinter *printer);
} dialogs[] = {
  { "developer-mode", N_ ("Developer Mode"), culm_developer_page_new },
  { "options", N_ ("Print Options"), culm_options_page_new },
};

static void
on_dialog (GSimpleAction *action, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++) {
    if (g_strcmp0 (g_action_get_name (G_ACTION (action)), dialogs[i].action) == 0)
      gtk_window_present (GTK_WINDOW (
          culm_dialog_new (self->page, self->printer, _ (dialogs[i].title), dialogs[i].create (self->printer))));
  }
}

static void
add_dialogs (CulmPrinterActions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (dialogs[i].action, NULL);

    g_signal_connect_object (action, "activate", G_CALLBACK (on_dialog), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->group), G_ACTION (action));
  }
}

static void
on_skip_objects (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;

  gtk_window_present (GTK_WINDOW (culm_dialog_new (self->page, self->printer, _ ("Skip Objects"),
                                                   culm_skip_page_new (self->printer, self->engine))));
}

static void
on_firmware (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;

  gtk_window_present (GTK_WINDOW (culm_dialog_new (self->page, self->printer, _ ("Firmware"),
                                                   culm_firmware_page_new (self->printer, self->engine))));
}

static void
on_faults (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;
  GtkRoot *root = gtk_widget_get_root (self->page);

  gtk_window_present (GTK_WINDOW (
      culm_faults_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->journal, self->printer)));
}

/* Beside the page, so that what is done there can be followed here. */
static void
on_diagnostics (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *window =
      culm_tool_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->printer, _ ("Diagnostics"),
                            culm_diagnostics_page_new (self->printer, self->settings));

  gtk_window_set_default_size (GTK_WINDOW (window), DIAGNOSTICS_WIDTH, DIAGNOSTICS_HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_doctor (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmPrinterActions *self = user_data;

  gtk_window_present (GTK_WINDOW (culm_dialog_new (self->page, self->printer, _ ("Connection Doctor"),
                                                   culm_doctor_page_new (self->engine, self->printer))));
}

/* Only what was added here has an address, ports and a code. */
static gboolean
has_doctor (CulmPrinterActions *self)
{
  return self->printer != NULL && self->engine != NULL &&
         culm_engine_find_lan_printer (self->engine, culm_printer_get_serial (self->printer)) != NULL;
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

/* Possible, and not on its way already: nothing is paused twice. */
static gboolean
can (CulmPrinterActions *self, CulmCommand *command)
{
  g_autoptr (CulmCommand) probe = command;
  CulmCommandRun *run;

  if (self->printer == NULL || culm_printer_get_obstacle (self->printer, probe) != CULM_OBSTACLE_NONE)
    return FALSE;
  run = culm_printer_get_run (self->printer, culm_command_get_key (probe));
  return run == NULL || culm_command_run_get_state (run) != CULM_RUN_PENDING;
}

static gboolean
can_skip (CulmPrinterActions *self)
{
  static const int any = 1;

  return can (self, culm_command_new_skip (&any, 1));
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
  set_enabled (self, "cool-down", culm_cool_down_get_obstacle (self->printer) == NULL);
  set_enabled (self, "faults", self->printer != NULL && self->journal != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    set_enabled (self, dialogs[i].action, self->printer != NULL);
  set_enabled (self, "skip-objects", can_skip (self));
  set_enabled (self, "firmware", self->printer != NULL);
  set_enabled (self, "diagnostics", self->printer != NULL);
  set_enabled (self, "doctor", has_doctor (self));
  set_enabled (self, "copy-serial", self->printer != NULL);
  set_enabled (self, "copy-address", self->printer != NULL && culm_printer_get_address (self->printer) != NULL);
  g_simple_action_set_state (G_SIMPLE_ACTION (light), g_variant_new_boolean (on));
}

static void
culm_printer_actions_dispose (GObject *object)
{
  CulmPrinterActions *self = CULM_PRINTER_ACTIONS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->light);
  g_clear_object (&self->printer);
  g_clear_object (&self->engine);
  g_clear_object (&self->journal);
  g_clear_object (&self->settings);
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
    { .name = "skip-objects", .activate = on_skip_objects },
    { .name = "firmware", .activate = on_firmware },
    { .name = "faults", .activate = on_faults },
    { .name = "diagnostics", .activate = on_diagnostics },
    { .name = "doctor", .activate = on_doctor },
    { .name = "copy-serial", .activate = on_copy_serial },
    { .name = "copy-address", .activate = on_copy_address },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  add_dialogs (self);
  self->light = culm_steering_new ("light");
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->signals, "run-changed", G_CALLBACK (refresh), self);
  refresh (self);
}

CulmPrinterActions *
culm_printer_actions_new (GtkWidget *page)
{
  CulmPrinterActions *self = g_object_new (CULM_TYPE_PRINTER_ACTIONS, NULL);

  self->page = page;
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
  g_signal_group_set_target (self->signals, printer);
  culm_steering_set_printer (self->light, printer);
  refresh (self);
}

void
culm_printer_actions_set_engine (CulmPrinterActions *self, CulmEngine *engine)
{
  g_set_object (&self->engine, engine);
}

void
culm_printer_actions_set_journal (CulmPrinterActions *self, CulmFaultJournal *journal)
{
  g_set_object (&self->journal, journal);
  refresh (self);
}

void
culm_printer_actions_set_settings (CulmPrinterActions *self, GSettings *settings)
{
  g_set_object (&self->settings, settings);
}

CulmSteering *
culm_printer_actions_get_light (CulmPrinterActions *self)
{
  return self->light;
}
