/* test-engine-faults.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-library-private.h"
#include "culm-lan-printer.h"
#include "culm-test-rig.h"
#include <glib/gstdio.h>
#include <string.h>

static const char *const one_idle[] = { "--auth", "password", "--models", "P1S:idle", "--printers", "1", NULL };

/* The simulator's table has a sentence for it, and Culm none of its own. */
#define UNKNOWN_HMS "{\"attr\":50331904,\"code\":65544}"
#define UNKNOWN_CODE "0300-0100-0001-0008"
#define UNKNOWN_TEXT "The heated bed took too long to warm up."
#define KNOWN_HMS "{\"attr\":50331904,\"code\":65537}"
#define KNOWN_CODE "0300-0100-0001-0001"

typedef struct {
  CulmTestRig *rig;
  CulmPrinter *printer;
  CulmFaultLibrary *library;
  CulmFaultJournal *journal;
} Scene;

static char *
make_path (void)
{
  return g_build_filename (g_get_user_cache_dir (), "culm", "fault-texts-en.json", NULL);
}

static void
take_engine (Scene *scene)
{
  scene->printer = culm_test_rig_get_printer (scene->rig, "P1S");
  scene->library = culm_engine_get_fault_library (scene->rig->engine);
  scene->journal = culm_engine_get_fault_journal (scene->rig->engine);
}

static void
set_up (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = make_path ();

  g_unlink (path);
  scene->rig = culm_test_rig_new (one_idle);
  g_settings_reset (culm_engine_get_settings (scene->rig->engine), "fault-texts");
  culm_test_rig_connect (scene->rig);
  take_engine (scene);
}

static void
tear_down (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_settings_reset (culm_engine_get_settings (scene->rig->engine), "fault-texts");
  culm_test_rig_free (scene->rig);
}

static gboolean
is_asking (gpointer data)
{
  return culm_fault_library_get_asking (((Scene *) data)->library);
}

static CulmFault *
get_fault (Scene *scene)
{
  GListModel *hms = culm_printer_get_hms (scene->printer);
  g_autoptr (CulmFault) fault = g_list_model_get_item (hms, 0);

  return fault; /* the printer holds it */
}

static gboolean
has_text (gpointer data)
{
  CulmFault *fault = get_fault (data);

  return fault != NULL && culm_fault_get_text (fault) != NULL;
}

static gboolean
has_fault (gpointer data)
{
  return get_fault (data) != NULL;
}

static gboolean
has_no_fault (gpointer data)
{
  return get_fault (data) == NULL;
}

static guint
count_look_ups (Scene *scene)
{
  g_autoptr (JsonNode) node = culm_test_sim_control (scene->rig->sim, "GET", "/requests", NULL);
  JsonArray *requests = json_node_get_array (node);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++) {
    JsonObject *request = json_array_get_object_element (requests, i);

    if (strstr (json_object_get_string_member (request, "path"), "/query.php") != NULL)
      n++;
  }
  return n;
}

static gboolean
is_kept (gpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = make_path ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Asked at the first code without a sentence; nothing is fetched before the answer, and once after it. */
static void
test_asks_then_fetches (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_rig_do (scene->rig, scene->printer, "hms", KNOWN_HMS);
  g_assert_true (culm_test_wait_for (has_fault, scene, 10));
  g_assert_false (culm_fault_library_get_asking (scene->library));
  culm_test_rig_do (scene->rig, scene->printer, "hms", "null");
  g_assert_true (culm_test_wait_for (has_no_fault, scene, 10));

  culm_test_rig_do (scene->rig, scene->printer, "hms", UNKNOWN_HMS);
  g_assert_true (culm_test_wait_for (is_asking, scene, 10));
  g_assert_cmpuint (count_look_ups (scene), ==, 0);
  g_assert_null (culm_fault_get_text (get_fault (scene)));
  culm_fault_library_answer (scene->library, TRUE);
  g_assert_false (culm_fault_library_get_asking (scene->library));
  g_assert_true (culm_test_wait_for (has_text, scene, 10));
  g_assert_cmpstr (culm_fault_get_text (get_fault (scene)), ==, UNKNOWN_TEXT);
  g_assert_cmpuint (count_look_ups (scene), ==, 1);
  g_assert_true (culm_test_wait_for (is_kept, scene, 10));

  /* The next start has them from the disk. */
  culm_test_rig_drop_engine (scene->rig);
  culm_test_sim_control (scene->rig->sim, "DELETE", "/requests", NULL);
  culm_test_rig_start_engine (scene->rig);
  take_engine (scene);
  g_assert_true (culm_test_wait_for (has_text, scene, 10));
  g_assert_cmpuint (count_look_ups (scene), ==, 0);
}

static void
test_no_means_no (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_rig_do (scene->rig, scene->printer, "hms", UNKNOWN_HMS);
  g_assert_true (culm_test_wait_for (is_asking, scene, 10));
  culm_fault_library_answer (scene->library, FALSE);
  g_assert_false (culm_fault_library_get_asking (scene->library));
  culm_test_rig_do (scene->rig, scene->printer, "hms", "null");
  g_assert_true (culm_test_wait_for (has_no_fault, scene, 10));
  culm_test_rig_do (scene->rig, scene->printer, "hms", UNKNOWN_HMS);
  g_assert_true (culm_test_wait_for (has_fault, scene, 10));
  g_assert_false (culm_fault_library_get_asking (scene->library));
  g_assert_cmpuint (count_look_ups (scene), ==, 0);
}

/* Whoever keeps every printer off the cloud is not asked. */
static void
test_lan_only (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GListStore) lan = g_list_store_new (CULM_TYPE_LAN_PRINTER);
  g_autoptr (CulmLanPrinter) entry =
      culm_lan_printer_new (culm_printer_get_serial (scene->printer), "127.0.64.1", "00", TRUE);

  g_list_store_append (lan, entry);
  culm_fault_library_set_printers (scene->library, culm_engine_get_printers (scene->rig->engine), G_LIST_MODEL (lan));
  culm_test_rig_do (scene->rig, scene->printer, "hms", UNKNOWN_HMS);
  g_assert_true (culm_test_wait_for (has_fault, scene, 10));
  g_assert_false (culm_fault_library_get_asking (scene->library));
  culm_lan_printer_set_lan_only (entry, FALSE);
  g_assert_true (culm_test_wait_for (is_asking, scene, 10)); /* at the next report */
}

