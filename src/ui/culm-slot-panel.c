/* culm-slot-panel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-slot-panel.h"
#include "culm-command-button.h"
#include "culm-control.h"
#include "culm-dialog.h"
#include "culm-follow.h"
#include "culm-report-ams.h"
#include "culm-slot-editor.h"
#include "culm-spool-disc.h"
#include "culm-text-filament.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

typedef enum { BUTTON_LOAD, BUTTON_UNLOAD, BUTTON_RETRY, BUTTON_CONTINUE, BUTTON_ABORT, BUTTON_TAG } ButtonId;
#define N_BUTTONS (BUTTON_TAG + 1)

typedef enum { FACT_COLOR, FACT_REMAIN, FACT_NOZZLE, FACT_PRESET, FACT_SOURCE } FactId;
#define N_FACTS (FACT_SOURCE + 1)

struct _CulmSlotPanel {
  AdwBin parent_instance;
  CulmPrinter *printer;
  int unit;
  CulmAmsSlot *slot;
  GSignalGroup *signals;
  CulmCommandButton *buttons[N_BUTTONS];
  GtkLabel *fact_titles[N_FACTS], *fact_values[N_FACTS];
  CulmSpoolDisc *disc;
  GtkLabel *title, *subtitle, *step, *sentence;
  GtkGrid *facts;
  GtkBox *change, *wait, *data;
  GtkWidget *edit;
};

G_DEFINE_FINAL_TYPE (CulmSlotPanel, culm_slot_panel, ADW_TYPE_BIN)

static gboolean
is_external (CulmSlotPanel *self)
{
  return self->unit >= 254;
}

/* Takes the text; NULL hides the line. */
static void
show_fact (CulmSlotPanel *self, FactId id, char *text)
{
  gtk_label_set_text (self->fact_values[id], text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fact_titles[id]), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fact_values[id]), text != NULL);
  g_free (text);
}

static void
show_facts (CulmSlotPanel *self)
{
  CulmAmsSlot *slot = self->slot;
  const char *color = culm_ams_slot_get_color (slot), *word = culm_text_color (color);
  gboolean empty = culm_ams_slot_get_empty (slot);
  int remain = culm_ams_slot_get_remain (slot);

  show_fact (self, FACT_COLOR, word != NULL ? g_strdup_printf ("%s · %.7s", word, color) : NULL);
  show_fact (self, FACT_REMAIN, remain >= 0 ? culm_text_percent (remain) : NULL);
  show_fact (self, FACT_NOZZLE, culm_text_nozzle_range (slot));
  show_fact (self, FACT_PRESET, g_strdup (culm_ams_slot_get_preset (slot)));
  show_fact (self, FACT_SOURCE,
             empty                             ? NULL
             : culm_ams_slot_get_tagged (slot) ? g_strdup (_ ("The spool’s tag"))
                                               : g_strdup (_ ("Typed in by hand")));
}

/* A printer that waits for a hand at the filament: a fault of an AMS, or a runout. */
static gboolean
is_waiting (CulmPrinter *printer)
{
  CulmFault *error = culm_printer_get_error (printer);
  const char *module = error != NULL ? culm_fault_get_module (error) : NULL;
  int stage = culm_printer_get_stage_code (printer);

  return (module != NULL && g_str_has_prefix (module, "ams")) || stage == 6 || stage == 26;
}

/* What can be done with the data of the slot: not where a tag says it. */
static const char *
get_edit_reason (CulmSlotPanel *self)
{
  static const CulmSpool nothing = { 0 };
  g_autoptr (CulmCommand) probe =
      culm_command_new_ams_slot (self->unit, is_external (self) ? 0 : culm_ams_slot_get_id (self->slot), &nothing);
  const char *off = culm_text_obstacle (culm_printer_get_obstacle (self->printer, probe));

  if (off == NULL && culm_ams_slot_get_tagged (self->slot))
    return _ ("The spool’s tag says what it is.");
  return off;
}

static void
show_sentence (CulmSlotPanel *self)
{
  const char *sentence = culm_command_buttons_get_sentence (self->buttons, N_BUTTONS);

  culm_control_set_sentence (self->sentence, sentence);
}

static void
show_buttons (CulmSlotPanel *self)
{
  gboolean empty = culm_ams_slot_get_empty (self->slot) && !is_external (self);
  gboolean waiting = is_waiting (self->printer);
  const char *off = get_edit_reason (self);

  culm_command_button_set_hindrance (self->buttons[BUTTON_LOAD], empty ? _ ("The slot is empty. Put a spool in first.")
                                                                 : culm_ams_slot_get_active (self->slot)
                                                                     ? _ ("It is loaded already.")
                                                                     : NULL);
  culm_command_button_set_hindrance (self->buttons[BUTTON_TAG],
                                     empty ? _ ("The slot is empty. Put a spool in first.") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->wait), waiting);
  gtk_widget_set_sensitive (self->edit, off == NULL);
  culm_control_set_tooltip (self->edit, off);
  culm_control_describe (self->edit, NULL, off);
}

