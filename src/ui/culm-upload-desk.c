/* culm-upload-desk.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-upload-desk.h"
#include "culm-uploader.h"
#include <glib/gi18n-lib.h>

struct _CulmUploadDesk {
  GObject parent_instance;
  CulmEngine *engine;
  CulmUploader *uploader;
  GtkWindow *window;
  CulmPrinter *printer;
  GtkFileChooserNative *chooser;
  gboolean may_close;
};

enum { SIGNAL_TOLD, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmUploadDesk, culm_upload_desk, G_TYPE_OBJECT)

static const char *const suffixes[] = { "3mf", "gcode", "stl", "step", NULL };

static CulmTransfer *
find_transfer (CulmUploadDesk *self, GVariant *id)
{
  GListModel *transfers = culm_engine_get_transfers (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (transfers); i++) {
    g_autoptr (CulmTransfer) transfer = g_list_model_get_item (transfers, i);

    if (g_strcmp0 (culm_transfer_get_id (transfer), g_variant_get_string (id, NULL)) == 0)
      return transfer; /* the list keeps it alive */
  }
  return NULL;
}

static void
on_cancel (GSimpleAction *action G_GNUC_UNUSED, GVariant *id, gpointer self)
{
  CulmTransfer *transfer = find_transfer (self, id);

  if (transfer != NULL)
    culm_engine_cancel_transfer (CULM_UPLOAD_DESK (self)->engine, transfer);
}

static void
on_retry (GSimpleAction *action G_GNUC_UNUSED, GVariant *id, gpointer self)
{
  CulmTransfer *transfer = find_transfer (self, id);

  if (transfer != NULL)
    culm_engine_retry_transfer (CULM_UPLOAD_DESK (self)->engine, transfer);
}

static void
on_upload_now (GSimpleAction *action G_GNUC_UNUSED, GVariant *id, gpointer self)
{
  CulmTransfer *transfer = find_transfer (self, id);

  if (transfer != NULL)
    culm_engine_upload_now (CULM_UPLOAD_DESK (self)->engine, transfer);
}

static void
on_forget (GSimpleAction *action G_GNUC_UNUSED, GVariant *id, gpointer self)
{
  CulmTransfer *transfer = find_transfer (self, id);

  if (transfer != NULL)
    culm_engine_forget_transfer (CULM_UPLOAD_DESK (self)->engine, transfer);
}

static void
on_files_chosen (CulmUploadDesk *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));

    culm_uploader_take (self->uploader, files, self->printer);
  }
}

static void
on_upload (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmUploadDesk *self = user_data;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Print files"));
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  self->chooser = gtk_file_chooser_native_new (_ ("Upload Files"), self->window, GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Upload"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_files_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static const GActionEntry entries[] = {
  { .name = "upload", .activate = on_upload },
  { .name = "upload-now", .activate = on_upload_now, .parameter_type = "s" },
  { .name = "cancel-transfer", .activate = on_cancel, .parameter_type = "s" },
  { .name = "retry-transfer", .activate = on_retry, .parameter_type = "s" },
  { .name = "forget-transfer", .activate = on_forget, .parameter_type = "s" },
};

static guint
count_active (CulmUploadDesk *self)
{
  GListModel *transfers = culm_engine_get_transfers (self->engine);
  guint n_active = 0;

  for (guint i = 0; i < g_list_model_get_n_items (transfers); i++) {
    g_autoptr (CulmTransfer) transfer = g_list_model_get_item (transfers, i);

    n_active += culm_transfer_get_active (transfer) ? 1 : 0;
  }
  return n_active;
}

/* One sentence is a toast; several are a list that waits to be read. */
static void
on_refused (CulmUploadDesk *self, const char *const *sentences)
{
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (sentences[1] == NULL) {
    g_signal_emit (self, signals[SIGNAL_TOLD], 0, sentences[0]);
    return;
  }
  body = g_strjoinv ("\n\n", (char **) sentences);
  dialog = adw_message_dialog_new (self->window, _ ("Some Files Were Not Taken"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_close_answered (CulmUploadDesk *self, const char *response)
{
  if (g_strcmp0 (response, "close") != 0)
    return;
  self->may_close = TRUE;
  gtk_window_close (self->window);
}

static void
culm_upload_desk_dispose (GObject *object)
{
  CulmUploadDesk *self = CULM_UPLOAD_DESK (object);

  for (guint i = 0; self->window != NULL && i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (G_ACTION_MAP (self->window), entries[i].name);
  self->window = NULL;
  g_clear_object (&self->chooser);
  g_clear_object (&self->printer);
  g_clear_object (&self->uploader);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_upload_desk_parent_class)->dispose (object);
}

static void
culm_upload_desk_class_init (CulmUploadDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_upload_desk_dispose;
  signals[SIGNAL_TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
culm_upload_desk_init (CulmUploadDesk *self G_GNUC_UNUSED)
{
}

CulmUploadDesk *
culm_upload_desk_new (CulmEngine *engine, GtkWindow *window)
{
  CulmUploadDesk *self = g_object_new (CULM_TYPE_UPLOAD_DESK, NULL);

  self->engine = g_object_ref (engine);
  self->window = window;
  self->uploader = culm_uploader_new (engine);
  g_signal_connect_object (self->uploader, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  return self;
}

void
culm_upload_desk_take (CulmUploadDesk *self, GListModel *files, CulmPrinter *printer)
{
  g_return_if_fail (CULM_IS_UPLOAD_DESK (self));
  culm_uploader_take (self->uploader, files, printer);
}

void
culm_upload_desk_drop (CulmUploadDesk *self, GdkFileList *list, CulmPrinter *printer)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) each = gdk_file_list_get_files (list);

  for (GSList *file = each; file != NULL; file = file->next)
    g_list_store_append (files, file->data);
  culm_upload_desk_take (self, G_LIST_MODEL (files), printer);
}

void
culm_upload_desk_set_printer (CulmUploadDesk *self, CulmPrinter *printer)
{
  g_return_if_fail (CULM_IS_UPLOAD_DESK (self));
  g_set_object (&self->printer, printer);
}

gboolean
culm_upload_desk_ask_before_close (CulmUploadDesk *self)
{
  guint n_active;
  GtkWidget *dialog;

  g_return_val_if_fail (CULM_IS_UPLOAD_DESK (self), FALSE);
  n_active = count_active (self);
  if (self->may_close || n_active == 0)
    return FALSE;
  dialog = adw_message_dialog_new (
      self->window, _ ("Stop Uploading?"),
      g_dngettext (GETTEXT_PACKAGE, "An upload is on its way. It ends when the window closes.",
                   "Several uploads are on their way. They end when the window closes.", n_active));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Uploading"), "close",
                                    _ ("_Stop and Close"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}
