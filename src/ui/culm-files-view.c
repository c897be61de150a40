/* culm-files-view.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-files-view.h"
#include "culm-engine-files.h"
#include "culm-file-row.h"
#include "culm-file-targets.h"
#include "culm-notice.h"
#include "culm-question.h"
#include "culm-text-files.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmFilesView {
  AdwBin parent_instance;
  CulmEngine *engine;
  char *serial;
  CulmPrinterFiles *files;
  char *folder;
  GCancellable *cancellable; /* of the list that is on its way */
  GHashTable *pictures;      /* path → GdkTexture */
  GListStore *store;
  GtkCustomSorter *sorter;
  GtkMultiSelection *selection;
  GSimpleActionGroup *actions;
  GtkFileChooserNative *chooser;
  gboolean remove; /* what is downloaded next is deleted */
  char order;      /* 'n', 'd' or 's' */
  guint changing;  /* deletes under way */
  GtkLabel *place, *space, *count;
  CulmNotice *notice;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *error_page;
  GtkListView *list;
  GtkActionBar *bar;
};

G_DEFINE_FINAL_TYPE (CulmFilesView, culm_files_view, ADW_TYPE_BIN)

static int
compare (gconstpointer one, gconstpointer other, gpointer user_data)
{
  CulmFilesView *self = user_data;
  CulmStoredFile *a = (gpointer) one;
  CulmStoredFile *b = (gpointer) other;
  gint64 x = self->order == 'd' ? culm_stored_file_get_modified (a) : culm_stored_file_get_size (a);
  gint64 y = self->order == 'd' ? culm_stored_file_get_modified (b) : culm_stored_file_get_size (b);

  if (culm_stored_file_is_folder (a) != culm_stored_file_is_folder (b))
    return culm_stored_file_is_folder (a) ? -1 : 1;
  if (self->order != 'n' && x != y)
    return x > y ? -1 : 1;
  return g_utf8_collate (culm_stored_file_get_name (a), culm_stored_file_get_name (b));
}

/* Returns: (transfer container): of CulmStoredFile, owned. */
static GPtrArray *
get_selected (CulmFilesView *self, gboolean with_folders)
{
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint64 i = 0; i < gtk_bitset_get_size (set); i++) {
    CulmStoredFile *file = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (set, (guint) i));

    if (with_folders || !culm_stored_file_is_folder (file))
      g_ptr_array_add (files, file);
    else
      g_object_unref (file);
  }
  return files;
}

static void
enable (CulmFilesView *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
on_selection (CulmFilesView *self)
{
  g_autoptr (GPtrArray) all = get_selected (self, TRUE);
  g_autoptr (GPtrArray) files = get_selected (self, FALSE);
  g_autofree char *count =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u selected", "%u selected", all->len), all->len);

  gtk_label_set_text (self->count, count);
  gtk_action_bar_set_revealed (self->bar, all->len > 0);
  enable (self, "download", files->len > 0);
  enable (self, "download-and-delete", files->len > 0);
  enable (self, "delete", all->len > 0);
  enable (self, "rename", all->len == 1);
}

static void
show_error (CulmFilesView *self, const GError *error)
{
  g_autofree char *sentence = culm_text_files_error (error);

  gtk_label_set_text (self->space, "");
  adw_status_page_set_description (self->error_page, sentence);
  culm_ui_show_page (self->stack, "error");
}

static void
tell (CulmFilesView *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? culm_text_files_error (error) : NULL;

  culm_notice_set_text (self->notice, sentence);
}

/* What the files of a printer were asked, by a view that may show those of another one when they answer. */
typedef struct {
  CulmFilesView *view;
  CulmPrinterFiles *files;
} Ask;

static Ask *
make_ask (CulmFilesView *self)
{
  Ask *ask = g_new (Ask, 1);

  ask->view = g_object_ref (self);
  ask->files = g_object_ref (self->files);
  return ask;
}

static void
free_ask (Ask *ask)
{
  g_object_unref (ask->view);
  g_object_unref (ask->files);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, free_ask)

static void
list_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  CulmFilesView *self = ask->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = culm_printer_files_list_finish (ask->files, result, &error);

  if (self->files != ask->files || g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->spinner);
  if (files == NULL) {
    show_error (self, error);
    return;
  }
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), files->pdata, files->len);
  culm_ui_show_page (self->stack, files->len > 0 ? "list" : "empty");
  on_selection (self);
}

