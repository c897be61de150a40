/* culm-slot-cell.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-slot-cell.h"
#include "culm-control.h"
#include "culm-slot-panel.h"
#include "culm-spool-disc.h"
#include "culm-text-filament.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmSlotCell {
  AdwBin parent_instance;
  CulmPrinter *printer;
  int unit;
  CulmAmsSlot *slot;
  GtkMenuButton *button;
  CulmSpoolDisc *disc;
  GtkLabel *label, *material, *remain;
};

G_DEFINE_FINAL_TYPE (CulmSlotCell, culm_slot_cell, ADW_TYPE_BIN)

static void
refresh (CulmSlotCell *self)
{
  const char *material = culm_ams_slot_get_material (self->slot);
  GtkWidget *face = culm_ui_get_face (self->button);
  int remain = culm_ams_slot_get_remain (self->slot);
  gboolean empty = culm_ams_slot_get_empty (self->slot);
  g_autofree char *percent = culm_text_percent (remain);
  g_autofree char *words = culm_text_slot (self->slot);
  g_autofree char *name = g_strdup_printf (_ ("Slot %s"), culm_ams_slot_get_label (self->slot));

  gtk_label_set_text (self->label, culm_ams_slot_get_label (self->slot));
  gtk_label_set_text (self->material, empty || material == NULL ? CULM_TEXT_UNKNOWN : material);
  gtk_label_set_text (self->remain, empty ? _ ("empty") : remain >= 0 ? percent : "");
  culm_control_set_tooltip (GTK_WIDGET (self->button), words);
  culm_ui_set_name (face, name);
  culm_control_describe (face, words, NULL);
}

/* Made when it is asked for: a fleet has many slots. */
static void
create_popover (GtkMenuButton *button, gpointer user_data)
{
  CulmSlotCell *self = user_data;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), culm_slot_panel_new (self->printer, self->unit, self->slot));
  gtk_menu_button_set_popover (button, popover);
}

static void
culm_slot_cell_dispose (GObject *object)
{
  CulmSlotCell *self = CULM_SLOT_CELL (object);

  g_clear_object (&self->slot);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_slot_cell_parent_class)->dispose (object);
}

static void
culm_slot_cell_class_init (CulmSlotCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_slot_cell_dispose;
  g_type_ensure (CULM_TYPE_SPOOL_DISC);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-slot-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, button);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, disc);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, label);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, material);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, remain);
}

static void
culm_slot_cell_init (CulmSlotCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, create_popover, self, NULL);
}

GtkWidget *
culm_slot_cell_new (CulmPrinter *printer, int unit, CulmAmsSlot *slot)
{
  CulmSlotCell *self = g_object_new (CULM_TYPE_SLOT_CELL, NULL);

  self->printer = g_object_ref (printer);
  self->unit = unit;
  self->slot = g_object_ref (slot);
  culm_spool_disc_set_slot (self->disc, slot);
  g_signal_connect_object (slot, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
