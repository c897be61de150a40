/* culm-ams-group.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ams-group.h"
#include "culm-ams-page.h"
#include "culm-control.h"
#include "culm-dialog.h"
#include "culm-slot-cell.h"
#include "culm-steering.h"
#include "culm-text-filament.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

/* What is told of its slots is told below them. */
static const char *const keys[] = { "load", "unload", "tag" };

struct _CulmAmsGroup {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmAmsUnit *unit; /* NULL: external spools */
  GListModel *slots;
  CulmSteering *steerings[G_N_ELEMENTS (keys)];
  GtkLabel *title, *climate, *line;
  GtkBox *cells;
  GtkButton *dry;
  GtkWidget *settings;
};

G_DEFINE_FINAL_TYPE (CulmAmsGroup, culm_ams_group, ADW_TYPE_BIN)

/* The unit of a slot in commands: the A2L's own unit 16 is its unit A; with one nozzle the external spool is 255,
 * whatever it calls itself. */
static int
get_command_unit (CulmAmsGroup *self, CulmAmsSlot *slot)
{
  if (self->unit != NULL)
    return culm_ams_unit_get_id (self->unit) == 16 ? 0 : culm_ams_unit_get_id (self->unit);
  return culm_printer_get_printer_model (self->printer)->n_extruders < 2 ? 255 : culm_ams_slot_get_id (slot);
}

static char *
get_title (CulmAmsGroup *self)
{
  gboolean dual = culm_printer_get_heater (self->printer, CULM_HEATER_NOZZLE_LEFT) != NULL;
  int nozzle = culm_ams_unit_get_nozzle (self->unit);
  g_autofree char *name = culm_text_ams (self->unit);

  if (!dual || nozzle < 0)
    return g_steal_pointer (&name);
  /* Translators: the name of an AMS and the nozzle that it feeds: "AMS A, left" */
  return g_strdup_printf (nozzle == 0 ? _ ("%s, right") : _ ("%s, left"), name);
}

static gboolean
can_dry (CulmAmsUnit *unit)
{
  const char *kind = culm_ams_unit_get_kind (unit);

  return g_strcmp0 (kind, "ams_2_pro") == 0 || g_strcmp0 (kind, "ams_ht") == 0;
}

/* "Humidity 9 % · 64 °C · drying, 5 h left". */
static char *
describe (CulmAmsUnit *unit)
{
  g_autofree char *climate = culm_text_climate (unit);
  int drying = culm_ams_unit_get_drying (unit);
  g_autofree char *left = culm_text_duration (drying);

  return drying > 0 ? g_strdup_printf (_ ("%s · drying, %s left"), climate, left) : g_steal_pointer (&climate);
}

/* A unit that dries has one button for everything. */
static void
show_dryer (CulmAmsGroup *self)
{
  gboolean dryer = self->unit != NULL && can_dry (self->unit);
  const char *label = dryer && culm_ams_unit_get_drying (self->unit) > 0 ? _ ("Drying…") : _ ("Dry…");

  gtk_widget_set_visible (GTK_WIDGET (self->dry), dryer);
  gtk_widget_set_visible (self->settings, self->unit != NULL && !dryer);
  if (g_strcmp0 (gtk_button_get_label (self->dry), label) != 0)
    gtk_button_set_label (self->dry, label);
}

static void
refresh (CulmAmsGroup *self)
{
  g_autofree char *title = get_title (self);
  g_autofree char *climate = describe (self->unit);
  g_autofree char *settings = g_strdup_printf (_ ("Settings of %s"), title);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->climate, climate);
  culm_control_set_tooltip (GTK_WIDGET (self->climate), climate);
  culm_control_set_tooltip (self->settings, settings);
  culm_ui_set_name (self->settings, settings);
  culm_ui_set_name (GTK_WIDGET (self), title);
  culm_control_describe (GTK_WIDGET (self), climate, NULL);
  show_dryer (self);
}

static gboolean
has_active_slot (CulmAmsGroup *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->slots); i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (self->slots, i);

    if (culm_ams_slot_get_active (slot))
      return TRUE;
  }
  return FALSE;
}

/* Whether the command is about a slot of this group. */
static gboolean
is_mine (CulmAmsGroup *self, CulmCommand *command)
{
  int unit = culm_command_get_index (command);

  if (culm_command_get_kind (command) == CULM_COMMAND_AMS_UNLOAD)
    return has_active_slot (self);
  return self->unit != NULL ? unit == get_command_unit (self, NULL) : unit >= 254;
}

