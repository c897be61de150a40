/* culm-ams-group.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ams-group.h"
#include "culm-control.h"
#include "culm-slot-cell.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>
#include <math.h>

struct _CulmAmsGroup {
  AdwBin parent_instance;
  CulmAmsUnit *unit; /* NULL: external spools */
  gboolean dual;     /* say which nozzle it feeds */
  GListModel *slots;
  GtkLabel *title, *climate;
  GtkBox *cells;
};

G_DEFINE_FINAL_TYPE (CulmAmsGroup, culm_ams_group, ADW_TYPE_BIN)

static char *
get_name (CulmAmsUnit *unit)
{
  const char *kind = culm_ams_unit_get_kind (unit);
  int id = culm_ams_unit_get_id (unit);

  if (g_strcmp0 (kind, "ams_ht") == 0)
    return g_strdup_printf (_ ("AMS HT %d"), id >= 128 ? id - 127 : id + 1);
  if (g_strcmp0 (kind, "ams_lite") == 0)
    return g_strdup (_ ("AMS Lite"));
  return g_strdup_printf (g_strcmp0 (kind, "ams_2_pro") == 0 ? _ ("AMS 2 Pro %c") : _ ("AMS %c"), 'A' + (id & 3));
}

static char *
get_title (CulmAmsGroup *self)
{
  int nozzle = culm_ams_unit_get_nozzle (self->unit);
  g_autofree char *name = get_name (self->unit);

  if (!self->dual || nozzle < 0)
    return g_steal_pointer (&name);
  /* Translators: the name of an AMS and the nozzle that it feeds: "AMS A, left" */
  return g_strdup_printf (nozzle == 0 ? _ ("%s, right") : _ ("%s, left"), name);
}

/* "Humidity 24 %", or the level where no percentage is told; then temperature and drying. */
static char *
describe_climate (CulmAmsUnit *unit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int percent = culm_ams_unit_get_humidity (unit), level = culm_ams_unit_get_humidity_level (unit);
  int drying = culm_ams_unit_get_drying (unit);

  if (percent >= 0)
    g_string_append_printf (text, _ ("Humidity %d %%"), percent);
  else if (level > 0)
    g_string_append_printf (text, _ ("Dryness %d of 5"), level);
  if (!isnan (culm_ams_unit_get_temperature (unit)) && culm_ams_unit_get_temperature (unit) > 0)
    g_string_append_printf (text, "%s%.0f °C", text->len > 0 ? " · " : "", culm_ams_unit_get_temperature (unit));
  if (drying > 0) {
    g_autofree char *left = culm_text_duration (drying);

    g_string_append_printf (text, _ (" · drying, %s left"), left);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refresh (CulmAmsGroup *self)
{
  g_autofree char *title = get_title (self);
  g_autofree char *climate = describe_climate (self->unit);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->climate, climate);
  culm_control_set_tooltip (GTK_WIDGET (self->climate), climate);
  culm_ui_set_name (GTK_WIDGET (self), title);
  culm_control_describe (GTK_WIDGET (self), climate, NULL);
}

static void
fill (CulmAmsGroup *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cells))) != NULL)
    gtk_box_remove (self->cells, child);
  for (guint i = 0; i < g_list_model_get_n_items (self->slots); i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (self->slots, i);

    gtk_box_append (self->cells, culm_slot_cell_new (slot));
  }
}

static void
culm_ams_group_dispose (GObject *object)
{
  CulmAmsGroup *self = CULM_AMS_GROUP (object);

  g_clear_object (&self->unit);
  g_clear_object (&self->slots);
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
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
culm_ams_group_init (CulmAmsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_slots (CulmAmsGroup *self, GListModel *slots)
{
  self->slots = g_object_ref (slots);
  g_signal_connect_object (slots, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

GtkWidget *
culm_ams_group_new (CulmAmsUnit *unit, gboolean dual)
{
  CulmAmsGroup *self = g_object_new (CULM_TYPE_AMS_GROUP, NULL);

  self->dual = dual;
  self->unit = g_object_ref (unit);
  g_signal_connect_object (unit, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  set_slots (self, culm_ams_unit_get_slots (unit));
  refresh (self);
  return GTK_WIDGET (self);
}

GtkWidget *
culm_ams_group_new_external (GListModel *spools)
{
  CulmAmsGroup *self = g_object_new (CULM_TYPE_AMS_GROUP, NULL);

  gtk_label_set_text (self->title, _ ("External spool"));
  culm_ui_set_name (GTK_WIDGET (self), _ ("External spool"));
  set_slots (self, spools);
  return GTK_WIDGET (self);
}