/* A table that is a week old is renewed; until then the old one serves. */
static void
test_renews (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  culm_test_rig_drop_engine (scene->rig);
  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, "{\"fetched\":1000,\"texts\":{\"0300010000010008\":\"Old words.\"}}", -1, &error);
  g_assert_no_error (error);
  culm_test_rig_start_engine (scene->rig);
  g_settings_set_string (culm_engine_get_settings (scene->rig->engine), "fault-texts", "always");
  take_engine (scene);
  for (guint tries = 0; tries < 100 && count_look_ups (scene) == 0; tries++)
    culm_test_run_for (100);
  g_assert_cmpuint (count_look_ups (scene), ==, 1);
  culm_test_rig_do (scene->rig, scene->printer, "hms", UNKNOWN_HMS);
  g_assert_true (culm_test_wait_for (has_text, scene, 10));
}

static void
test_damaged_file (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const texts[] = {
    "", "{", "[]", "null", "{\"fetched\":\"x\",\"texts\":{}}", "{\"fetched\":1,\"texts\":[1]}"
  };
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    culm_test_rig_drop_engine (scene->rig);
    g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
    culm_test_rig_start_engine (scene->rig);
    take_engine (scene);
  }
  culm_test_rig_do (scene->rig, scene->printer, "hms", UNKNOWN_HMS);
  g_assert_true (culm_test_wait_for (is_asking, scene, 10));
}

static CulmFaultRecord *
get_record (Scene *scene, guint position)
{
  GListModel *records = culm_fault_journal_get_records (scene->journal, scene->printer);
  g_autoptr (CulmFaultRecord) record = g_list_model_get_item (records, position);

  return record; /* the list holds it */
}

static gboolean
is_cleared (gpointer data)
{
  CulmFaultRecord *record = get_record (data, 0);

  return record != NULL && culm_fault_record_get_cleared (record) > 0;
}

static gboolean
is_raised (gpointer data)
{
  CulmFaultRecord *record = get_record (data, 0);

  return record != NULL && culm_fault_record_get_cleared (record) == 0;
}

/* Dismissed until it comes back, over a restart as well; the list keeps both times. */
static void
test_journal (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_null (get_record (scene, 0));
  culm_test_rig_do (scene->rig, scene->printer, "hms", KNOWN_HMS);
  g_assert_true (culm_test_wait_for (is_raised, scene, 10));
  g_assert_cmpstr (culm_fault_get_code (culm_fault_record_get_fault (get_record (scene, 0))), ==, KNOWN_CODE);
  g_assert_cmpint (culm_fault_record_get_raised (get_record (scene, 0)), >, 1000000);
  g_assert_false (culm_fault_journal_is_dismissed (scene->journal, scene->printer, get_fault (scene)));
  culm_fault_journal_dismiss (scene->journal, scene->printer, get_fault (scene));
  g_assert_true (culm_fault_journal_is_dismissed (scene->journal, scene->printer, get_fault (scene)));

  culm_test_rig_drop_engine (scene->rig);
  culm_test_rig_start_engine (scene->rig);
  take_engine (scene);
  g_assert_true (culm_test_wait_for (has_fault, scene, 10));
  g_assert_true (culm_fault_journal_is_dismissed (scene->journal, scene->printer, get_fault (scene)));
  g_assert_cmpuint (g_list_model_get_n_items (culm_fault_journal_get_records (scene->journal, scene->printer)), ==, 1);

  culm_test_rig_do (scene->rig, scene->printer, "hms", "null");
  g_assert_true (culm_test_wait_for (is_cleared, scene, 10));
  culm_test_rig_do (scene->rig, scene->printer, "hms", KNOWN_HMS);
  g_assert_true (culm_test_wait_for (is_raised, scene, 10));
  g_assert_false (culm_fault_journal_is_dismissed (scene->journal, scene->printer, get_fault (scene)));
}

static void
test_languages (void)
{
  static const struct {
    const char *first, *language;
  } rows[] = { { "de_DE.UTF-8", "de" }, { "pt_BR", "pt" }, { "C", "en" },
               { "POSIX", "en" },       { "", "en" },      { "ast", "en" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *names[] = { rows[i].first, NULL };
    g_autofree char *language = culm_fault_library_choose_language (names);

    g_assert_cmpstr (language, ==, rows[i].language);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/languages", test_languages);
  g_test_add ("/faults/asks-then-fetches", Scene, NULL, set_up, test_asks_then_fetches, tear_down);
  g_test_add ("/faults/no-means-no", Scene, NULL, set_up, test_no_means_no, tear_down);
  g_test_add ("/faults/lan-only", Scene, NULL, set_up, test_lan_only, tear_down);
  g_test_add ("/faults/renews", Scene, NULL, set_up, test_renews, tear_down);
  g_test_add ("/faults/damaged-file", Scene, NULL, set_up, test_damaged_file, tear_down);
  g_test_add ("/faults/journal", Scene, NULL, set_up, test_journal, tear_down);
  return g_test_run ();
}