/* The run of a key that is about a slot of this group. */
static CulmCommandRun *
find_run (CulmAmsGroup *self, guint key)
{
  CulmCommandRun *run = culm_printer_get_run (self->printer, keys[key]);

  return run != NULL && is_mine (self, culm_command_run_get_command (run)) ? run : NULL;
}

/* What is on its way, or how far the change of filament is; NULL when nothing is. */
static const char *
describe_change (CulmAmsGroup *self)
{
  static const char *const sentences[] = { N_ ("Loading…"), N_ ("Unloading…"), N_ ("Reading the tag…") };
  CulmFilamentStep step = culm_report_get_filament_step (culm_printer_get_report (self->printer));
  CulmCommandRun *load = find_run (self, 0);
  gboolean loads = load != NULL && culm_command_run_get_state (load) != CULM_RUN_REFUSED;

  if (step != CULM_FILAMENT_STEP_NONE && (loads || has_active_slot (self)))
    return culm_text_filament_step (step);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    CulmCommandRun *run = find_run (self, i);

    if (run != NULL && culm_command_run_get_state (run) == CULM_RUN_PENDING)
      return _ (sentences[i]);
  }
  return NULL;
}

static void
show_line (CulmAmsGroup *self)
{
  const char *failure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (keys) && failure == NULL; i++) {
    if (find_run (self, i) != NULL)
      failure = culm_steering_get_failure (self->steerings[i]);
  }
  if (failure != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->line), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->line), "error");
  culm_control_set_sentence (self->line, failure != NULL ? failure : describe_change (self));
}

static void
fill (CulmAmsGroup *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cells))) != NULL)
    gtk_box_remove (self->cells, child);
  for (guint i = 0; i < g_list_model_get_n_items (self->slots); i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (self->slots, i);

    gtk_box_append (self->cells, culm_slot_cell_new (self->printer, get_command_unit (self, slot), slot));
  }
}

static void
on_open (CulmAmsGroup *self)
{
  g_autofree char *title = get_title (self);
  GtkWidget *page = culm_ams_page_new (self->printer, self->unit);

  gtk_window_present (GTK_WINDOW (culm_dialog_new (GTK_WIDGET (self), self->printer, title, page)));
}

static void
culm_ams_group_dispose (GObject *object)
{
  CulmAmsGroup *self = CULM_AMS_GROUP (object);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_clear_object (&self->steerings[i]);
  g_clear_object (&self->unit);
  g_clear_object (&self->slots);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_ams_group_parent_class)->dispose (object);
}

static void
culm_ams_group_class_init (CulmAmsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_ams_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-ams-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmAmsGroup, title);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsGroup, climate);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsGroup, cells);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsGroup, dry);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsGroup, settings);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsGroup, line);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
culm_ams_group_init (CulmAmsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
create_group (CulmPrinter *printer, CulmAmsUnit *unit, GListModel *slots)
{
  CulmAmsGroup *self = g_object_new (CULM_TYPE_AMS_GROUP, NULL);

  self->printer = g_object_ref (printer);
  g_set_object (&self->unit, unit);
  self->slots = g_object_ref (slots);
  g_signal_connect_object (slots, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    self->steerings[i] = culm_steering_new (keys[i]);
    culm_steering_set_printer (self->steerings[i], printer);
    g_signal_connect_object (self->steerings[i], "changed", G_CALLBACK (show_line), self, G_CONNECT_SWAPPED);
  }
  fill (self);
  show_line (self);
  show_dryer (self);
  return GTK_WIDGET (self);
}

GtkWidget *
culm_ams_group_new (CulmPrinter *printer, CulmAmsUnit *unit)
{
  GtkWidget *group = create_group (printer, unit, culm_ams_unit_get_slots (unit));

  g_signal_connect_object (unit, "notify", G_CALLBACK (refresh), group, G_CONNECT_SWAPPED);
  refresh (CULM_AMS_GROUP (group));
  return group;
}

GtkWidget *
culm_ams_group_new_external (CulmPrinter *printer)
{
  GtkWidget *group = create_group (printer, NULL, culm_printer_get_external (printer));

  gtk_label_set_text (CULM_AMS_GROUP (group)->title, _ ("External spool"));
  culm_ui_set_name (group, _ ("External spool"));
  return group;
}
