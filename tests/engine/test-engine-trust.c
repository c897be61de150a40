/* test-engine-trust.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-lan.h"
#include "culm-engine-private.h"
#include "culm-engine-roots.h"
#include "culm-error.h"
#include "culm-lan-keeper.h"
#include "culm-test-certificate.h"
#include "culm-test-rig.h"
#include <glib/gstdio.h>

#define LONG 60 /* s: a machine may be slow */

static const char *const args[] = { "--lan", "--models", "P1S:idle", "--printers", "1", NULL };

static CulmLanPorts
get_ports (CulmTestRig *rig)
{
  CulmLanPorts ports = CULM_LAN_PORTS_INIT;

  ports.mqtt = culm_test_sim_get_port (rig->sim, 0, "mqtt");
  ports.detect = culm_test_sim_get_port (rig->sim, 0, "detect");
  ports.ftps = culm_test_sim_get_port (rig->sim, 0, "ftps");
  return ports;
}

static CulmFoundPrinter *
look_at (CulmTestRig *rig)
{
  CulmLanPorts ports = get_ports (rig);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_look_at_async (rig->engine, culm_test_sim_get_address (rig->sim, 0), &ports, NULL, culm_test_keep_result,
                             &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_look_at_finish (rig->engine, result, NULL);
}

static CulmLanDraft
make_draft (CulmTestRig *rig, const char *fingerprint)
{
  return (CulmLanDraft){ .host = culm_test_sim_get_address (rig->sim, 0),
                         .serial = culm_test_sim_get_serial (rig->sim, 0),
                         .fingerprint = fingerprint,
                         .code = culm_test_sim_get_access_code (rig->sim, 0),
                         .model = "C12",
                         .ports = get_ports (rig) };
}

static gboolean
add (CulmTestRig *rig, const char *fingerprint, GError **error)
{
  CulmLanDraft draft = make_draft (rig, fingerprint);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_add_printer_async (rig->engine, &draft, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_add_printer_finish (rig->engine, result, error);
}

static int
add_roots (CulmTestRig *rig, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_add_roots_async (rig->engine, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_add_roots_finish (rig->engine, result, error);
}

static char *
get_printer_ca (CulmTestRig *rig)
{
  return g_build_filename (culm_test_sim_get_state_dir (rig->sim), "printer-ca.pem", NULL);
}

static char *
make_other_ca (CulmTestRig *rig)
{
  culm_test_certificate_write (rig->home, "other", "BBL CA", NULL, NULL, TRUE); /* only by its name */
  return g_build_filename (rig->home, "other.pem", NULL);
}

static gboolean
remove_root (CulmTestRig *rig, const char *fingerprint, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_remove_root_async (rig->engine, fingerprint, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, LONG);
  return culm_engine_remove_root_finish (rig->engine, result, error);
}

static void
do_to (CulmTestRig *rig, const char *what, const char *value)
{
  g_autofree char *path = g_strdup_printf ("/printers/%s/do", culm_test_sim_get_serial (rig->sim, 0));
  g_autofree char *body = g_strdup_printf ("{\"what\":\"%s\",\"value\":%s}", what, value);
  g_autoptr (JsonNode) answer = culm_test_sim_control (rig->sim, "POST", path, body);
}

static void
renew_certificate (CulmTestRig *rig)
{
  do_to (rig, "renew-certificate", "null");
  do_to (rig, "lan", "false");
  do_to (rig, "lan", "true");
}

static CulmLanPrinter *
get_lan (CulmTestRig *rig)
{
  return culm_engine_find_lan_printer (rig->engine, culm_test_sim_get_serial (rig->sim, 0));
}

typedef struct {
  CulmTestRig *rig;
  CulmLanState state;
  const char *other_than; /* nullable: a fingerprint that was accepted no more */
} Wanted;

static gboolean
is_so (gpointer data)
{
  const Wanted *wanted = data;
  CulmLanPrinter *lan = get_lan (wanted->rig);

  return culm_lan_printer_get_state (lan) == wanted->state &&
         g_strcmp0 (culm_lan_printer_get_fingerprint (lan), wanted->other_than) != 0;
}

static void
await_state (CulmTestRig *rig, CulmLanState state, const char *other_than)
{
  Wanted wanted = { rig, state, other_than };

  culm_test_wait_until (is_so, &wanted, LONG * 1000);
}

/* Whether a service of the printer would be told the access code by whoever shows what the printer shows now. */
static gboolean
is_met (CulmTestRig *rig, const char *leaf_path)
{
  CulmLanKeeper *keeper = culm_engine_get_lan_keeper (rig->engine);
  CulmLanDraft draft = make_draft (rig, "0000");
  g_autoptr (CulmLanRecord) record = culm_lan_record_new (&draft);
  g_autoptr (CulmLanTarget) target = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (leaf_path, NULL);
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GBytes) leaf = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  leaf = g_bytes_new (der->data, der->len);
  target = culm_lan_keeper_make_target (keeper, record, record->ports.ftps);
  return culm_lan_target_check (target, leaf, NULL, NULL);
}

/* With a known issuer there is no question about the fingerprint, and a renewed certificate needs none either. */
static void
test_known (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *ca = get_printer_ca (rig);
  g_autofree char *leaf = g_build_filename (culm_test_sim_get_state_dir (rig->sim), "printers",
                                            culm_test_sim_get_serial (rig->sim, 0), "certificate.pem", NULL);
  g_autoptr (CulmFoundPrinter) unknown = look_at (rig);
  g_autoptr (CulmFoundPrinter) known = NULL;
  g_autofree char *first = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (culm_found_printer_get_issuer (unknown));
  g_assert_false (is_met (rig, leaf) || add (rig, "0000", NULL));
  g_assert_cmpint (add_roots (rig, ca, &error), ==, 1);
  g_assert_no_error (error);
  known = look_at (rig);
  g_assert_cmpstr (culm_found_printer_get_issuer (known), ==, "BBL CA");
  g_assert_true (add (rig, culm_found_printer_get_fingerprint (known), &error));
  await_state (rig, CULM_LAN_ONLINE, NULL);
  g_assert_true (is_met (rig, leaf));
  first = g_strdup (culm_lan_printer_get_fingerprint (get_lan (rig)));
  renew_certificate (rig);
  await_state (rig, CULM_LAN_ONLINE, first);
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig); /* issuers and the renewed certificate were kept */
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_known_roots (rig->engine)), ==, 1);
  await_state (rig, CULM_LAN_ONLINE, first);
}