static void
space_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  CulmFilesView *self = ask->view;
  gint64 bytes = culm_printer_files_get_space_finish (ask->files, result, NULL);
  g_autofree char *size = bytes >= 0 ? culm_text_size (bytes) : NULL;
  g_autofree char *text = size != NULL ? g_strdup_printf (_ ("%s free"), size) : g_strdup ("");

  if (self->files == ask->files)
    gtk_label_set_text (self->space, text);
}

static void
load (CulmFilesView *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;

  if (self->engine != NULL && self->serial != NULL) {
    g_autoptr (CulmPrinterFiles) files = culm_engine_open_files (self->engine, self->serial, &error);

    g_set_object (&self->files, files); /* others, when the way to the printer is another one now */
  }
  place = culm_text_files_folder (self->folder);
  gtk_label_set_text (self->place, place);
  enable (self, "up", !g_str_equal (self->folder, "/"));
  if (self->files == NULL) {
    if (error != NULL)
      show_error (self, error);
    return;
  }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 0) {
    gtk_spinner_start (self->spinner);
    culm_ui_show_page (self->stack, "loading");
  }
  culm_printer_files_list_async (self->files, self->folder, self->cancellable, list_cb, make_ask (self));
  culm_printer_files_get_space_async (self->files, self->cancellable, space_cb, make_ask (self));
}

static void
go_to (CulmFilesView *self, const char *folder)
{
  g_autofree char *path = g_strdup (folder);

  g_free (self->folder);
  self->folder = g_steal_pointer (&path);
  g_list_store_remove_all (self->store);
  tell (self, NULL);
  load (self);
}

static void
on_transfer_ended (CulmFilesView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static void
show_cb (GObject *window, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmFilesView) self = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (window), result, NULL))
    culm_notice_set_text (self->notice,
                          _ ("The video is in your downloads, but no program here plays it. Install a video player."));
}

static void
play (CulmFilesView *self, GFile *video)
{
  g_autofree char *uri = g_file_get_uri (video);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, show_cb, g_object_ref (self));
}

static void
on_video_ended (CulmTransfer *transfer, GParamSpec *pspec G_GNUC_UNUSED, CulmFilesView *self)
{
  if (culm_transfer_get_state (transfer) == CULM_TRANSFER_DONE)
    play (self, culm_transfer_get_file (transfer));
}

/* What is to be fetched, while its place is looked for. */
typedef struct {
  CulmFilesView *view;
  char *serial;
  GPtrArray *files; /* of CulmStoredFile */
  gboolean remove;
  gboolean play;
} Wish;

static void
free_wish (Wish *wish)
{
  g_object_unref (wish->view);
  g_free (wish->serial);
  g_ptr_array_unref (wish->files);
  g_free (wish);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, free_wish)

/* FALSE: so will the others. */
static gboolean
fetch_one (Wish *wish, CulmStoredFile *file, GFile *target)
{
  CulmFilesView *self = wish->view;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmTransfer) transfer = NULL;

  if (wish->play && culm_file_target_is_here (target)) {
    play (self, target);
    return TRUE;
  }
  transfer = culm_engine_fetch_file (self->engine, wish->serial, file, target, wish->remove, &error);
  tell (self, error);
  if (transfer != NULL && wish->remove)
    g_signal_connect_object (transfer, "notify::active", G_CALLBACK (on_transfer_ended), self, G_CONNECT_SWAPPED);
  if (transfer != NULL && wish->play)
    g_signal_connect_object (transfer, "notify::state", G_CALLBACK (on_video_ended), self, 0);
  return transfer != NULL;
}

static void
choose_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GPtrArray) targets = culm_file_targets_choose_finish (result, NULL);

  for (guint i = 0; targets != NULL && wish->view->engine != NULL && i < targets->len; i++)
    if (!fetch_one (wish, g_ptr_array_index (wish->files, i), g_ptr_array_index (targets, i)))
      return;
}

/* Takes `files`. */
static void
fetch (CulmFilesView *self, GPtrArray *files, GFile *folder, gboolean remove, gboolean to_play)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->view = g_object_ref (self);
  wish->serial = g_strdup (self->serial);
  wish->files = files;
  wish->remove = remove;
  wish->play = to_play;
  culm_file_targets_choose_async (folder, files, culm_engine_get_transfers (self->engine), to_play, NULL, choose_cb,
                                  wish);
}

