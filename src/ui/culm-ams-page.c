/* culm-ams-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-ams-page.h"
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-filament.h"
#include "culm-follow.h"
#include "culm-option-row.h"
#include "culm-scroll-guard.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define CELSIUS_MIN 45
#define CELSIUS_MAX 65
#define CELSIUS_MAX_HT 85
#define HOURS_MAX 24

/* How one kind of filament is dried. */
typedef struct {
  int celsius, hours;
} Recipe;

static const struct {
  CulmOption option;
  const char *title, *subtitle;
} settings[] = {
  { CULM_OPTION_AMS_READ_INSERTED, N_ ("Read new spools"), N_ ("The tag of each spool that is put in") },
  { CULM_OPTION_AMS_READ_STARTUP, N_ ("Read at power-up"), N_ ("The tags of all spools, which takes minutes") },
  { CULM_OPTION_AMS_REMAIN, N_ ("Reckon what remains"), N_ ("Of spools with a tag, while they turn") },
};
#define N_SETTINGS G_N_ELEMENTS (settings)

struct _CulmAmsPage {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmAmsUnit *unit;
  GSignalGroup *signals;
  GArray *recipes; /* of Recipe: one for each line of the choice */
  gboolean filling;
  CulmCommandButton *start, *stop;
  GtkLabel *humidity, *temperature, *left, *sentence;
  GtkWidget *left_row, *hours_row, *drying_group, *settings_group;
  CulmOptionRow *settings[N_SETTINGS];
  AdwComboRow *filament;
  AdwActionRow *celsius_row;
  GtkSpinButton *celsius, *hours;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (CulmAmsPage, culm_ams_page, ADW_TYPE_BIN)

static gboolean
is_ht (CulmAmsUnit *unit)
{
  return g_strcmp0 (culm_ams_unit_get_kind (unit), "ams_ht") == 0;
}

static gboolean
is_dryer (CulmAmsUnit *unit)
{
  return is_ht (unit) || g_strcmp0 (culm_ams_unit_get_kind (unit), "ams_2_pro") == 0;
}

static void
show_climate (CulmAmsPage *self)
{
  int percent = culm_ams_unit_get_humidity (self->unit), level = culm_ams_unit_get_humidity_level (self->unit);
  double celsius = culm_ams_unit_get_temperature (self->unit);
  g_autofree char *humidity = percent >= 0 ? culm_text_percent (percent)
                              : level > 0  ? g_strdup_printf (_ ("%d of 5, 5 is dry"), level)
                                           : g_strdup (CULM_TEXT_UNKNOWN);
  g_autofree char *temperature = culm_text_temperature (celsius);

  gtk_label_set_text (self->humidity, humidity);
  gtk_label_set_text (self->temperature, temperature);
}

static void
show_sentence (CulmAmsPage *self)
{
  CulmCommandButton *const buttons[] = { self->start, self->stop };

  culm_control_set_sentence (self->sentence, culm_command_buttons_get_sentence (buttons, G_N_ELEMENTS (buttons)));
}

static void
show_drying (CulmAmsPage *self)
{
  int unit = culm_ams_unit_get_id (self->unit), drying = culm_ams_unit_get_drying (self->unit);
  g_autofree char *duration = culm_text_duration (drying);
  g_autofree char *left = g_strdup_printf (_ ("%s left"), duration);
  g_autoptr (CulmCommand) start = culm_command_new_ams_dry (unit, gtk_spin_button_get_value (self->celsius),
                                                            gtk_spin_button_get_value_as_int (self->hours));
  g_autoptr (CulmCommand) stop = culm_command_new_ams_dry (unit, 0, 0);

  culm_command_button_set_command (self->start, self->printer, start);
  culm_command_button_set_command (self->stop, self->printer, stop);
  gtk_label_set_text (self->left, left);
  gtk_widget_set_visible (self->left_row, drying > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->filament), drying <= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->celsius_row), drying <= 0);
  gtk_widget_set_visible (self->hours_row, drying <= 0);
  if (drying > 0)
    gtk_widget_hide (GTK_WIDGET (self->start));
  else
    gtk_widget_hide (GTK_WIDGET (self->stop));
}

static void
refresh (CulmAmsPage *self)
{
  if (self->filling)
    return;
  show_climate (self);
  if (is_dryer (self->unit))
    show_drying (self);
  show_sentence (self);
}

static void
on_filament (CulmAmsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->filament);

  if (self->filling || selected >= self->recipes->len)
    return;
  self->filling = TRUE;
  gtk_spin_button_set_value (self->celsius, g_array_index (self->recipes, Recipe, selected).celsius);
  gtk_spin_button_set_value (self->hours, g_array_index (self->recipes, Recipe, selected).hours);
  self->filling = FALSE;
  refresh (self);
}

static void
add_recipe (CulmAmsPage *self, GtkStringList *names, const char *name, int celsius, int hours)
{
  Recipe recipe = { celsius, hours };
  g_autofree char *line = g_strdup_printf (_ ("%s · %d °C, %d h"), name, celsius, hours);

  gtk_string_list_append (names, line);
  g_array_append_val (self->recipes, recipe);
}

