/* culm-airduct-button.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-airduct-button.h"
#include "culm-control.h"
#include "culm-report-fans.h"
#include "culm-steering.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmAirductButton {
  AdwBin parent_instance;
  CulmSteering *steering;
  GSimpleActionGroup *actions;
  GMenu *menu;
  GtkMenuButton *button;
  GtkLabel *failure; /* not owned, nullable */
  guint offered;     /* the modes in the menu, a bit each */
};

G_DEFINE_FINAL_TYPE (CulmAirductButton, culm_airduct_button, ADW_TYPE_BIN)

static const char *
get_title (int mode)
{
  switch (mode) {
  case CULM_AIRDUCT_COOLING: return _ ("Cooling");
  case CULM_AIRDUCT_HEATING: return _ ("Heating");
  case CULM_AIRDUCT_EXHAUST: return _ ("Exhaust");
  case CULM_AIRDUCT_FULL_COOLING: return _ ("Full cooling");
  default: return NULL;
  }
}

static int
find_mode (CulmPrinter *printer)
{
  const char *name = culm_printer_get_airduct (printer);
  int mode = CULM_AIRDUCT_FULL_COOLING;

  while (mode >= 0 && g_strcmp0 (name, culm_airduct_mode_get_name (mode)) != 0)
    mode--;
  return mode;
}

static void
fill_menu (CulmAirductButton *self, guint modes)
{
  if (self->offered == modes)
    return;
  self->offered = modes;
  g_menu_remove_all (self->menu);
  for (int mode = 0; mode <= CULM_AIRDUCT_FULL_COOLING; mode++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (get_title (mode), NULL);

    if (!(modes & 1u << mode))
      continue;
    g_menu_item_set_action_and_target (item, "airduct.mode", "i", mode);
    g_menu_append_item (self->menu, item);
  }
}

static void
show_mode (CulmAirductButton *self, CulmPrinter *printer)
{
  int mode = find_mode (printer);
  CulmCommand *wanted = culm_steering_get_wanted (self->steering);
  g_autoptr (CulmCommand) probe = culm_command_new_airduct (MAX (mode, 0));
  const char *off = culm_text_obstacle (culm_printer_get_obstacle (printer, probe));
  const char *title = get_title (wanted != NULL ? culm_command_get_choice (wanted) : mode);
  g_autofree char *label = title != NULL ? g_strdup_printf (_ ("Air duct: %s"), title) : g_strdup (_ ("Air duct"));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "mode");

  if (g_strcmp0 (gtk_menu_button_get_label (self->button), label) != 0)
    gtk_menu_button_set_label (self->button, label);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_int32 (mode));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), off == NULL);
  culm_control_set_pending (GTK_WIDGET (self->button), wanted != NULL);
  culm_control_set_tooltip (GTK_WIDGET (self), off != NULL ? off : _ ("Which way the air goes"));
  culm_control_describe (culm_ui_get_face (self->button), get_title (mode), off);
}

static void
refresh (CulmAirductButton *self)
{
  CulmPrinter *printer = culm_steering_get_printer (self->steering);
  guint modes = 0;

  if (printer != NULL && culm_printer_get_report (printer) != NULL && culm_printer_get_printer_model (printer)->airduct)
    modes = culm_report_get_airduct_modes (culm_printer_get_report (printer), culm_printer_get_printer_model (printer));
  gtk_widget_set_visible (GTK_WIDGET (self), modes != 0);
  if (self->failure != NULL)
    culm_control_set_sentence (self->failure, modes != 0 ? culm_steering_get_failure (self->steering) : NULL);
  fill_menu (self, modes);
  if (modes != 0)
    show_mode (self, printer);
}

/* The state follows the printer, not the wish. */
static void
on_mode (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  CulmAirductButton *self = user_data;
  g_autoptr (CulmCommand) command = culm_command_new_airduct ((CulmAirductMode) g_variant_get_int32 (state));

  culm_steering_send (self->steering, command);
}

static void
culm_airduct_button_dispose (GObject *object)
{
  CulmAirductButton *self = CULM_AIRDUCT_BUTTON (object);

  g_clear_object (&self->steering);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (culm_airduct_button_parent_class)->dispose (object);
}

static void
culm_airduct_button_class_init (CulmAirductButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_airduct_button_dispose;
}

static void
culm_airduct_button_init (CulmAirductButton *self)
{
  static const GActionEntry entries[] = {
    { .name = "mode", .parameter_type = "i", .state = "-1", .change_state = on_mode },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "airduct", G_ACTION_GROUP (self->actions));
  self->menu = g_menu_new ();
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (self->menu));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "small-menu");
  culm_ui_set_name (culm_ui_get_face (self->button), _ ("Air duct"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  self->steering = culm_steering_new ("airduct");
  g_signal_connect_object (self->steering, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  gtk_widget_hide (GTK_WIDGET (self));
}

void
culm_airduct_button_set_failure_label (CulmAirductButton *self, GtkLabel *failure)
{
  self->failure = failure;
}

void
culm_airduct_button_set_printer (CulmAirductButton *self, CulmPrinter *printer)
{
  culm_steering_set_printer (self->steering, printer);
}
