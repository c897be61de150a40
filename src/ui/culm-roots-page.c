/* culm-roots-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-roots-page.h"
#include "culm-box-filler.h"
#include "culm-text-lan.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmRootsPage {
  AdwPreferencesPage parent_instance;
  CulmEngine *engine; /* nullable */
  CulmBoxFiller *roots, *files;
  GtkStringList *paths; /* of slicers' files that were not used yet */
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
  GtkListBox *root_list, *file_list;
  GtkWidget *found, *add;
};

G_DEFINE_FINAL_TYPE (CulmRootsPage, culm_roots_page, ADW_TYPE_PREFERENCES_PAGE)

static void
tell (CulmRootsPage *self, const char *sentence)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);

  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (sentence));
}

static void
set_busy (CulmRootsPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->add, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->root_list), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->file_list), !busy);
}

static void
show_found (CulmRootsPage *self)
{
  gtk_widget_set_visible (self->found, g_list_model_get_n_items (G_LIST_MODEL (self->paths)) > 0);
}

/* ---- Adding ---- */

static void
add_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmRootsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  int fresh = culm_engine_add_roots_finish (CULM_ENGINE (engine), result, &error);
  g_autofree char *sentence = NULL;

  if (self->engine == NULL)
    return;
  set_busy (self, FALSE);
  if (fresh > 0)
    sentence =
        g_strdup_printf (ngettext ("%d issuer is known now.", "%d more issuers are known now.", (gulong) fresh), fresh);
  else
    sentence = error != NULL ? culm_text_roots_error (error) : g_strdup (_ ("All of them are known already."));
  tell (self, sentence);
}

void
culm_roots_page_add (CulmRootsPage *self, const char *path)
{
  if (self->engine == NULL)
    return;
  set_busy (self, TRUE);
  culm_engine_add_roots_async (self->engine, path, NULL, add_cb, g_object_ref (self));
}

static void
on_chosen (CulmRootsPage *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file == NULL)
    return;
  if (g_file_peek_path (file) != NULL)
    culm_roots_page_add (self, g_file_peek_path (file));
  else
    tell (self, _ ("Choose a file of this computer."));
}

static void
on_add_clicked (CulmRootsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;
  self->chooser =
      gtk_file_chooser_native_new (_ ("Choose Certificates"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- Files of slicers ---- */

static void
on_use_clicked (CulmRootsPage *self, GtkWidget *button)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (button), "path"));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->paths)); i++) {
    if (!g_str_equal (gtk_string_list_get_string (self->paths, i), path))
      continue;
    gtk_string_list_remove (self->paths, i);
    break;
  }
  show_found (self);
  culm_roots_page_add (self, path);
}

static GtkWidget *
create_file (gpointer item, gpointer user_data)
{
  CulmRootsPage *self = user_data;
  const char *path = gtk_string_object_get_string (item);
  g_autofree char *place = g_filename_display_name (path);
  const char *slicer = g_strrstr (path, "rca") != NULL ? "OrcaSlicer" : "Bambu Studio";
  g_autofree char *name = g_strdup_printf (_ ("Use the certificates of %s"), slicer);
  GtkWidget *button = gtk_button_new_with_label (_ ("Use"));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", slicer, "subtitle-lines", 0, NULL);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  culm_ui_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_use_clicked), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
find_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmRootsPage) self = user_data;
  g_autoptr (GPtrArray) paths = culm_engine_find_root_files_finish (CULM_ENGINE (engine), result, NULL);

  if (self->engine == NULL)
    return;
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    gtk_string_list_append (self->paths, g_ptr_array_index (paths, i));
  show_found (self);
}

/* ---- Those that are known ---- */

static void
remove_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmRootsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (self->engine == NULL)
    return;
  set_busy (self, FALSE);
  if (culm_engine_remove_root_finish (CULM_ENGINE (engine), result, &error))
    return;
  sentence = culm_text_roots_error (error);
  tell (self, sentence);
}

static void
on_remove_clicked (CulmRootsPage *self, GtkWidget *button)
{
  if (self->engine == NULL)
    return;
  set_busy (self, TRUE);
  culm_engine_remove_root_async (self->engine, g_object_get_data (G_OBJECT (button), "fingerprint"), NULL, remove_cb,
                                 g_object_ref (self));
}

static GtkWidget *
create_root (gpointer item, gpointer user_data)
{
  CulmRootsPage *self = user_data;
  const char *known = culm_known_root_get_name (item);
  g_autofree char *title = known != NULL ? culm_text_one_line (known, 60) : g_strdup (_ ("Without a name"));
  g_autofree char *line = culm_text_root_line (item);
  g_autofree char *groups = culm_text_fingerprint (culm_known_root_get_fingerprint (item));
  g_autofree char *name = g_strdup_printf (_ ("Forget %s"), title);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "title-lines", 0,
                                 "subtitle-lines", 0, "tooltip-text", groups, NULL);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Forget"));
  culm_ui_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "fingerprint", g_strdup (culm_known_root_get_fingerprint (item)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove_clicked), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
culm_roots_page_dispose (GObject *object)
{
  CulmRootsPage *self = CULM_ROOTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->roots != NULL)
    culm_box_filler_set_model (self->roots, NULL);
  if (self->files != NULL)
    culm_box_filler_set_model (self->files, NULL);
  g_clear_object (&self->roots);
  g_clear_object (&self->files);
  g_clear_object (&self->chooser);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_roots_page_parent_class)->dispose (object);
}

static void
culm_roots_page_finalize (GObject *object)
{
  CulmRootsPage *self = CULM_ROOTS_PAGE (object);

  g_object_unref (self->paths);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (culm_roots_page_parent_class)->finalize (object);
}

static void
culm_roots_page_class_init (CulmRootsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_roots_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_roots_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-roots-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmRootsPage, root_list);
  gtk_widget_class_bind_template_child (widget_class, CulmRootsPage, file_list);
  gtk_widget_class_bind_template_child (widget_class, CulmRootsPage, found);
  gtk_widget_class_bind_template_child (widget_class, CulmRootsPage, add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
culm_roots_page_init (CulmRootsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->paths = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->roots = culm_box_filler_new (GTK_WIDGET (self->root_list), create_root, self);
  self->files = culm_box_filler_new (GTK_WIDGET (self->file_list), create_file, self);
  culm_box_filler_set_model (self->files, G_LIST_MODEL (self->paths));
}

GtkWidget *
culm_roots_page_new (CulmEngine *engine)
{
  CulmRootsPage *self = CULM_ROOTS_PAGE (culm_roots_page_new_with (culm_engine_get_known_roots (engine), NULL));

  self->engine = g_object_ref (engine);
  culm_engine_find_root_files_async (engine, self->cancellable, find_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

GtkWidget *
culm_roots_page_new_with (GListModel *roots, const char *const *files)
{
  CulmRootsPage *self = g_object_new (CULM_TYPE_ROOTS_PAGE, NULL);

  culm_box_filler_set_model (self->roots, roots);
  gtk_string_list_splice (self->paths, 0, 0, files);
  show_found (self);
  return GTK_WIDGET (self);
}
