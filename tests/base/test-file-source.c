/* test-file-source.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-file-source.h"
#include <glib/gstdio.h>

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct {
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->folder = g_dir_make_tmp ("culm-test-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "model.3mf", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static char *
write_file (Fixture *f, gsize size)
{
  char *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 31 >> 3);
  g_assert_true (g_file_set_contents (f->path, bytes, (gssize) size, NULL));
  return bytes;
}

/* Sizes around the blocks and the ring, read in odd pieces: what comes out is the file, and so is its digest. */
static void
test_whole (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const gsize sizes[] = { 1, 262143, 262144, 262145, 1048576, 1048577, 3000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *bytes = write_file (f, sizes[i]);
    g_autofree char *wanted = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, sizes[i]);
    g_autofree char *back = g_malloc (sizes[i]);
    g_autofree char *digest = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmFileSource) source = culm_file_source_open (f->path, sizes[i], &error);
    gsize have = 0;
    gssize n = 1;

    g_assert_no_error (error);
    while (n > 0 && have < sizes[i]) {
      g_assert_null (culm_file_source_get_sha256 (source)); /* not yet */
      n = g_input_stream_read (G_INPUT_STREAM (source), back + have, MIN (77777, sizes[i] - have), NULL, &error);
      have += (gsize) MAX (n, 0);
      g_assert_cmpuint (culm_file_source_get_position (source), ==, have);
    }
    g_assert_no_error (error);
    g_assert_cmpmem (back, have, bytes, sizes[i]);
    g_assert_cmpint (g_input_stream_read (G_INPUT_STREAM (source), back, 1, NULL, &error), ==, 0);
    digest = culm_file_source_get_sha256 (source);
    g_assert_cmpstr (digest, ==, wanted);
    g_assert_true (culm_file_source_check (source, NULL));
    g_assert_true (g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL));
  }
}

static void
test_empty (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *bytes = write_file (f, 0);
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmFileSource) source = culm_file_source_open (f->path, 0, &error);
  char buffer[1];

  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (G_INPUT_STREAM (source), buffer, 1, NULL, &error), ==, 0);
  g_assert_no_error (error);
  digest = culm_file_source_get_sha256 (source);
  g_assert_cmpstr (digest, ==, EMPTY);
  g_assert_true (g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL));
}

/* What was announced is what is sent, or nobody takes it for whole. */
static void
test_changed (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const gsize size = 4 << 20; /* more than is read ahead */
  g_autofree char *bytes = write_file (f, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmFileSource) source = NULL;

  g_assert_null (culm_file_source_open (f->path, size + 1, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
  g_clear_error (&error);
  source = culm_file_source_open (f->path, size, &error);
  g_assert_no_error (error);
  g_free (write_file (f, size)); /* another file, under its name */
  while (g_input_stream_read (G_INPUT_STREAM (source), bytes, size, NULL, &error) > 0)
    ;
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
  g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_CHECKSUM_MISMATCH");
  g_assert_cmpuint (culm_file_source_get_position (source), <, size);
  g_assert_null (culm_file_source_get_sha256 (source));
  g_assert_true (g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL));
}

static void
test_missing (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (culm_file_source_open (f->path, 1, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (culm_file_source_open (f->folder, 1, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/file-source/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("whole", test_whole);
  ADD ("empty", test_empty);
  ADD ("changed", test_changed);
  ADD ("missing", test_missing);
#undef ADD
  return g_test_run ();
}