static void
refresh (CulmSlotPanel *self)
{
  CulmFilamentStep step = culm_report_get_filament_step (culm_printer_get_report (self->printer));
  const char *material = culm_ams_slot_get_material (self->slot);
  g_autofree char *place = NULL;
  g_autofree char *name = culm_text_one_line (culm_text_filament (self->slot), 0);

  place = is_external (self) ? g_strdup (_ ("External spool"))
                             : g_strdup_printf (_ ("Slot %s"), culm_ams_slot_get_label (self->slot));
  if (culm_ams_slot_get_active (self->slot)) {
    g_autofree char *plain = g_steal_pointer (&place);

    place = g_strdup_printf (_ ("%s · in use"), plain);
  }
  if (material != NULL && g_strcmp0 (material, name) != 0) {
    g_autofree char *plain = g_steal_pointer (&place);

    place = g_strdup_printf ("%s · %s", plain, material);
  }
  gtk_label_set_text (self->title, name);
  gtk_label_set_text (self->subtitle, place);
  culm_control_set_sentence (self->step, culm_text_filament_step (step));
  show_facts (self);
  show_buttons (self);
  show_sentence (self);
}

static void
on_edit (CulmSlotPanel *self)
{
  GtkWidget *editor = culm_slot_editor_new (self->printer, self->unit, self->slot);

  gtk_window_present (GTK_WINDOW (culm_dialog_new (GTK_WIDGET (self), self->printer, _ ("Filament"), editor)));
}

static CulmCommandButton *
add_button (CulmSlotPanel *self, ButtonId id, GtkBox *box, const char *label, CulmCommand *command)
{
  g_autoptr (CulmCommand) owned = command;
  GtkWidget *button = culm_command_button_new (label);

  self->buttons[id] = CULM_COMMAND_BUTTON (button);
  culm_command_button_set_command (self->buttons[id], self->printer, owned);
  g_signal_connect_object (button, "changed", G_CALLBACK (show_sentence), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
  return self->buttons[id];
}

static void
add_buttons (CulmSlotPanel *self)
{
  int id = is_external (self) ? 0 : culm_ams_slot_get_id (self->slot);

  add_button (self, BUTTON_LOAD, self->change, _ ("Load"), culm_command_new_ams_load (self->unit, id));
  add_button (self, BUTTON_UNLOAD, self->change, _ ("Unload"), culm_command_new_ams_unload ());
  add_button (self, BUTTON_RETRY, self->wait, _ ("Retry"), culm_command_new_ams_control ("resume"));
  add_button (self, BUTTON_CONTINUE, self->wait, _ ("Continue"), culm_command_new_ams_control ("done"));
  add_button (self, BUTTON_ABORT, self->wait, _ ("Abort"), culm_command_new_ams_control ("abort"));
  add_button (self, BUTTON_TAG, self->data, _ ("Read Tag Again"), culm_command_new_ams_tag (self->unit, id));
  culm_command_button_set_question (self->buttons[BUTTON_LOAD], _ ("Load This Filament?"),
                                    _ ("The printer heats its nozzle, takes back what is loaded, and purges. Keep your "
                                       "hands away from the nozzle."),
                                    _ ("Load Filament"));
  culm_command_button_set_question (self->buttons[BUTTON_UNLOAD], _ ("Unload the Filament?"),
                                    _ ("The printer heats its nozzle, cuts the filament and takes it back. Keep your "
                                       "hands away from the nozzle."),
                                    _ ("Unload Filament"));
}

static void
add_facts (CulmSlotPanel *self)
{
  static const char *const titles[N_FACTS] = { N_ ("Colour"), N_ ("Remaining"), N_ ("Nozzle"), N_ ("Preset"),
                                               N_ ("Data from") };

  for (int i = 0; i < N_FACTS; i++) {
    self->fact_titles[i] = g_object_new (GTK_TYPE_LABEL, "label", _ (titles[i]), "xalign", 0.0, NULL);
    self->fact_values[i] =
        g_object_new (GTK_TYPE_LABEL, "xalign", 1.0, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
    gtk_widget_add_css_class (GTK_WIDGET (self->fact_titles[i]), "dim-label");
    gtk_widget_add_css_class (GTK_WIDGET (self->fact_values[i]), "numeric");
    gtk_grid_attach (self->facts, GTK_WIDGET (self->fact_titles[i]), 0, i, 1, 1);
    gtk_grid_attach (self->facts, GTK_WIDGET (self->fact_values[i]), 1, i, 1, 1);
  }
}

static void
culm_slot_panel_dispose (GObject *object)
{
  CulmSlotPanel *self = CULM_SLOT_PANEL (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_object (&self->slot);
  G_OBJECT_CLASS (culm_slot_panel_parent_class)->dispose (object);
}

static void
culm_slot_panel_class_init (CulmSlotPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_slot_panel_dispose;
  g_type_ensure (CULM_TYPE_SPOOL_DISC);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-slot-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, disc);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, title);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, facts);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, step);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, change);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, wait);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, data);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, edit);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotPanel, sentence);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
}

static void
culm_slot_panel_init (CulmSlotPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_slot_panel_new (CulmPrinter *printer, int unit, CulmAmsSlot *slot)
{
  CulmSlotPanel *self = g_object_new (CULM_TYPE_SLOT_PANEL, NULL);

  self->printer = g_object_ref (printer);
  self->unit = unit;
  self->slot = g_object_ref (slot);
  culm_spool_disc_set_slot (self->disc, slot);
  add_facts (self);
  add_buttons (self);
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, printer);
  g_signal_connect_object (slot, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
