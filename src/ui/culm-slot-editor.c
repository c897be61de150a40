/* culm-slot-editor.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-slot-editor.h"
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-filament.h"
#include "culm-follow.h"
#include "culm-scroll-guard.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define NOZZLE_LOWEST 150

struct _CulmSlotEditor {
  AdwBin parent_instance;
  CulmPrinter *printer;
  int unit, slot;
  GSignalGroup *signals;
  GtkStringList *materials;
  gboolean filling;  /* the fields are being set by the program, not by a person */
  CulmCommand *said; /* nullable: what the fields say */
  CulmCommandButton *save;
  GtkBox *box;
  AdwComboRow *material;
  GtkColorChooser *color;
  GtkEditable *preset;
  GtkSpinButton *nozzle_min, *nozzle_max;
  GtkLabel *sentence;
};

G_DEFINE_FINAL_TYPE (CulmSlotEditor, culm_slot_editor, ADW_TYPE_BIN)

static const char *
get_material (CulmSlotEditor *self)
{
  guint selected = adw_combo_row_get_selected (self->material);

  return selected != GTK_INVALID_LIST_POSITION ? gtk_string_list_get_string (self->materials, selected) : NULL;
}

static CulmCommand *
create_command (CulmSlotEditor *self)
{
  g_autofree char *preset = g_strstrip (g_strdup (gtk_editable_get_text (self->preset)));
  g_autofree char *color = NULL;
  CulmSpool spool = { 0 };
  GdkRGBA rgba;

  gtk_color_chooser_get_rgba (self->color, &rgba);
  color = g_strdup_printf ("#%02X%02X%02X%02X", (guint) (rgba.red * 255 + 0.5f), (guint) (rgba.green * 255 + 0.5f),
                           (guint) (rgba.blue * 255 + 0.5f), (guint) (rgba.alpha * 255 + 0.5f));
  spool.material = get_material (self);
  spool.color = color;
  spool.preset = *preset != '\0' ? preset : NULL;
  spool.nozzle_min = gtk_spin_button_get_value_as_int (self->nozzle_min);
  spool.nozzle_max = gtk_spin_button_get_value_as_int (self->nozzle_max);
  return culm_command_new_ams_slot (self->unit, self->slot, &spool);
}

/* Why what is said cannot be saved; NULL when it can. */
static const char *
find_fault (CulmSlotEditor *self)
{
  const char *material = get_material (self);
  const char *preset = gtk_editable_get_text (self->preset);

  if (gtk_spin_button_get_value (self->nozzle_min) > gtk_spin_button_get_value (self->nozzle_max))
    return _ ("The lowest temperature is above the highest.");
  if (*preset == '\0' && culm_filament_find (material) == NULL)
    return _ ("This material needs a preset number, such as GFG99.");
  for (const char *c = preset; *c != '\0'; c++) {
    if (!g_ascii_isalnum (*c) && *c != '_' && *c != '-')
      return _ ("A preset number is letters and digits, such as GFG99.");
  }
  return NULL;
}

static gboolean
is_taken (CulmSlotEditor *self)
{
  CulmCommandRun *run = culm_printer_get_run (self->printer, "slot");

  return self->said != NULL && run != NULL && culm_command_run_get_command (run) == self->said &&
         culm_command_run_get_state (run) == CULM_RUN_CONFIRMED;
}

static void
on_save_changed (CulmSlotEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  culm_control_set_sentence (self->sentence, culm_command_buttons_get_sentence (&self->save, 1));
  if (is_taken (self) && GTK_IS_WINDOW (root))
    gtk_window_close (GTK_WINDOW (root));
}

static void
refresh (CulmSlotEditor *self)
{
  g_autoptr (CulmCommand) command = NULL;

  if (self->filling)
    return;
  command = create_command (self);
  if (self->said == NULL || !culm_command_equal (self->said, command)) {
    g_clear_pointer (&self->said, culm_command_unref);
    self->said = culm_command_ref (command);
    culm_command_button_set_command (self->save, self->printer, command);
  }
  culm_command_button_set_hindrance (self->save, find_fault (self));
  on_save_changed (self);
}

/* Another material brings its own temperatures and preset along. */
static void
on_material (CulmSlotEditor *self)
{
  const CulmFilament *filament = culm_filament_find (get_material (self));

  if (self->filling)
    return;
  self->filling = TRUE;
  gtk_editable_set_text (self->preset, filament != NULL ? filament->preset : "");
  if (filament != NULL) {
    gtk_spin_button_set_value (self->nozzle_min, filament->nozzle_min);
    gtk_spin_button_set_value (self->nozzle_max, filament->nozzle_max);
  }
  self->filling = FALSE;
  refresh (self);
}

