/* test-engine-brokers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-rig.h"

static const char *const seed_args[] = { "--contract", "seed", "--models", "P1S:printing", "--printers", "2", NULL };

static CulmBrokerDraft
make_draft (CulmTestRig *rig, guint index)
{
  CulmBrokerDraft draft = { .serial = culm_test_sim_get_serial (rig->sim, index),
                            .host = culm_test_sim_get_mqtt_host (rig->sim),
                            .port = (guint16) culm_test_sim_get_mqtt_port (rig->sim),
                            .user = CULM_BROKER_USER,
                            .password = culm_test_sim_get_access_code (rig->sim, index),
                            .ca_file = culm_test_sim_get_ca (rig->sim) };

  return draft;
}

static gboolean
add_broker (CulmTestRig *rig, const CulmBrokerDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_add_broker_async (rig->engine, draft, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_engine_add_broker_finish (rig->engine, result, error);
}

static gboolean
renew_broker (CulmTestRig *rig, const char *serial, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_renew_broker_async (rig->engine, serial, password, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_engine_renew_broker_finish (rig->engine, result, error);
}

static gboolean
remove_broker (CulmTestRig *rig, const char *serial, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_remove_broker_async (rig->engine, serial, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_engine_remove_broker_finish (rig->engine, result, error);
}

typedef struct {
  CulmEngine *engine;
  const char *serial;
  CulmBrokerState state;
} Wanted;

static gboolean
is_live (gpointer data)
{
  const Wanted *wanted = data;
  CulmPrinter *printer = culm_engine_find_printer (wanted->engine, wanted->serial);

  return printer != NULL && culm_printer_get_complete (printer) && !culm_printer_get_stale (printer);
}

static gboolean
has_state (gpointer data)
{
  const Wanted *wanted = data;
  CulmBroker *broker = culm_engine_find_broker (wanted->engine, wanted->serial);

  return broker != NULL && culm_broker_get_state (broker) == wanted->state;
}

static CulmPrinter *
await_live (CulmTestRig *rig, const char *serial)
{
  Wanted wanted = { .engine = rig->engine, .serial = serial };

  culm_test_wait_until (is_live, &wanted, 20000);
  return culm_engine_find_printer (rig->engine, serial);
}

static void
await_broker (CulmTestRig *rig, const char *serial, CulmBrokerState state)
{
  Wanted wanted = { rig->engine, serial, state };

  culm_test_wait_until (has_state, &wanted, 20000);
}

/* Without any account: live, steered in the seed's form, and there again after a new start. */
static void
test_alone (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (seed_args);
  CulmBrokerDraft draft = make_draft (rig, 0);
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;

  g_assert_true (add_broker (rig, &draft, &error));
  g_assert_no_error (error);
  await_broker (rig, draft.serial, CULM_BROKER_ONLINE);
  printer = await_live (rig, draft.serial);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_printers (rig->engine)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_accounts (rig->engine)), ==, 0);
  g_assert_cmpstr (culm_printer_get_model (printer), ==, "P1S");
  g_assert_true (culm_test_rig_send (printer, "pause", NULL, &error));
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "{\"print\":{\"command\":\"pause\"}}"), ==, 1);
  culm_test_rig_await_event (rig, CULM_EVENT_PRINT_PAUSED, printer, 10);
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  printer = culm_engine_find_printer (rig->engine, draft.serial);
  g_assert_true (culm_printer_get_stale (printer)); /* from the cache */
  g_assert_cmpint (culm_printer_get_state (printer), ==, CULM_PRINTER_STATE_PAUSED);
  await_live (rig, draft.serial);
  g_assert_false (culm_engine_can_upload (rig->engine));
}

