/* culm-test-files.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-files.h"
#include "culm-error.h"
#include "culm-files-view.h"
#include "culm-printer-files-private.h"

const char *const culm_test_files_names[] = { "files", "files-none", "files-error", NULL };

#define TYPE_TEST_STORE (test_store_get_type ())
G_DECLARE_FINAL_TYPE (TestStore, test_store, TEST, STORE, CulmFileStore)

struct _TestStore {
  CulmFileStore parent_instance;
  CulmTestFilesCase what;
  gboolean deleted;
};

G_DEFINE_FINAL_TYPE (TestStore, test_store, CULM_TYPE_FILE_STORE)

#define FIRST 1783000000 /* s: a day in July 2026 */
#define DAY 86400

static GPtrArray *
test_store_list (CulmFileStore *store, const char *path, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  static const struct {
    const char *name;
    gboolean folder;
    gint64 size;
  } rows[] = {
    { "timelapse", TRUE, 0 },
    { "cache", TRUE, 0 },
    { "internal", TRUE, 0 }, /* what lies inside a printer */
    { "video_2026-07-14_09-38-12.mp4", FALSE, 48200000 },
    { "Planetary gear set, 0.2 mm, a name that is much longer than a narrow window.gcode.3mf", FALSE, 12400000 },
    { "<b>100 %</b> infill & more.3mf", FALSE, 820000 },
    { "notes.txt", FALSE, 312 },
  };
  TestStore *self = TEST_STORE (store);
  guint n = self->what != CULM_TEST_FILES_SOME ? 0 : G_N_ELEMENTS (rows) - (self->deleted ? 1 : 0);
  GPtrArray *files;

  if (self->what == CULM_TEST_FILES_ERROR) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_BUSY, "421");
    return NULL;
  }
  files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (files, culm_stored_file_new (path, rows[i].name, rows[i].folder, rows[i].size, FIRST + i * DAY));
  return files;
}

static gboolean
test_store_remove (CulmFileStore *store, const char *path G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
                   GError **error G_GNUC_UNUSED)
{
  TEST_STORE (store)->deleted = TRUE;
  return TRUE;
}

static gint64
test_store_get_space (CulmFileStore *store G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
                      GError **error G_GNUC_UNUSED)
{
  return 21400000000;
}

static GBytes *
test_store_get_thumbnail (CulmFileStore *store G_GNUC_UNUSED, const char *path G_GNUC_UNUSED,
                          GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_NOT_FOUND, "No picture");
  return NULL;
}

static void
test_store_class_init (TestStoreClass *klass)
{
  CulmFileStoreClass *store = CULM_FILE_STORE_CLASS (klass);

  store->list = test_store_list;
  store->remove = test_store_remove;
  store->get_space = test_store_get_space;
  store->get_thumbnail = test_store_get_thumbnail;
}

static void
test_store_init (TestStore *self G_GNUC_UNUSED)
{
}

CulmPrinterFiles *
culm_test_files_new (CulmTestFilesCase what)
{
  TestStore *store = g_object_new (TYPE_TEST_STORE, NULL);

  store->what = what;
  return culm_printer_files_new (CULM_FILE_STORE (store));
}

GtkWidget *
culm_test_files_view_new (const char *name)
{
  CulmTestFilesCase what = g_str_equal (name, "files-none")    ? CULM_TEST_FILES_NONE
                           : g_str_equal (name, "files-error") ? CULM_TEST_FILES_ERROR
                                                               : CULM_TEST_FILES_SOME;
  g_autoptr (CulmPrinterFiles) files = culm_test_files_new (what);
  GtkWidget *view = g_object_new (CULM_TYPE_FILES_VIEW, NULL);

  culm_files_view_set_files (CULM_FILES_VIEW (view), files);
  return view;
}
