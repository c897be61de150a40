/* test-engine-firmware.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-report-machine.h"
#include "culm-test-rig.h"

static gboolean
load (CulmTestRig *rig, CulmPrinter *printer, char **version, char **notes, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_load_firmware_async (rig->engine, printer, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_engine_load_firmware_finish (rig->engine, result, version, notes, error);
}

/* What the service offers is what the printer itself says is on offer, and comes with the vendor's notes. */
static void
test_is_offered (gconstpointer contract)
{
  const char *args[] = { "--contract", contract, "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  GListModel *printers;
  guint n_offers = 0, n_none = 0;

  culm_test_rig_connect (rig);
  printers = culm_engine_get_printers (rig->engine);
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);
    g_autofree char *version = NULL, *notes = NULL;
    g_autoptr (GError) error = NULL;

    load (rig, printer, &version, &notes, &error);
    g_assert_no_error (error);
    if (culm_printer_get_online (printer))
      g_assert_cmpstr (version, ==, culm_report_get_upgrade (culm_printer_get_report (printer)).available);
    g_assert_cmpint (version != NULL, ==, notes != NULL && *notes != '\0');
    n_offers += version != NULL;
    n_none += version == NULL;
  }
  g_assert_cmpuint (n_offers, >=, 1);
  g_assert_cmpuint (n_none, >=, 1);
}

/* What is no version is not shown as one. */
static void
test_no_version (gconstpointer contract)
{
  const char *args[] = {
    "--contract", contract, "--auth", "password", "--models", "P1S:idle", "--printers", "1", NULL
  };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *fault = NULL, *version = NULL, *notes = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  fault =
      g_strdup_printf ("{\"where\":\"rest\",\"path\":\"/v1/iot-service/api/user/device/version\",\"what\":\"status\","
                       "\"value\":{\"status\":200,\"body\":{\"devices\":[{\"dev_id\":\"%s\",\"firmware\":[{"
                       "\"version\":\"the next one\",\"status\":\"release\"}]}]}}}",
                       culm_printer_get_serial (printer));
  answer = culm_test_sim_control (rig->sim, "POST", "/fault", fault);
  g_assert_nonnull (answer);
  g_assert_false (load (rig, printer, &version, &notes, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_UPDATER_INVALID_VERSION");
}

static void
test_stranger (void)
{
  const char *args[] = { "--auth", "password", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmPrinter) stranger = culm_printer_new ("01P00A000000001");
  g_autofree char *version = NULL, *notes = NULL;
  g_autoptr (GError) error = NULL;

  culm_test_rig_connect (rig);
  g_assert_false (load (rig, stranger, &version, &notes, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/engine-firmware/is-offered/service", "service", test_is_offered);
  g_test_add_data_func ("/engine-firmware/is-offered/seed", "seed", test_is_offered);
  g_test_add_data_func ("/err-names/ERR_UPDATER_INVALID_VERSION/service", "service", test_no_version);
  g_test_add_data_func ("/err-names/ERR_UPDATER_INVALID_VERSION/seed", "seed", test_no_version);
  g_test_add_func ("/engine-firmware/stranger", test_stranger);
  return g_test_run ();
}
