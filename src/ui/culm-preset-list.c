/* culm-preset-list.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-preset-list.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

/* The highest that any printer takes; each printer's own limits apply where a preset is used. */
#define NOZZLE_MAX 350
#define BED_MAX 120
#define CHAMBER_MAX 65

struct _CulmPresetList {
  AdwBin parent_instance;
  GSettings *settings;
  GPtrArray *rows; /* owned by the list box */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CulmPresetList, culm_preset_list, ADW_TYPE_BIN)

static void
save_presets (CulmPresetList *self)
{
  GVariantBuilder presets;

  g_variant_builder_init (&presets, G_VARIANT_TYPE ("a(siii)"));
  for (guint i = 0; i < self->rows->len; i++) {
    GObject *row = g_ptr_array_index (self->rows, i);
    GtkSpinButton *nozzle = g_object_get_data (row, "nozzle");
    GtkSpinButton *bed = g_object_get_data (row, "bed");
    GtkSpinButton *chamber = g_object_get_data (row, "chamber");

    g_variant_builder_add (&presets, "(siii)", gtk_editable_get_text (g_object_get_data (row, "name")),
                           gtk_spin_button_get_value_as_int (nozzle), gtk_spin_button_get_value_as_int (bed),
                           gtk_spin_button_get_value_as_int (chamber));
  }
  g_settings_set_value (self->settings, "presets", g_variant_builder_end (&presets));
}

static void
show_title (AdwExpanderRow *row)
{
  GObject *object = G_OBJECT (row);
  g_autofree char *line = g_strdup_printf (_ ("Nozzle %d° · Bed %d° · Chamber %d°"),
                                           gtk_spin_button_get_value_as_int (g_object_get_data (object, "nozzle")),
                                           gtk_spin_button_get_value_as_int (g_object_get_data (object, "bed")),
                                           gtk_spin_button_get_value_as_int (g_object_get_data (object, "chamber")));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gtk_editable_get_text (g_object_get_data (object, "name")));
  adw_expander_row_set_subtitle (row, line);
}

static void
on_changed (CulmPresetList *self, GtkWidget *editor)
{
  show_title (ADW_EXPANDER_ROW (gtk_widget_get_ancestor (editor, ADW_TYPE_EXPANDER_ROW)));
  save_presets (self);
}

static void
on_remove_clicked (CulmPresetList *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_EXPANDER_ROW);

  g_ptr_array_remove (self->rows, row);
  gtk_list_box_remove (self->list, row);
  save_presets (self);
}

static void
add_number (CulmPresetList *self, AdwExpanderRow *row, const char *key, const char *title, int value, int maximum)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, maximum, 1);
  GtkWidget *line =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "activatable-widget", spin, NULL);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), spin);
  adw_expander_row_add_row (row, line);
  g_object_set_data (G_OBJECT (row), key, spin);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static AdwExpanderRow *
show_preset (CulmPresetList *self, const char *name, int nozzle, int bed, int chamber)
{
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);
  GtkWidget *entry = g_object_new (ADW_TYPE_ENTRY_ROW, "use-markup", FALSE, "title", _ ("Name"), NULL);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))), _ ("Name"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), entry);
  g_object_set_data (G_OBJECT (row), "name", entry);
  add_number (self, ADW_EXPANDER_ROW (row), "nozzle", _ ("Nozzle"), nozzle, NOZZLE_MAX);
  add_number (self, ADW_EXPANDER_ROW (row), "bed", _ ("Bed"), bed, BED_MAX);
  add_number (self, ADW_EXPANDER_ROW (row), "chamber", _ ("Chamber"), chamber, CHAMBER_MAX);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove This Preset"));
  culm_ui_set_name (remove, _ ("Remove This Preset"));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), remove);
  show_title (ADW_EXPANDER_ROW (row));
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (self->list, row);
  return ADW_EXPANDER_ROW (row);
}

static void
on_add_clicked (CulmPresetList *self)
{
  AdwExpanderRow *row = show_preset (self, _ ("New preset"), 220, 60, 0);

  adw_expander_row_set_expanded (row, TRUE);
  save_presets (self);
}

static void
culm_preset_list_dispose (GObject *object)
{
  CulmPresetList *self = CULM_PRESET_LIST (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (culm_preset_list_parent_class)->dispose (object);
}

static void
culm_preset_list_class_init (CulmPresetListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_preset_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-preset-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmPresetList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
culm_preset_list_init (CulmPresetList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_preset_list_new (GSettings *settings)
{
  CulmPresetList *self = g_object_new (CULM_TYPE_PRESET_LIST, NULL);
  g_autoptr (GVariant) presets = g_settings_get_value (settings, "presets");
  GVariantIter iter;
  const char *name;
  int nozzle, bed, chamber;

  self->settings = g_object_ref (settings);
  g_variant_iter_init (&iter, presets);
  while (g_variant_iter_next (&iter, "(&siii)", &name, &nozzle, &bed, &chamber))
    show_preset (self, name, nozzle, bed, chamber);
  return GTK_WIDGET (self);
}
