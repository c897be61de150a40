/* culm-transfer-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-transfer-row.h"
#include "culm-text-error.h"
#include "culm-text-transfer.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmTransferRow {
  GtkListBoxRow parent_instance;
  CulmTransfer *transfer;
  GtkImage *icon;
  GtkLabel *name, *percent, *line;
  GtkProgressBar *progress;
  GtkButton *now, *cancel, *retry, *forget;
};

G_DEFINE_FINAL_TYPE (CulmTransferRow, culm_transfer_row, GTK_TYPE_LIST_BOX_ROW)

static const char *const icon_classes[] = { "success", "error", NULL };

static void
show_icon (CulmTransferRow *self, CulmTransferState state)
{
  gboolean down = culm_transfer_get_direction (self->transfer) == CULM_TRANSFER_FROM_PRINTER;
  const char *icon = down ? "folder-download-symbolic" : "culm-upload-symbolic";
  const char *style_class = NULL;

  if (state == CULM_TRANSFER_DONE) {
    icon = "culm-state-finished-symbolic";
    style_class = "success";
  } else if (state == CULM_TRANSFER_FAILED) {
    icon = "culm-state-failed-symbolic";
    style_class = "error";
  } else if (state == CULM_TRANSFER_CANCELLED) {
    icon = "culm-state-cancelled-symbolic";
  }
  gtk_image_set_from_icon_name (self->icon, icon);
  culm_ui_choose_class (GTK_WIDGET (self->icon), icon_classes, style_class);
}

static void
show_transfer (CulmTransferRow *self)
{
  CulmTransferState state = culm_transfer_get_state (self->transfer);
  gboolean active = culm_transfer_get_active (self->transfer);
  double fraction = culm_transfer_get_fraction (self->transfer);
  g_autofree char *line = culm_text_transfer_line (self->transfer);
  g_autofree char *details = culm_text_error_details (culm_transfer_get_error (self->transfer));
  g_autofree char *percent = culm_text_percent ((int) (fraction * 100));
  g_autofree char *name = culm_text_one_line (culm_transfer_get_file_name (self->transfer), 0);

  show_icon (self, state);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->percent, active ? percent : "");
  gtk_label_set_text (self->line, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->line), details);
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), active);
  gtk_widget_set_visible (GTK_WIDGET (self->now), culm_transfer_get_resumes (self->transfer) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), active);
  gtk_widget_set_visible (GTK_WIDGET (self->retry), state == CULM_TRANSFER_FAILED || state == CULM_TRANSFER_CANCELLED);
  gtk_widget_set_visible (GTK_WIDGET (self->forget), !active);
  culm_ui_set_name (GTK_WIDGET (self), name);
  culm_ui_set_description (GTK_WIDGET (self), line);
}

static void
aim_button (GtkButton *button, const char *action, CulmTransfer *transfer)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", culm_transfer_get_id (transfer));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
culm_transfer_row_dispose (GObject *object)
{
  CulmTransferRow *self = CULM_TRANSFER_ROW (object);

  g_clear_object (&self->transfer);
  gtk_widget_dispose_template (GTK_WIDGET (self), CULM_TYPE_TRANSFER_ROW);
  G_OBJECT_CLASS (culm_transfer_row_parent_class)->dispose (object);
}

static void
culm_transfer_row_class_init (CulmTransferRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_transfer_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-transfer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, name);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, percent);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, line);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, progress);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, now);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, retry);
  gtk_widget_class_bind_template_child (widget_class, CulmTransferRow, forget);
}

static void
culm_transfer_row_init (CulmTransferRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_transfer_row_new (CulmTransfer *transfer)
{
  CulmTransferRow *self = g_object_new (CULM_TYPE_TRANSFER_ROW, NULL);
  static const char *const signals[] = { "notify::state", "notify::sent", "notify::rate", "notify::size",
                                         "notify::resumes" };

  self->transfer = g_object_ref (transfer);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (transfer, signals[i], G_CALLBACK (show_transfer), self, G_CONNECT_SWAPPED);
  aim_button (self->now, "win.upload-now", transfer);
  aim_button (self->cancel, "win.cancel-transfer", transfer);
  aim_button (self->retry, "win.retry-transfer", transfer);
  aim_button (self->forget, "win.forget-transfer", transfer);
  show_transfer (self);
  return GTK_WIDGET (self);
}

CulmTransfer *
culm_transfer_row_get_transfer (CulmTransferRow *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER_ROW (self), NULL);
  return self->transfer;
}
