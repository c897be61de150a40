/* culm-import-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-import-row.h"
#include "culm-text-lan.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmImportRow {
  AdwActionRow parent_instance;
  CulmImportedPrinter *printer;
  gboolean known, chosen;
  GtkCheckButton *check;
};

typedef enum { PROP_CHOSEN = 1 } CulmImportRowProp;
static GParamSpec *props[PROP_CHOSEN + 1];

G_DEFINE_FINAL_TYPE (CulmImportRow, culm_import_row, ADW_TYPE_ACTION_ROW)

static gboolean
can_import (CulmImportRow *self)
{
  CulmImportState state = culm_imported_printer_get_state (self->printer);

  return state == CULM_IMPORT_READY || state == CULM_IMPORT_FAILED;
}

static void
refresh (CulmImportRow *self)
{
  CulmImportState state = culm_imported_printer_get_state (self->printer);
  g_autofree char *line = culm_text_import_line (self->printer, self->known);
  gboolean chosen;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), line);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), can_import (self));
  if (state == CULM_IMPORT_READY && !self->known)
    gtk_check_button_set_active (self->check, TRUE);
  chosen = can_import (self) && gtk_check_button_get_active (self->check);
  if (self->chosen == chosen)
    return;
  self->chosen = chosen;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

static void
on_toggled (CulmImportRow *self)
{
  gboolean chosen = can_import (self) && gtk_check_button_get_active (self->check);

  if (self->chosen == chosen)
    return;
  self->chosen = chosen;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHOSEN]);
}

static void
culm_import_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmImportRowProp) id) {
  case PROP_CHOSEN: g_value_set_boolean (value, CULM_IMPORT_ROW (object)->chosen); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_import_row_dispose (GObject *object)
{
  g_clear_object (&CULM_IMPORT_ROW (object)->printer);
  G_OBJECT_CLASS (culm_import_row_parent_class)->dispose (object);
}

static void
culm_import_row_class_init (CulmImportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = culm_import_row_get_property;
  G_OBJECT_CLASS (klass)->dispose = culm_import_row_dispose;
  props[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_import_row_init (CulmImportRow *self)
{
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->check));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
}

GtkWidget *
culm_import_row_new (CulmImportedPrinter *printer, gboolean known)
{
  CulmImportRow *self = g_object_new (CULM_TYPE_IMPORT_ROW, NULL);
  g_autofree char *name = culm_text_one_line (culm_imported_printer_get_name (printer), 60);

  self->printer = g_object_ref (printer);
  self->known = known;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  culm_ui_set_name (GTK_WIDGET (self->check), name);
  g_signal_connect_object (printer, "notify::state", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

CulmImportedPrinter *
culm_import_row_get_printer (CulmImportRow *self)
{
  return self->printer;
}

gboolean
culm_import_row_get_chosen (CulmImportRow *self)
{
  return self->chosen;
}
