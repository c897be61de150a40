/* culm-camera-still.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-camera-still.h"
#include "culm-text-camera.h"
#include <glib/gi18n-lib.h>

/* One picture on its way to a file. */
typedef struct {
  GtkWindow *parent; /* nullable; a weak pointer */
  char *name;
  GBytes *picture;
  GtkFileChooserNative *chooser;
} Still;

static void
free_still (Still *still)
{
  g_clear_weak_pointer (&still->parent);
  g_free (still->name);
  g_clear_pointer (&still->picture, g_bytes_unref);
  g_clear_object (&still->chooser);
  g_free (still);
}

static void
say (Still *still, const char *text)
{
  GtkWidget *dialog = adw_message_dialog_new (still->parent, _ ("No Picture Was Saved"), NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), text);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
write_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  Still *still = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (file), result, NULL, &error)) {
    /* Half a picture is none. */
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
      g_file_delete_async (G_FILE (file), G_PRIORITY_LOW, NULL, NULL, NULL);
    say (still, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
                    ? _ ("This computer’s disk is full. Make some room, then try again.")
                    : _ ("The file cannot be written there. Choose another folder."));
  }
  free_still (still);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Still *still = user_data;
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file == NULL) {
    free_still (still);
    return;
  }
  g_file_replace_contents_bytes_async (file, still->picture, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                       write_cb, still);
}

static void
ask (Still *still)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  g_autoptr (GFile) folder = pictures != NULL ? g_file_new_for_path (pictures) : NULL;

  still->chooser = gtk_file_chooser_native_new (_ ("Save Picture"), still->parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                                _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (still->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (still->chooser), still->name);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (still->chooser), folder, NULL);
  g_signal_connect (still->chooser, "response", G_CALLBACK (on_response), still);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (still->chooser));
}

static void
take_cb (GObject *camera, GAsyncResult *result, gpointer user_data)
{
  Still *still = user_data;
  g_autoptr (GError) error = NULL;

  still->picture = culm_camera_take_still_finish (CULM_CAMERA (camera), result, &error);
  if (still->picture != NULL) {
    ask (still);
  } else {
    g_autofree char *text = culm_text_camera_error (error);

    say (still, text);
    free_still (still);
  }
}

void
culm_camera_still_take (GtkWidget *parent, CulmCamera *camera, const char *printer_name)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  Still *still = g_new0 (Still, 1);

  g_set_weak_pointer (&still->parent, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  still->name = culm_text_camera_file_name (printer_name, now);
  culm_camera_take_still_async (camera, NULL, take_cb, still);
}
