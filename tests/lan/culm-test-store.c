/* culm-test-store.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-store.h"

G_DEFINE_FINAL_TYPE (CulmTestStore, culm_test_store, CULM_TYPE_FILE_STORE)

static gboolean
answer (CulmFileStore *store, GError **error)
{
  CulmTestStore *self = CULM_TEST_STORE (store);

  self->asked++;
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  return self->error == NULL;
}

static GPtrArray *
culm_test_store_list (CulmFileStore *store, const char *path, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  GPtrArray *files;

  if (!answer (store, error))
    return NULL;
  files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (files, culm_stored_file_new (path, CULM_TEST_STORE (store)->name, FALSE, 10, 0));
  g_ptr_array_add (files, culm_stored_file_new (path, "both", FALSE, 10, 0));
  return files;
}

static gboolean
culm_test_store_get (CulmFileStore *store, const char *path G_GNUC_UNUSED, gint64 *offset, GOutputStream *sink,
                     CulmFileStoreMeter *meter G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  CulmTestStore *self = CULM_TEST_STORE (store);
  gsize size = self->error != NULL ? self->moves : 10 - (gsize) *offset;

  g_assert_true (g_output_stream_write_all (sink, CULM_TEST_STORE_DATA + *offset, size, NULL, cancellable, NULL));
  return answer (store, error);
}

static gboolean
culm_test_store_check (CulmFileStore *store, GInputStream *whole G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
                       GError **error G_GNUC_UNUSED)
{
  CULM_TEST_STORE (store)->checked++;
  return TRUE;
}

static gboolean
culm_test_store_put (CulmFileStore *store, GInputStream *source, gint64 size G_GNUC_UNUSED,
                     const char *path G_GNUC_UNUSED, CulmFileStoreMeter *meter G_GNUC_UNUSED, GCancellable *cancellable,
                     GError **error)
{
  char buffer[10];

  if (CULM_TEST_STORE (store)->moves > 0)
    g_input_stream_read (source, buffer, sizeof buffer, cancellable, NULL);
  return answer (store, error);
}

static gboolean
culm_test_store_remove (CulmFileStore *store, const char *path G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
                        GError **error)
{
  return answer (store, error);
}

static gboolean
culm_test_store_rename (CulmFileStore *store, const char *path G_GNUC_UNUSED, const char *to G_GNUC_UNUSED,
                        GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return answer (store, error);
}

static gint64
culm_test_store_get_space (CulmFileStore *store, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return answer (store, error) ? 10 : -1;
}

static GBytes *
culm_test_store_get_thumbnail (CulmFileStore *store, const char *path G_GNUC_UNUSED,
                               GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return answer (store, error) ? g_bytes_new_static (CULM_TEST_STORE_DATA, 10) : NULL;
}

static void
culm_test_store_close (CulmFileStore *store G_GNUC_UNUSED)
{
}

static void
culm_test_store_class_init (CulmTestStoreClass *klass)
{
  CulmFileStoreClass *store = CULM_FILE_STORE_CLASS (klass);

  store->list = culm_test_store_list;
  store->get = culm_test_store_get;
  store->check = culm_test_store_check;
  store->put = culm_test_store_put;
  store->remove = culm_test_store_remove;
  store->rename = culm_test_store_rename;
  store->make_folder = culm_test_store_remove;
  store->get_space = culm_test_store_get_space;
  store->get_thumbnail = culm_test_store_get_thumbnail;
  store->close = culm_test_store_close;
}

static void
culm_test_store_init (CulmTestStore *self G_GNUC_UNUSED)
{
}

CulmTestStore *
culm_test_store_new (const char *name)
{
  CulmTestStore *self = g_object_new (CULM_TYPE_TEST_STORE, NULL);

  self->name = name;
  return self;
}
