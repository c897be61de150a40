/* test-files-view.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-files-view.h"
#include "culm-test-display.h"
#include "culm-test-files.h"
#include "culm-test-wait.h"
#include "culm-ui.h"

static GtkWidget *
show (CulmTestFilesCase what, GtkWidget **view)
{
  g_autoptr (CulmPrinterFiles) files = culm_test_files_new (what);

  *view = g_object_new (CULM_TYPE_FILES_VIEW, NULL);
  culm_files_view_set_files (CULM_FILES_VIEW (*view), files);
  return culm_test_show (*view);
}

static const char *
get_page (GtkWidget *view)
{
  return gtk_stack_get_visible_child_name (
      GTK_STACK (gtk_widget_get_ancestor (culm_test_find (view, GTK_TYPE_LIST_VIEW), GTK_TYPE_STACK)));
}

static void
test_list (void)
{
  GtkWidget *view;
  GtkWidget *window = show (CULM_TEST_FILES_SOME, &view);
  GListModel *model =
      G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (culm_test_find (view, GTK_TYPE_LIST_VIEW))));
  g_autoptr (CulmStoredFile) folder = NULL;
  g_autoptr (CulmStoredFile) newest = NULL;
  g_autoptr (CulmStoredFile) largest = NULL;

  culm_test_wait (g_list_model_get_n_items (model) == 7);
  g_assert_cmpstr (get_page (view), ==, "list");
  folder = g_list_model_get_item (model, 0);
  newest = g_list_model_get_item (model, 3);
  g_assert_true (culm_stored_file_is_folder (folder));
  g_assert_cmpstr (culm_stored_file_get_name (newest), ==, "notes.txt");
  gtk_widget_activate_action (view, "files.sort", "s", "size");
  largest = g_list_model_get_item (model, 3);
  g_assert_cmpint (culm_stored_file_get_size (largest), ==, 48200000);
  gtk_widget_activate_action (view, "files.select-all", NULL);
  g_assert_true (gtk_action_bar_get_revealed (GTK_ACTION_BAR (culm_test_find (view, GTK_TYPE_ACTION_BAR))));
  culm_test_assert_finalises (window, view);
}

static void
test_pages (void)
{
  GtkWidget *view;
  GtkWidget *window = show (CULM_TEST_FILES_NONE, &view);

  culm_test_wait (g_strcmp0 (get_page (view), "empty") == 0);
  culm_test_assert_finalises (window, view);
  window = show (CULM_TEST_FILES_ERROR, &view);
  culm_test_wait (g_strcmp0 (get_page (view), "error") == 0);
  culm_test_assert_finalises (window, view);
}

/* What one printer answers after the view has turned to another is not taken for the other's. */
static void
test_turns (void)
{
  GtkWidget *view;
  GtkWidget *window = show (CULM_TEST_FILES_ERROR, &view);
  g_autoptr (CulmPrinterFiles) some = culm_test_files_new (CULM_TEST_FILES_SOME);
  g_autoptr (CulmPrinterFiles) none = culm_test_files_new (CULM_TEST_FILES_NONE);

  culm_test_wait (g_strcmp0 (get_page (view), "error") == 0);
  culm_files_view_set_files (CULM_FILES_VIEW (view), some);
  culm_files_view_set_files (CULM_FILES_VIEW (view), none); /* before the first has answered */
  culm_test_wait (g_strcmp0 (get_page (view), "empty") == 0);
  culm_test_settle (window);
  g_assert_cmpstr (get_page (view), ==, "empty");
  culm_test_assert_finalises (window, view);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/files-view/list", test_list);
  g_test_add_func ("/files-view/pages", test_pages);
  g_test_add_func ("/files-view/turns", test_turns);
  return g_test_run ();
}
