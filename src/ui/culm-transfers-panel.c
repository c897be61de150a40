/* culm-transfers-panel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-transfers-panel.h"
#include "culm-box-filler.h"
#include "culm-transfer-row.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmTransfersPanel {
  AdwBin parent_instance;
  CulmBoxFiller *filler;
  GListModel *transfers;
  GHashTable *fresh; /* ids of those that moved since the window opened: a row may come and go meanwhile */
  GtkListBox *list;
  GtkToggleButton *all;
  GtkScrolledWindow *scrolled;
};

G_DEFINE_FINAL_TYPE (CulmTransfersPanel, culm_transfers_panel, ADW_TYPE_BIN)

static gboolean
is_fresh (CulmTransfersPanel *self, CulmTransfer *transfer)
{
  return g_hash_table_contains (self->fresh, culm_transfer_get_id (transfer));
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer user_data)
{
  CulmTransfersPanel *self = user_data;

  return gtk_toggle_button_get_active (self->all) ||
         is_fresh (self, culm_transfer_row_get_transfer (CULM_TRANSFER_ROW (row)));
}

static void
show_rows (CulmTransfersPanel *self)
{
  guint n_items = self->transfers != NULL ? g_list_model_get_n_items (self->transfers) : 0;
  guint n_old = 0;

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (CulmTransfer) transfer = g_list_model_get_item (self->transfers, i);

    if (culm_transfer_get_active (transfer))
      g_hash_table_add (self->fresh, g_strdup (culm_transfer_get_id (transfer)));
    n_old += is_fresh (self, transfer) ? 0 : 1;
  }
  gtk_widget_set_visible (GTK_WIDGET (self), n_items > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->all), n_old > 0);
  gtk_list_box_invalidate_filter (self->list);
}

static void
on_all_toggled (CulmTransfersPanel *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static GtkWidget *
create_row (gpointer transfer, gpointer user_data)
{
  GtkWidget *row = culm_transfer_row_new (transfer);

  /* A retry of an old upload makes it fresh. */
  g_signal_connect_object (transfer, "notify::active", G_CALLBACK (show_rows), user_data,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return row;
}

static void
culm_transfers_panel_dispose (GObject *object)
{
  CulmTransfersPanel *self = CULM_TRANSFERS_PANEL (object);

  culm_transfers_panel_set_model (self, NULL);
  g_clear_object (&self->filler);
  G_OBJECT_CLASS (culm_transfers_panel_parent_class)->dispose (object);
}

static void
culm_transfers_panel_finalize (GObject *object)
{
  g_hash_table_unref (CULM_TRANSFERS_PANEL (object)->fresh);
  G_OBJECT_CLASS (culm_transfers_panel_parent_class)->finalize (object);
}

static void
culm_transfers_panel_class_init (CulmTransfersPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_transfers_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_transfers_panel_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-transfers-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmTransfersPanel, list);
  gtk_widget_class_bind_template_child (widget_class, CulmTransfersPanel, all);
  gtk_widget_class_bind_template_child (widget_class, CulmTransfersPanel, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, on_all_toggled);
}

static void
culm_transfers_panel_init (CulmTransfersPanel *self)
{
  self->fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = culm_box_filler_new (GTK_WIDGET (self->list), create_row, self);
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  show_rows (self);
}

GtkWidget *
culm_transfers_panel_new (void)
{
  return g_object_new (CULM_TYPE_TRANSFERS_PANEL, NULL);
}

void
culm_transfers_panel_set_model (CulmTransfersPanel *self, GListModel *transfers)
{
  g_return_if_fail (CULM_IS_TRANSFERS_PANEL (self));
  if (self->transfers == transfers)
    return;
  if (self->transfers != NULL)
    g_signal_handlers_disconnect_by_func (self->transfers, show_rows, self);
  culm_box_filler_set_model (self->filler, transfers);
  g_set_object (&self->transfers, transfers);
  if (transfers != NULL)
    g_signal_connect_object (transfers, "items-changed", G_CALLBACK (show_rows), self, G_CONNECT_SWAPPED);
  show_rows (self);
}