static void
on_activate (CulmFilesView *self, guint position)
{
  g_autoptr (CulmStoredFile) file = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const char *path = g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);
  g_autoptr (GFile) folder = g_file_new_for_path (path != NULL ? path : g_get_home_dir ());

  if (file == NULL)
    return;
  if (culm_stored_file_is_folder (file)) {
    go_to (self, culm_stored_file_get_path (file));
  } else if (culm_stored_file_get_kind (file) == CULM_STORED_FILE_VIDEO && self->engine != NULL) {
    GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

    g_ptr_array_add (files, g_object_ref (file));
    fetch (self, files, folder, FALSE, TRUE);
  }
}

static void
on_folder_chosen (CulmFilesView *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL && self->engine != NULL)
    fetch (self, get_selected (self, FALSE), folder, self->remove, FALSE);
}

static void
choose_folder (CulmFilesView *self, gboolean remove)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;
  self->remove = remove;
  self->chooser = gtk_file_chooser_native_new (
      remove ? _ ("Download Here, Then Delete from the Printer") : _ ("Download Here"),
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
      remove ? _ ("_Download and Delete") : _ ("_Download"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_folder_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
change_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  CulmFilesView *self = ask->view;
  g_autoptr (GError) error = NULL;
  gboolean done = culm_printer_files_change_finish (ask->files, result, &error);

  self->changing--;
  if (self->files != ask->files)
    return;
  if (!done)
    tell (self, error);
  if (self->changing == 0)
    load (self);
}

static void
delete_selected (gpointer user_data)
{
  CulmFilesView *self = user_data;
  g_autoptr (GPtrArray) files = get_selected (self, TRUE);

  tell (self, NULL);
  for (guint i = 0; self->files != NULL && i < files->len; i++) {
    self->changing++;
    culm_printer_files_remove_async (self->files, culm_stored_file_get_path (g_ptr_array_index (files, i)), NULL,
                                     change_cb, make_ask (self));
  }
}

static void
on_delete (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmFilesView *self = user_data;
  g_autoptr (GPtrArray) files = get_selected (self, TRUE);
  g_autofree char *body = NULL;

  if (files->len == 1)
    body = g_strdup_printf (_ ("“%s” is deleted from the printer for good."),
                            culm_stored_file_get_name (g_ptr_array_index (files, 0)));
  else
    body = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file is deleted from the printer for good.",
                                         "%u files are deleted from the printer for good.", files->len),
                            files->len);
  culm_question_ask_loss (GTK_WIDGET (self), _ ("Delete from the Printer?"), body, _ ("_Delete"), delete_selected,
                          self);
}

static void
on_download (GSimpleAction *action, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  choose_folder (self, g_str_equal (g_action_get_name (G_ACTION (action)), "download-and-delete"));
}

static void
on_named (AdwMessageDialog *dialog, const char *response, CulmFilesView *self)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  const char *old = g_object_get_data (G_OBJECT (dialog), "old-path");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *path = g_strconcat (self->folder, g_str_has_suffix (self->folder, "/") ? "" : "/", name, NULL);

  if (!g_str_equal (response, "yes") || self->files == NULL)
    return;
  if (!culm_stored_file_is_name (name)) {
    culm_notice_set_text (self->notice, _ ("A name needs a letter, and may hold no slash. Try another."));
    return;
  }
  self->changing++;
  if (old != NULL)
    culm_printer_files_rename_async (self->files, old, path, NULL, change_cb, make_ask (self));
  else
    culm_printer_files_make_folder_async (self->files, path, NULL, change_cb, make_ask (self));
}

/* `file` NULL: for a new folder. */
static void
ask_for_name (CulmFilesView *self, CulmStoredFile *file)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              file != NULL ? _ ("Rename") : _ ("New Folder"), NULL);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  culm_ui_set_name (entry, _ ("Name"));
  if (file != NULL) {
    gtk_editable_set_text (GTK_EDITABLE (entry), culm_stored_file_get_name (file));
    g_object_set_data_full (G_OBJECT (dialog), "old-path", g_strdup (culm_stored_file_get_path (file)), g_free);
  }
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "yes",
                                    file != NULL ? _ ("_Rename") : _ ("_Create"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "yes");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "yes", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_named), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_rename (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  g_autoptr (GPtrArray) files = get_selected (self, TRUE);

  if (files->len == 1)
    ask_for_name (self, g_ptr_array_index (files, 0));
}

static void
on_new_folder (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  ask_for_name (self, NULL);
}