/* The generic ones, and what the slot holds now when it is none of them. */
static void
fill_materials (CulmSlotEditor *self, const char *now)
{
  guint n, selected = 0;
  const CulmFilament *filaments = culm_filament_get_all (&n);

  self->materials = gtk_string_list_new (NULL);
  for (guint i = 0; i < n; i++) {
    gtk_string_list_append (self->materials, filaments[i].material);
    if (now != NULL && g_ascii_strcasecmp (now, filaments[i].material) == 0)
      selected = i;
  }
  if (now != NULL && culm_filament_find (now) == NULL) {
    gtk_string_list_append (self->materials, now);
    selected = n;
  }
  adw_combo_row_set_model (self->material, G_LIST_MODEL (self->materials));
  adw_combo_row_set_selected (self->material, selected);
}

static void
fill (CulmSlotEditor *self, CulmAmsSlot *slot)
{
  const char *color = culm_ams_slot_get_color (slot), *preset = culm_ams_slot_get_preset (slot);
  int highest = culm_printer_get_printer_model (self->printer)->nozzle_max;
  const CulmFilament *filament;
  GdkRGBA rgba = { 1, 1, 1, 1 };

  self->filling = TRUE;
  fill_materials (self, culm_ams_slot_get_material (slot));
  filament = culm_filament_find (get_material (self));
  if (color != NULL)
    gdk_rgba_parse (&rgba, color);
  gtk_color_chooser_set_use_alpha (self->color, TRUE);
  gtk_color_chooser_set_rgba (self->color, &rgba);
  gtk_editable_set_text (self->preset, preset != NULL ? preset : filament != NULL ? filament->preset : "");
  gtk_spin_button_set_increments (self->nozzle_min, 5, 10);
  gtk_spin_button_set_increments (self->nozzle_max, 5, 10);
  gtk_spin_button_set_range (self->nozzle_min, NOZZLE_LOWEST, highest);
  gtk_spin_button_set_range (self->nozzle_max, NOZZLE_LOWEST, highest);
  if (culm_ams_slot_get_nozzle_min (slot) > 0 || filament == NULL) {
    gtk_spin_button_set_value (self->nozzle_min, culm_ams_slot_get_nozzle_min (slot));
    gtk_spin_button_set_value (self->nozzle_max, culm_ams_slot_get_nozzle_max (slot));
  } else {
    gtk_spin_button_set_value (self->nozzle_min, filament->nozzle_min);
    gtk_spin_button_set_value (self->nozzle_max, filament->nozzle_max);
  }
  self->filling = FALSE;
}

static void
culm_slot_editor_dispose (GObject *object)
{
  CulmSlotEditor *self = CULM_SLOT_EDITOR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_object (&self->materials);
  g_clear_pointer (&self->said, culm_command_unref);
  G_OBJECT_CLASS (culm_slot_editor_parent_class)->dispose (object);
}

static void
culm_slot_editor_class_init (CulmSlotEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_slot_editor_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-slot-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSlotEditor, box);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotEditor, material);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotEditor, color);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotEditor, preset);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotEditor, nozzle_min);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotEditor, nozzle_max);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotEditor, sentence);
  gtk_widget_class_bind_template_callback (widget_class, on_material);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
culm_slot_editor_init (CulmSlotEditor *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_scroll_guard (GTK_WIDGET (self->nozzle_min));
  culm_scroll_guard (GTK_WIDGET (self->nozzle_max));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->preset)), _ ("Preset number"));
  self->save = CULM_COMMAND_BUTTON (culm_command_button_new (_ ("Save")));
  gtk_widget_add_css_class (GTK_WIDGET (self->save), "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->save), "pill");
  gtk_widget_set_halign (GTK_WIDGET (self->save), GTK_ALIGN_CENTER);
  gtk_box_append (self->box, GTK_WIDGET (self->save));
  g_signal_connect_object (self->save, "changed", G_CALLBACK (on_save_changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
culm_slot_editor_new (CulmPrinter *printer, int unit, CulmAmsSlot *slot)
{
  CulmSlotEditor *self = g_object_new (CULM_TYPE_SLOT_EDITOR, NULL);

  self->printer = g_object_ref (printer);
  self->unit = unit;
  self->slot = unit >= 254 ? 0 : culm_ams_slot_get_id (slot);
  fill (self, slot);
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  refresh (self);
  return GTK_WIDGET (self);
}
