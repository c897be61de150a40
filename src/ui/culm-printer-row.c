/* culm-printer-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-row.h"
#include "culm-follow.h"
#include "culm-state-dot.h"
#include "culm-text-printer.h"
#include "culm-ui.h"

struct _CulmPrinterRow {
  GtkListBoxRow parent_instance;
  CulmPrinter *printer;
  GSignalGroup *signals;
  CulmStateDot *dot;
  GtkLabel *name, *line;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (CulmPrinterRow, culm_printer_row, GTK_TYPE_LIST_BOX_ROW)

static void
activate_row (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_signal_emit_by_name (widget, "activate");
}

static void
culm_printer_row_dispose (GObject *object)
{
  CulmPrinterRow *self = CULM_PRINTER_ROW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  gtk_widget_dispose_template (GTK_WIDGET (self), CULM_TYPE_PRINTER_ROW);
  G_OBJECT_CLASS (culm_printer_row_parent_class)->dispose (object);
}

static void
culm_printer_row_class_init (CulmPrinterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_printer_row_dispose;
  g_type_ensure (CULM_TYPE_STATE_DOT);
  /* Assistive technology presses a row by an action; a plain row has none. */
  gtk_widget_class_install_action (widget_class, "row.activate", NULL, activate_row);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-printer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterRow, dot);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterRow, name);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterRow, line);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterRow, progress);
}

static void
culm_printer_row_init (CulmPrinterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_printer_row_new (CulmPrinter *printer)
{
  CulmPrinterRow *self = g_object_new (CULM_TYPE_PRINTER_ROW, NULL);

  self->printer = g_object_ref (printer);
  self->signals = culm_follow_printer (G_CALLBACK (culm_printer_row_refresh), self);
  g_signal_group_set_target (self->signals, printer);
  culm_printer_row_refresh (self);
  return GTK_WIDGET (self);
}

CulmPrinter *
culm_printer_row_get_printer (CulmPrinterRow *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER_ROW (self), NULL);
  return self->printer;
}

void
culm_printer_row_refresh (CulmPrinterRow *self)
{
  CulmPrinterState state = culm_printer_get_state (self->printer);
  CulmJob *job = culm_printer_get_job (self->printer);
  gboolean stale = culm_printer_get_stale (self->printer);
  gboolean active = culm_printer_state_is_active (state) && job != NULL && culm_job_get_progress (job) >= 0;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), 0);
  g_autofree char *identity = culm_text_identity (self->printer);
  g_autofree char *line = culm_text_state_line (self->printer, now, g_get_monotonic_time ());

  culm_state_dot_set_state (self->dot, state, stale);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->line, line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), identity);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), active);
  if (active)
    gtk_progress_bar_set_fraction (self->progress, culm_job_get_progress (job) / 100.0);
  culm_ui_set_name (GTK_WIDGET (self), name);
  culm_ui_set_description (GTK_WIDGET (self), line);
  if (stale || state == CULM_PRINTER_STATE_OFFLINE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "stale");
}
