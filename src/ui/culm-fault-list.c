/* culm-fault-list.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-list.h"
#include "culm-box-filler.h"
#include "culm-fault-row.h"
#include "culm-ui.h"

struct _CulmFaultList {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GListStore *entries; /* of CulmFault */
  CulmBoxFiller *filler;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CulmFaultList, culm_fault_list, ADW_TYPE_BIN)

static CulmFault *
get_error (CulmPrinter *printer)
{
  CulmFault *error = culm_printer_get_error (printer);

  return error != NULL && !culm_fault_is_stop (error) ? error : NULL;
}

static int
get_rank (CulmFault *fault)
{
  CulmSeverity severity = culm_fault_get_severity (fault);

  return severity == CULM_SEVERITY_UNKNOWN ? CULM_SEVERITY_INFO + 1 : (int) severity;
}

/* Of two equally grave ones the earlier one stays first. */
static void
insert_by_rank (GPtrArray *faults, CulmFault *fault, guint from)
{
  guint place = faults->len;

  while (place > from && get_rank (g_ptr_array_index (faults, place - 1)) > get_rank (fault))
    place--;
  g_ptr_array_insert (faults, (int) place, g_object_ref (fault));
}

static gboolean
is_shown (CulmFaultList *self, GPtrArray *faults)
{
  GListModel *shown = G_LIST_MODEL (self->entries);

  if (g_list_model_get_n_items (shown) != faults->len)
    return FALSE;
  for (guint i = 0; i < faults->len; i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (shown, i);

    if (fault != g_ptr_array_index (faults, i))
      return FALSE;
  }
  return TRUE;
}

static void
refresh (CulmFaultList *self)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_object_unref);
  CulmFault *error = self->printer != NULL ? get_error (self->printer) : NULL;
  GListModel *hms = self->printer != NULL ? culm_printer_get_hms (self->printer) : NULL;

  if (error != NULL)
    g_ptr_array_add (faults, g_object_ref (error));
  for (guint i = 0; hms != NULL && i < g_list_model_get_n_items (hms); i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (hms, i);

    insert_by_rank (faults, fault, error != NULL ? 1 : 0);
  }
  if (!is_shown (self, faults))
    g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)), faults->pdata,
                         faults->len);
  gtk_widget_set_visible (GTK_WIDGET (self), faults->len > 0);
}

static GtkWidget *
create_row (gpointer fault, gpointer user_data G_GNUC_UNUSED)
{
  return culm_fault_row_new (fault);
}

static void
drop_printer (CulmFaultList *self)
{
  if (self->printer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (culm_printer_get_hms (self->printer), self);
  g_signal_handlers_disconnect_by_data (self->printer, self);
  g_clear_object (&self->printer);
}

static void
culm_fault_list_dispose (GObject *object)
{
  CulmFaultList *self = CULM_FAULT_LIST (object);

  drop_printer (self);
  g_clear_object (&self->filler);
  g_clear_object (&self->entries);
  G_OBJECT_CLASS (culm_fault_list_parent_class)->dispose (object);
}

static void
culm_fault_list_class_init (CulmFaultListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_fault_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-fault-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFaultList, list);
}

static void
culm_fault_list_init (CulmFaultList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = g_list_store_new (CULM_TYPE_FAULT);
  self->filler = culm_box_filler_new (GTK_WIDGET (self->list), create_row, NULL);
  culm_box_filler_set_model (self->filler, G_LIST_MODEL (self->entries));
}

void
culm_fault_list_set_printer (CulmFaultList *self, CulmPrinter *printer)
{
  if (self->printer == printer)
    return;
  drop_printer (self);
  if (printer != NULL) {
    self->printer = g_object_ref (printer);
    g_signal_connect_object (printer, "notify::error", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (culm_printer_get_hms (printer), "items-changed", G_CALLBACK (refresh), self,
                             G_CONNECT_SWAPPED);
  }
  refresh (self);
}

gboolean
culm_fault_list_is_needed (CulmPrinter *printer)
{
  return get_error (printer) != NULL || g_list_model_get_n_items (culm_printer_get_hms (printer)) > 0;
}