/* Another authority of the same name vouches for nobody: the certificate is a question, and so is a changed one, until
 * the true issuer is known. */
static void
test_wrong_authority (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *ca = get_printer_ca (rig);
  g_autofree char *other = make_other_ca (rig);
  g_autoptr (CulmFoundPrinter) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (add_roots (rig, other, NULL), ==, 1);
  found = look_at (rig);
  g_assert_null (culm_found_printer_get_issuer (found));
  g_assert_false (add (rig, "0000", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
  g_assert_true (add (rig, culm_found_printer_get_fingerprint (found), NULL));
  await_state (rig, CULM_LAN_ONLINE, NULL);
  renew_certificate (rig);
  await_state (rig, CULM_LAN_CHANGED, NULL);
  g_assert_cmpint (add_roots (rig, ca, NULL), ==, 1);
  await_state (rig, CULM_LAN_ONLINE, culm_found_printer_get_fingerprint (found));
}

/* What stands there can be neither read nor taken away as a file. */
static void
block_file (const char *path)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

/* What is added twice counts once; what is removed is gone from the disk as well, or is still there. */
static void
test_list (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *ca = get_printer_ca (rig);
  g_autofree char *other = make_other_ca (rig);
  g_autofree char *key = g_build_filename (rig->home, "other.key", NULL);
  g_autofree char *file = g_build_filename (g_get_user_data_dir (), "culm", culm_engine_get_profile (rig->engine),
                                            "printer-roots.pem", NULL);
  GListModel *roots = culm_engine_get_known_roots (rig->engine);
  g_autoptr (CulmKnownRoot) root = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (roots), ==, 0);
  g_assert_cmpint (add_roots (rig, ca, NULL), ==, 1);
  g_assert_cmpint (add_roots (rig, ca, NULL), ==, 0);
  g_assert_cmpint (add_roots (rig, other, NULL), ==, 1);
  g_assert_cmpint (add_roots (rig, key, &error), ==, -1);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (roots), ==, 2);
  root = g_list_model_get_item (roots, 0);
  g_assert_cmpstr (culm_known_root_get_name (root), ==, "BBL CA");
  g_assert_cmpint (culm_known_root_get_last (root), >, g_get_real_time () / G_USEC_PER_SEC);
  g_assert_true (remove_root (rig, culm_known_root_get_fingerprint (root), NULL));
  g_assert_false (remove_root (rig, culm_known_root_get_fingerprint (root), &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  roots = culm_engine_get_known_roots (rig->engine);
  g_assert_cmpuint (g_list_model_get_n_items (roots), ==, 1);
  g_clear_object (&root);
  root = g_list_model_get_item (roots, 0);
  block_file (file);
  g_assert_false (remove_root (rig, culm_known_root_get_fingerprint (root), &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (roots), ==, 1);
  g_assert_cmpint (g_rmdir (file), ==, 0);
  g_assert_true (remove_root (rig, culm_known_root_get_fingerprint (root), NULL));
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_known_roots (rig->engine)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-trust/known", test_known);
  g_test_add_func ("/engine-trust/wrong-authority", test_wrong_authority);
  g_test_add_func ("/engine-trust/list", test_list);
  return g_test_run ();
}