/* What lies in the unit first, as its maker says, then what is known in general. */
static void
fill_recipes (CulmAmsPage *self, int highest)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *slots = culm_ams_unit_get_slots (self->unit);
  guint n;
  const CulmFilament *filaments = culm_filament_get_all (&n);

  for (guint i = 0; i < g_list_model_get_n_items (slots); i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (slots, i);
    int celsius = culm_ams_slot_get_dry_celsius (slot), hours = culm_ams_slot_get_dry_hours (slot);
    g_autofree char *name = NULL;

    if (culm_ams_slot_get_empty (slot) || celsius < CELSIUS_MIN || hours <= 0 || hours > HOURS_MAX)
      continue;
    name = g_strdup_printf ("%s %s", culm_ams_slot_get_label (slot), culm_ams_slot_get_material (slot));
    add_recipe (self, names, name, MIN (celsius, highest), hours);
  }
  for (guint i = 0; i < n; i++)
    add_recipe (self, names, filaments[i].material, filaments[i].dry_celsius, filaments[i].dry_hours);
  adw_combo_row_set_model (self->filament, G_LIST_MODEL (names));
}

/* The generic recipe of the first slot that holds something. */
static guint
find_recipe (CulmAmsPage *self)
{
  GListModel *slots = culm_ams_unit_get_slots (self->unit);
  guint n, first;
  const CulmFilament *filaments = culm_filament_get_all (&n);

  first = self->recipes->len - n;
  if (first > 0)
    return 0;
  for (guint i = 0; i < g_list_model_get_n_items (slots); i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (slots, i);
    const CulmFilament *filament = culm_filament_find (culm_ams_slot_get_material (slot));

    if (filament != NULL)
      return (guint) (filament - filaments);
  }
  return 0;
}

static void
fill (CulmAmsPage *self)
{
  int highest = is_ht (self->unit) ? CELSIUS_MAX_HT : CELSIUS_MAX;
  g_autofree char *range = g_strdup_printf (_ ("%d to %d °C"), CELSIUS_MIN, highest);

  self->filling = TRUE;
  adw_action_row_set_subtitle (self->celsius_row, range);
  gtk_spin_button_set_increments (self->celsius, 5, 10);
  gtk_spin_button_set_increments (self->hours, 1, 4);
  gtk_spin_button_set_range (self->celsius, CELSIUS_MIN, highest);
  gtk_spin_button_set_range (self->hours, 1, HOURS_MAX);
  fill_recipes (self, highest);
  self->filling = FALSE;
  adw_combo_row_set_selected (self->filament, find_recipe (self));
  on_filament (self);
}

/* A group without rows has no title. */
static void
show_settings (CulmAmsPage *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < N_SETTINGS; i++)
    any = any || gtk_widget_get_visible (GTK_WIDGET (self->settings[i]));
  gtk_widget_set_visible (self->settings_group, any);
}

static void
add_settings (CulmAmsPage *self)
{
  for (guint i = 0; i < N_SETTINGS; i++) {
    GtkWidget *row = culm_option_row_new ((int) settings[i].option, _ (settings[i].title), _ (settings[i].subtitle));

    self->settings[i] = CULM_OPTION_ROW (row);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->settings_group), row);
  }
  for (guint i = 0; i < N_SETTINGS; i++)
    g_signal_connect_object (self->settings[i], "changed", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
}

static CulmCommandButton *
add_button (CulmAmsPage *self, const char *label, const char *style_class)
{
  GtkWidget *button = culm_command_button_new (label);

  gtk_widget_add_css_class (button, "pill");
  if (style_class != NULL)
    gtk_widget_add_css_class (button, style_class);
  g_signal_connect_object (button, "changed", G_CALLBACK (show_sentence), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->buttons, button);
  return CULM_COMMAND_BUTTON (button);
}

static void
culm_ams_page_dispose (GObject *object)
{
  CulmAmsPage *self = CULM_AMS_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_object (&self->unit);
  g_clear_pointer (&self->recipes, g_array_unref);
  G_OBJECT_CLASS (culm_ams_page_parent_class)->dispose (object);
}

static void
culm_ams_page_class_init (CulmAmsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_ams_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-ams-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, humidity);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, temperature);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, left);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, left_row);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, drying_group);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, settings_group);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, filament);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, celsius_row);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, celsius);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, hours);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, hours_row);
  gtk_widget_class_bind_template_child (widget_class, CulmAmsPage, buttons);
  gtk_widget_class_bind_template_callback (widget_class, on_filament);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
culm_ams_page_init (CulmAmsPage *self)
{
  self->recipes = g_array_new (FALSE, FALSE, sizeof (Recipe));
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_scroll_guard (GTK_WIDGET (self->celsius));
  culm_scroll_guard (GTK_WIDGET (self->hours));
  add_settings (self);
  self->start = add_button (self, _ ("Start Drying"), "suggested-action");
  self->stop = add_button (self, _ ("Stop Drying"), NULL);
}

GtkWidget *
culm_ams_page_new (CulmPrinter *printer, CulmAmsUnit *unit)
{
  CulmAmsPage *self = g_object_new (CULM_TYPE_AMS_PAGE, NULL);

  self->printer = g_object_ref (printer);
  self->unit = g_object_ref (unit);
  for (guint i = 0; i < N_SETTINGS; i++)
    culm_option_row_set_printer (self->settings[i], printer);
  show_settings (self);
  gtk_widget_set_visible (self->drying_group, is_dryer (unit));
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), is_dryer (unit));
  fill (self);
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  g_signal_connect_object (unit, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
