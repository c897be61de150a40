/* culm-slot-cell.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-slot-cell.h"
#include "culm-control.h"
#include "culm-spool-disc.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmSlotCell {
  AdwBin parent_instance;
  CulmAmsSlot *slot;
  CulmSpoolDisc *disc;
  GtkLabel *label, *material, *remain;
};

G_DEFINE_FINAL_TYPE (CulmSlotCell, culm_slot_cell, ADW_TYPE_BIN)

/* All that the disc shows, in words. */
static char *
describe (CulmAmsSlot *slot)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name = culm_ams_slot_get_name (slot), *material = culm_ams_slot_get_material (slot);

  if (culm_ams_slot_get_empty (slot))
    return g_strdup (_ ("Empty"));
  g_string_append (text, name != NULL ? name : material != NULL ? material : _ ("Unknown filament"));
  if (culm_ams_slot_get_color (slot) != NULL)
    g_string_append_printf (text, ", %.7s", culm_ams_slot_get_color (slot));
  if (culm_ams_slot_get_remain (slot) >= 0)
    g_string_append_printf (text, _ (", %d %% left"), culm_ams_slot_get_remain (slot));
  if (culm_ams_slot_get_active (slot))
    g_string_append (text, _ (", in use"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refresh (CulmSlotCell *self)
{
  const char *material = culm_ams_slot_get_material (self->slot);
  int remain = culm_ams_slot_get_remain (self->slot);
  gboolean empty = culm_ams_slot_get_empty (self->slot);
  g_autofree char *percent = culm_text_percent (remain);
  g_autofree char *words = describe (self->slot);
  g_autofree char *name = g_strdup_printf (_ ("Slot %s"), culm_ams_slot_get_label (self->slot));

  gtk_label_set_text (self->label, culm_ams_slot_get_label (self->slot));
  gtk_label_set_text (self->material, empty || material == NULL ? CULM_TEXT_UNKNOWN : material);
  gtk_label_set_text (self->remain, empty ? _ ("empty") : remain >= 0 ? percent : "");
  culm_control_set_tooltip (GTK_WIDGET (self), words);
  culm_ui_set_name (GTK_WIDGET (self), name);
  culm_control_describe (GTK_WIDGET (self), words, NULL);
}

static void
culm_slot_cell_dispose (GObject *object)
{
  g_clear_object (&CULM_SLOT_CELL (object)->slot);
  G_OBJECT_CLASS (culm_slot_cell_parent_class)->dispose (object);
}

static void
culm_slot_cell_class_init (CulmSlotCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_slot_cell_dispose;
  g_type_ensure (CULM_TYPE_SPOOL_DISC);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-slot-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, disc);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, label);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, material);
  gtk_widget_class_bind_template_child (widget_class, CulmSlotCell, remain);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
culm_slot_cell_init (CulmSlotCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_slot_cell_new (CulmAmsSlot *slot)
{
  CulmSlotCell *self = g_object_new (CULM_TYPE_SLOT_CELL, NULL);

  self->slot = g_object_ref (slot);
  culm_spool_disc_set_slot (self->disc, slot);
  g_signal_connect_object (slot, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
