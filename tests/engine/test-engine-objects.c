/* test-engine-objects.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-objects.h"
#include "culm-error.h"
#include "culm-test-rig.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

#define PLATE(n)                                                                                                       \
  "<plate><metadata key=\"index\" value=\"" n "\"/><metadata key=\"label_object_enabled\" value=\"true\"/>"            \
  "<object identify_id=\"108\" name=\"Cup\"/><object identify_id=\"120\" name=\"Lid\"/></plate>"
#define CONFIG "<config>" PLATE ("1") PLATE ("2") PLATE ("3") "</config>" /* whichever the printer prints */

static GFile *
make_package (CulmTestRig *rig, const char *name)
{
  g_autofree char *path = g_build_filename (rig->home, name, NULL);
  struct archive *out = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();

  archive_write_set_format_zip (out);
  g_assert_cmpint (archive_write_open_filename (out, path), ==, ARCHIVE_OK);
  archive_entry_set_pathname (entry, "Metadata/slice_info.config");
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (gint64) strlen (CONFIG));
  g_assert_cmpint (archive_write_header (out, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (out, CONFIG, strlen (CONFIG)), ==, strlen (CONFIG));
  archive_entry_free (entry);
  g_assert_cmpint (archive_write_close (out), ==, ARCHIVE_OK);
  archive_write_free (out);
  return g_file_new_for_path (path);
}

static gboolean
has_ended (gpointer transfer)
{
  return !culm_transfer_get_active (transfer);
}

static void
upload (CulmTestRig *rig, GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulmTransfer) transfer = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_upload_async (rig->engine, file, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 30);
  transfer = culm_engine_upload_finish (rig->engine, result, &error);
  g_assert_no_error (error);
  g_assert_true (culm_test_wait_for (has_ended, transfer, 60));
  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
}

static GPtrArray *
load (CulmTestRig *rig, CulmPrinter *printer, char **file_name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_load_objects_async (rig->engine, printer, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 30);
  return culm_engine_load_objects_finish (rig->engine, result, file_name, error);
}

static void
assert_unknown (CulmTestRig *rig, CulmPrinter *printer, CulmError code)
{
  g_autofree char *file_name = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (load (rig, printer, &file_name, &error));
  g_assert_error (error, CULM_ERROR, (int) code);
}

static gboolean
prints_tea (gpointer printer)
{
  CulmJob *job = culm_printer_get_job (printer);

  return job != NULL && g_strcmp0 (culm_job_get_name (job), "tea") == 0;
}

/* What the account was sent is what the printer prints when the job bears its name; a job of another name and a file
 * that was written to since are not known. */
static void
test_knows_what_was_sent (gconstpointer contract)
{
  const char *args[] = { "--contract", contract, "--models", "X1C:idle,P1S:printing", "--printers", "2", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (GFile) file = make_package (rig, "Tea.gcode.3mf");
  g_autoptr (GPtrArray) objects = NULL;
  g_autofree char *file_name = NULL, *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "X1 Carbon");
  upload (rig, file);
  assert_unknown (rig, printer, CULM_ERROR_NOT_FOUND);
  culm_test_rig_do (rig, printer, "start-print", "{\"name\":\"tea\",\"minutes\":60,\"layers\":100}");
  g_assert_true (culm_test_wait_for (prints_tea, printer, 60));
  objects = load (rig, printer, &file_name, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file_name, ==, "Tea.gcode.3mf");
  g_assert_cmpuint (objects->len, ==, 2);
  g_assert_cmpint (((CulmPlateObject *) objects->pdata[0])->id, ==, 108);
  g_assert_cmpstr (((CulmPlateObject *) objects->pdata[1])->name, ==, "Lid");
  assert_unknown (rig, culm_test_rig_get_printer (rig, "P1S"), CULM_ERROR_NOT_FOUND);
  g_assert_true (g_file_set_contents (path, "another", -1, NULL));
  assert_unknown (rig, printer, CULM_ERROR_DAMAGED);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_unknown (rig, printer, CULM_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/engine-objects/knows-what-was-sent/service", "service", test_knows_what_was_sent);
  g_test_add_data_func ("/engine-objects/knows-what-was-sent/seed", "seed", test_knows_what_was_sent);
  return g_test_run ();
}
