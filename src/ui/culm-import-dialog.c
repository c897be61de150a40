/* culm-import-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-import-dialog.h"
#include "culm-box-filler.h"
#include "culm-engine-lan.h"
#include "culm-import-row.h"
#include "culm-text-lan.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmImportDialog {
  AdwWindow parent_instance;
  CulmEngine *engine; /* nullable */
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
  CulmBoxFiller *filler;
  gboolean busy;
  GtkStack *stack;
  GtkListBox *files, *printers;
  GtkLabel *error;
  GtkWidget *found, *spinner;
  GtkButton *submit;
};

G_DEFINE_FINAL_TYPE (CulmImportDialog, culm_import_dialog, ADW_TYPE_WINDOW)

static void
show_error (CulmImportDialog *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

static void
set_busy (CulmImportDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
}

/* ---- Its printers ---- */

typedef struct {
  guint chosen, unknown, done, waiting;
} Count;

static void
count_row (gpointer row, gpointer user_data)
{
  CulmImportedPrinter *printer = culm_import_row_get_printer (row);
  CulmFoundPrinter *found = culm_imported_printer_get_found (printer);
  CulmImportState state = culm_imported_printer_get_state (printer);
  Count *count = user_data;

  count->done += state == CULM_IMPORT_DONE ? 1 : 0;
  count->waiting += state == CULM_IMPORT_ADDING ? 1 : 0;
  if (!culm_import_row_get_chosen (row))
    return;
  count->chosen++;
  count->unknown += found != NULL && culm_found_printer_get_issuer (found) == NULL ? 1 : 0;
}

/* With nothing left to choose it closes the window. */
static void
show_submit (CulmImportDialog *self)
{
  Count count = { 0 };
  gboolean over;

  if (self->filler == NULL)
    return;
  culm_box_filler_foreach (self->filler, count_row, &count);
  over = count.chosen == 0 && count.done > 0 && count.waiting == 0;
  gtk_button_set_label (self->submit, over ? _ ("Done") : count.unknown > 0 ? _ ("Trust and Add") : _ ("Add"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->submit), over ? "window.close" : "import.submit");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.submit", count.chosen > 0 && count.waiting == 0);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  CulmImportDialog *self = user_data;
  gboolean known = self->engine != NULL &&
                   culm_engine_find_lan_printer (self->engine, culm_imported_printer_get_serial (item)) != NULL;
  GtkWidget *row = culm_import_row_new (item, known);

  g_signal_connect_object (row, "notify::chosen", G_CALLBACK (show_submit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::state", G_CALLBACK (show_submit), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return row;
}

static void
import_row (gpointer row, gpointer user_data)
{
  CulmImportDialog *self = user_data;

  if (culm_import_row_get_chosen (row))
    culm_engine_import_printer (self->engine, culm_import_row_get_printer (row), self->cancellable);
}

static void
submit (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmImportDialog *self = CULM_IMPORT_DIALOG (widget);

  if (self->engine != NULL)
    culm_box_filler_foreach (self->filler, import_row, self);
}

/* ---- The configuration ---- */

static void
read_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) printers = culm_engine_read_slicer_finish (CULM_ENGINE (engine), result, &error);
  g_autofree char *sentence = NULL;

  if (self->engine == NULL)
    return;
  set_busy (self, FALSE);
  if (printers != NULL) {
    culm_import_dialog_show_printers (self, printers);
    return;
  }
  sentence = culm_text_slicer_error (error);
  show_error (self, sentence);
}

static void
on_chosen (CulmImportDialog *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file == NULL)
    return;
  if (g_file_peek_path (file) != NULL)
    culm_import_dialog_read (self, g_file_peek_path (file));
  else
    show_error (self, _ ("Choose a file of this computer."));
}

static void
choose (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmImportDialog *self = CULM_IMPORT_DIALOG (widget);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Choose BambuStudio.conf or OrcaSlicer.conf"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_file_activated (CulmImportDialog *self, GtkListBoxRow *row)
{
  culm_import_dialog_read (self, g_object_get_data (G_OBJECT (row), "path"));
}

static void
find_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmImportDialog) self = user_data;
  g_autoptr (GPtrArray) paths = culm_engine_find_slicers_finish (CULM_ENGINE (engine), result, NULL);

  if (self->engine == NULL || paths == NULL)
    return;
  g_ptr_array_add (paths, NULL);
  culm_import_dialog_show_files (self, (const char *const *) paths->pdata);
}

/* What is under way holds the window, so that its end comes only later. */
static void
culm_import_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (CULM_IMPORT_DIALOG (widget)->cancellable);
  GTK_WIDGET_CLASS (culm_import_dialog_parent_class)->unrealize (widget);
}

static void
culm_import_dialog_dispose (GObject *object)
{
  CulmImportDialog *self = CULM_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->filler != NULL)
    culm_box_filler_set_model (self->filler, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->chooser);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_import_dialog_parent_class)->dispose (object);
}

static void
culm_import_dialog_class_init (CulmImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_import_dialog_dispose;
  widget_class->unrealize = culm_import_dialog_unrealize;
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose);
  gtk_widget_class_install_action (widget_class, "import.submit", NULL, submit);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmImportDialog, files);
  gtk_widget_class_bind_template_child (widget_class, CulmImportDialog, printers);
  gtk_widget_class_bind_template_child (widget_class, CulmImportDialog, error);
  gtk_widget_class_bind_template_child (widget_class, CulmImportDialog, found);
  gtk_widget_class_bind_template_child (widget_class, CulmImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmImportDialog, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_file_activated);
}

static void
culm_import_dialog_init (CulmImportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = culm_box_filler_new (GTK_WIDGET (self->printers), create_row, self);
  culm_ui_show_page (self->stack, "choose");
}

GtkWidget *
culm_import_dialog_new (GtkWindow *parent, CulmEngine *engine)
{
  CulmImportDialog *self = g_object_new (CULM_TYPE_IMPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  g_set_object (&self->engine, engine);
  if (engine != NULL)
    culm_engine_find_slicers_async (engine, self->cancellable, find_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

void
culm_import_dialog_read (CulmImportDialog *self, const char *path)
{
  if (self->engine == NULL || self->busy)
    return;
  show_error (self, NULL);
  set_busy (self, TRUE);
  culm_engine_read_slicer_async (self->engine, path, self->cancellable, read_cb, g_object_ref (self));
}

void
culm_import_dialog_show_printers (CulmImportDialog *self, GListModel *printers)
{
  culm_box_filler_set_model (self->filler, printers);
  show_submit (self);
  culm_ui_show_page (self->stack, "printers");
}

void
culm_import_dialog_show_files (CulmImportDialog *self, const char *const *paths)
{
  for (; *paths != NULL; paths++) {
    g_autofree char *place = g_filename_display_name (*paths);
    const char *slicer = g_str_has_suffix (*paths, "OrcaSlicer.conf") ? "OrcaSlicer" : "Bambu Studio";
    GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", slicer, "subtitle-lines", 0,
                                   "activatable", TRUE, NULL);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
    g_object_set_data_full (G_OBJECT (row), "path", g_strdup (*paths), g_free);
    gtk_list_box_append (self->files, row);
    gtk_widget_set_visible (self->found, TRUE);
  }
}