/* An account's printer belongs to its broker while there is one, as one object in the list. */
static void
test_beside_an_account (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (seed_args);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  GListModel *printers = culm_engine_get_printers (rig->engine);
  CulmBrokerDraft draft = make_draft (rig, 1);
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;

  culm_test_rig_refresh (rig);
  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, 2);
  g_assert_true (add_broker (rig, &draft, &error));
  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, 2);
  await_live (rig, draft.serial);
  culm_test_rig_refresh (rig); /* the account still names it, and lets it be */
  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, 2);
  printer = await_live (rig, draft.serial);
  g_assert_cmpstr (culm_printer_get_name (printer), ==, draft.serial);
  g_assert_true (remove_broker (rig, draft.serial, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_brokers (rig->engine)), ==, 0);
  printer = await_live (rig, draft.serial); /* the account's again */
  g_assert_cmpstr (culm_printer_get_name (printer), ==, culm_test_sim_get_name (rig->sim, 1));
  g_assert_false (remove_broker (rig, draft.serial, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

static guint
count_refusals (CulmBroker *broker G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, guint *n)
{
  return ++*n;
}

/* A password that changes is asked for again: said once, no second try by itself. */
static void
test_password_changes (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (seed_args);
  CulmBrokerDraft draft = make_draft (rig, 0);
  g_autoptr (JsonNode) refused = NULL;
  g_autoptr (JsonNode) over = NULL;
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;
  guint n_errors = 0;

  draft.password = "wrong";
  g_assert_false (add_broker (rig, &draft, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_assert_null (culm_engine_find_broker (rig->engine, draft.serial));
  draft.password = culm_test_sim_get_access_code (rig->sim, 0);
  g_assert_true (add_broker (rig, &draft, NULL));
  printer = await_live (rig, draft.serial);
  refused = culm_test_sim_control (rig->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"status\",\"value\":5}");
  await_broker (rig, draft.serial, CULM_BROKER_REFUSED);
  g_assert_error (culm_broker_get_error (culm_engine_find_broker (rig->engine, draft.serial)), CULM_ERROR,
                  CULM_ERROR_UNAUTHORISED);
  g_assert_true (culm_printer_get_stale (printer));
  g_signal_connect (culm_engine_find_broker (rig->engine, draft.serial), "notify::error", G_CALLBACK (count_refusals),
                    &n_errors);
  culm_test_run_for (3000); /* the first retry would come after one second */
  g_assert_cmpuint (n_errors, ==, 0);
  g_clear_error (&error);
  g_assert_false (renew_broker (rig, draft.serial, "wrong as well", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  over = culm_test_sim_control (rig->sim, "DELETE", "/fault", NULL);
  g_assert_true (renew_broker (rig, draft.serial, draft.password, NULL));
  await_broker (rig, draft.serial, CULM_BROKER_ONLINE);
  await_live (rig, draft.serial);
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig); /* with the certificate that was copied twice */
  await_live (rig, draft.serial);
}

/* A printer that is away stays away when the connection to the broker breaks and comes back: nothing is told twice. */
static void
test_offline_printer (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (seed_args);
  CulmBrokerDraft draft = make_draft (rig, 0);
  g_autoptr (JsonNode) cut = NULL;
  CulmPrinter *printer;

  g_assert_true (add_broker (rig, &draft, NULL));
  printer = await_live (rig, draft.serial);
  culm_test_rig_do (rig, printer, "offline", NULL);
  culm_test_rig_await_event (rig, CULM_EVENT_DEVICE_OFFLINE, printer, 10);
  cut = culm_test_sim_control (rig->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"reset\"}");
  await_broker (rig, draft.serial, CULM_BROKER_OFFLINE);
  await_broker (rig, draft.serial, CULM_BROKER_ONLINE);
  culm_test_run_for (500);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_ONLINE, NULL), ==, 0);
  culm_test_rig_do (rig, printer, "online", NULL);
  await_live (rig, draft.serial);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_OFFLINE, NULL), ==, 1);
}

static void
test_drafts_that_cannot_be (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (seed_args);
  const CulmBrokerDraft good = make_draft (rig, 0);
  CulmBrokerDraft drafts[] = { good, good, good, good, good };

  drafts[0].serial = "../../x";
  drafts[1].model = "Z9";
  drafts[2].host = "";
  drafts[3].user = "";
  drafts[4].ca_file = g_test_get_filename (G_TEST_BUILT, "..", "build.ninja", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (add_broker (rig, &drafts[i], &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-brokers/alone", test_alone);
  g_test_add_func ("/engine-brokers/beside-an-account", test_beside_an_account);
  g_test_add_func ("/engine-brokers/password-changes", test_password_changes);
  g_test_add_func ("/engine-brokers/offline-printer", test_offline_printer);
  g_test_add_func ("/engine-brokers/drafts-that-cannot-be", test_drafts_that_cannot_be);
  return g_test_run ();
}