static void
on_up (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  g_autofree char *above = g_path_get_dirname (CULM_FILES_VIEW (self)->folder);

  go_to (self, above);
}

static void
on_reload (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  tell (self, NULL);
  load (self);
}

static void
on_sort (GSimpleAction *action, GVariant *order, gpointer user_data)
{
  CulmFilesView *self = user_data;

  self->order = *g_variant_get_string (order, NULL);
  g_simple_action_set_state (action, order);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
}

static void
on_select_all (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (CULM_FILES_VIEW (self)->selection));
}

static gboolean
on_drop (CulmFilesView *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (self->engine == NULL || self->serial == NULL)
    return FALSE;
  for (GSList *file = files; file != NULL; file = file->next) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmTransfer) transfer =
        culm_engine_send_file (self->engine, self->serial, file->data, self->folder, &error);

    tell (self, error);
    if (transfer != NULL)
      g_signal_connect_object (transfer, "notify::active", G_CALLBACK (on_transfer_ended), self, G_CONNECT_SWAPPED);
  }
  return TRUE;
}

static void
on_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  gtk_list_item_set_child (item, culm_file_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, CulmFilesView *self)
{
  culm_file_row_set_file (CULM_FILE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item), self->files,
                          self->pictures);
}

static void
on_unbind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  culm_file_row_set_file (CULM_FILE_ROW (gtk_list_item_get_child (item)), NULL, NULL, NULL);
}

static void
forget_files (CulmFilesView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->files);
  g_hash_table_remove_all (self->pictures);
  g_list_store_remove_all (self->store);
  gtk_label_set_text (self->space, "");
  g_free (self->folder);
  self->folder = g_strdup ("/");
}

static void
culm_files_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (culm_files_view_parent_class)->map (widget);
  load (CULM_FILES_VIEW (widget));
}

static void
culm_files_view_dispose (GObject *object)
{
  CulmFilesView *self = CULM_FILES_VIEW (object);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "files", NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->actions);
  g_clear_object (&self->files);
  g_clear_object (&self->engine);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (culm_files_view_parent_class)->dispose (object);
}

static void
culm_files_view_finalize (GObject *object)
{
  CulmFilesView *self = CULM_FILES_VIEW (object);

  g_hash_table_unref (self->pictures);
  g_free (self->serial);
  g_free (self->folder);
  G_OBJECT_CLASS (culm_files_view_parent_class)->finalize (object);
}

static void
culm_files_view_class_init (CulmFilesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_files_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_files_view_finalize;
  widget_class->map = culm_files_view_map;
  g_type_ensure (CULM_TYPE_NOTICE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "files.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "files.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "files.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "files.up", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-files-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, place);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, space);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, count);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, notice);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, error_page);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, list);
  gtk_widget_class_bind_template_child (widget_class, CulmFilesView, bar);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
make_list (CulmFilesView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSortListModel *sorted;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  self->store = g_list_store_new (CULM_TYPE_STORED_FILE);
  self->sorter = gtk_custom_sorter_new (compare, self, NULL);
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), GTK_SORTER (self->sorter));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (factory);
}

static void
culm_files_view_init (CulmFilesView *self)
{
  static const GActionEntry entries[] = {
    { .name = "up", .activate = on_up },
    { .name = "reload", .activate = on_reload },
    { .name = "sort", .parameter_type = "s", .state = "'date'", .change_state = on_sort },
    { .name = "select-all", .activate = on_select_all },
    { .name = "download", .activate = on_download },
    { .name = "download-and-delete", .activate = on_download },
    { .name = "delete", .activate = on_delete },
    { .name = "rename", .activate = on_rename },
    { .name = "new-folder", .activate = on_new_folder },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->folder = g_strdup ("/");
  self->order = 'd';
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "files", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  make_list (self);
  on_selection (self);
}

void
culm_files_view_set_printer (CulmFilesView *self, CulmEngine *engine, const char *serial)
{
  g_return_if_fail (CULM_IS_FILES_VIEW (self));
  if (self->engine == engine && g_strcmp0 (self->serial, serial) == 0)
    return;
  forget_files (self);
  g_set_object (&self->engine, engine);
  g_free (self->serial);
  self->serial = g_strdup (serial);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

void
culm_files_view_set_files (CulmFilesView *self, CulmPrinterFiles *files)
{
  g_return_if_fail (CULM_IS_FILES_VIEW (self));
  forget_files (self);
  g_set_object (&self->files, files);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}
