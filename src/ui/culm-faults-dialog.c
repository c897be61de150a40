/* culm-faults-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-faults-dialog.h"
#include "culm-box-filler.h"
#include "culm-fault-row.h"
#include "culm-ui.h"

struct _CulmFaultsDialog {
  AdwWindow parent_instance;
  CulmBoxFiller *filler;
  GListModel *records;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (CulmFaultsDialog, culm_faults_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
create_row (gpointer record, gpointer user_data G_GNUC_UNUSED)
{
  return culm_fault_row_new_for_record (record);
}

static void
refresh (CulmFaultsDialog *self)
{
  culm_ui_show_page (self->stack, g_list_model_get_n_items (self->records) > 0 ? "list" : "empty");
}

static void
culm_faults_dialog_dispose (GObject *object)
{
  CulmFaultsDialog *self = CULM_FAULTS_DIALOG (object);

  if (self->filler != NULL)
    culm_box_filler_set_model (self->filler, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->records);
  G_OBJECT_CLASS (culm_faults_dialog_parent_class)->dispose (object);
}

static void
culm_faults_dialog_class_init (CulmFaultsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_faults_dialog_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-faults-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFaultsDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CulmFaultsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmFaultsDialog, list);
}

static void
culm_faults_dialog_init (CulmFaultsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = culm_box_filler_new (self->list, create_row, NULL);
}

GtkWidget *
culm_faults_dialog_new (GtkWindow *parent, CulmFaultJournal *journal, CulmPrinter *printer)
{
  CulmFaultsDialog *self = g_object_new (CULM_TYPE_FAULTS_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->records = g_object_ref (culm_fault_journal_get_records (journal, printer));
  g_object_bind_property (printer, "name", self->title, "subtitle", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->records, "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  culm_box_filler_set_model (self->filler, self->records);
  refresh (self);
  return GTK_WIDGET (self);
}
