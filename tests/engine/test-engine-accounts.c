/* test-engine-accounts.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* Two accounts side by side, each at a service of its own, in two contracts. */
#include "culm-error.h"
#include "culm-test-rig.h"

typedef struct {
  CulmTestRig *rig; /* the first service, and the engine */
  CulmTestSim *other;
} Bench;

/* Both certificates in one file, as CULM_CA_FILE takes it. */
static void
trust_both (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->rig->home, "ca.pem", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *both = NULL;

  g_assert_true (g_file_get_contents (culm_test_sim_get_ca (bench->rig->sim), &first, NULL, NULL));
  g_assert_true (g_file_get_contents (culm_test_sim_get_ca (bench->other), &second, NULL, NULL));
  both = g_strconcat (first, second, NULL);
  g_assert_true (g_file_set_contents (path, both, -1, NULL));
  g_setenv ("CULM_CA_FILE", path, TRUE);
}

static void
sign_in_at_other (Bench *bench)
{
  g_autoptr (CulmSignIn) sign_in = culm_engine_begin_sign_in (bench->rig->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_assert_true (culm_sign_in_set_region (sign_in, culm_test_sim_get_rest (bench->other), NULL, &error));
  culm_sign_in_password_async (sign_in, culm_test_sim_get_account (bench->other),
                               culm_test_sim_get_password (bench->other), NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  g_assert_true (culm_sign_in_finish (sign_in, result, &error));
  g_assert_cmpint (culm_sign_in_get_step (sign_in), ==, CULM_SIGN_IN_DONE);
}

/* `data` is the seed of the second service: with the same one it has the same printers. */
static void
set_up (Bench *bench, gconstpointer data)
{
  const char *first[] = { "--auth", "password", "--models", "P1S:idle", "--printers", "1", NULL };
  const char *second[] = { "--auth",     "password", "--models", "P1S:idle", "--printers", "1",
                           "--contract", "seed",     "--seed",   data,       NULL };

  bench->rig = culm_test_rig_new (first);
  bench->other = culm_test_sim_start (second);
  trust_both (bench);
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_rig_free (bench->rig);
  culm_test_sim_free (bench->other);
}

static CulmAccount *
get_account (Bench *bench, guint position)
{
  g_autoptr (CulmAccount) account = g_list_model_get_item (culm_engine_get_accounts (bench->rig->engine), position);

  g_assert_nonnull (account);
  return account; /* the list keeps it */
}

static guint
count_printers (Bench *bench)
{
  return g_list_model_get_n_items (culm_engine_get_printers (bench->rig->engine));
}

static gboolean
all_are_heard (gpointer data)
{
  Bench *bench = data;

  for (guint i = 0; i < count_printers (bench); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (culm_engine_get_printers (bench->rig->engine), i);

    if (!culm_printer_get_complete (printer) || culm_printer_get_stale (printer))
      return FALSE;
  }
  return count_printers (bench) > 0;
}

static gboolean
both_are_there (gpointer data)
{
  Bench *bench = data;

  return count_printers (bench) == 2 && all_are_heard (bench) &&
         culm_account_get_state (get_account (bench, 0)) == CULM_ACCOUNT_ONLINE &&
         culm_account_get_state (get_account (bench, 1)) == CULM_ACCOUNT_ONLINE;
}

static guint
count_commands (CulmTestSim *sim)
{
  g_autoptr (JsonNode) seen = culm_test_sim_control (sim, "GET", "/commands", NULL);

  return json_array_get_length (json_node_get_array (seen));
}

static gboolean
is_expired (gpointer account)
{
  return culm_account_get_state (account) == CULM_ACCOUNT_EXPIRED;
}

static void
sign_out (Bench *bench, CulmAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_sign_out_async (bench->rig->engine, account, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  g_assert_true (culm_engine_sign_out_finish (bench->rig->engine, result, &error));
}

/* Each printer is steered over its own service, in the dialect of that; one token that dies, and one account that goes,
 * is nothing to the other. */
static void
test_side_by_side (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmSignIn) first = culm_test_rig_sign_in (bench->rig);
  g_autoptr (JsonNode) expired = NULL;
  g_autoptr (GError) error = NULL;
  CulmPrinter *mine, *others;

  sign_in_at_other (bench);
  g_assert_true (culm_test_wait_for (both_are_there, bench, 30));
  mine = culm_engine_find_printer (bench->rig->engine, culm_test_sim_get_serial (bench->rig->sim, 0));
  others = culm_engine_find_printer (bench->rig->engine, culm_test_sim_get_serial (bench->other, 0));
  g_assert_true (culm_test_rig_send (mine, "bed", "50", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_commands (bench->rig->sim), ==, 1);
  g_assert_cmpuint (count_commands (bench->other), ==, 0);
  g_assert_true (culm_test_rig_send (others, "bed", "51", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_commands (bench->rig->sim), ==, 1);
  g_assert_cmpuint (count_commands (bench->other), ==, 1);

  expired = culm_test_sim_control (bench->rig->sim, "POST", "/account", "{\"expire\":true}");
  culm_engine_refresh_async (bench->rig->engine, NULL, NULL, NULL);
  g_assert_true (culm_test_wait_for (is_expired, get_account (bench, 0), 20));
  g_assert_cmpint (culm_account_get_state (get_account (bench, 1)), ==, CULM_ACCOUNT_ONLINE);
  g_assert_true (culm_engine_can_upload (bench->rig->engine));
  g_assert_true (culm_printer_get_stale (mine));
  g_assert_true (culm_test_rig_send (others, "bed", "52", &error));
  sign_out (bench, get_account (bench, 0));
  g_assert_cmpuint (count_printers (bench), ==, 1);
  g_assert_true (culm_test_rig_send (others, "bed", "53", &error));

  /* After a new start it is still there, alone. */
  culm_test_rig_drop_engine (bench->rig);
  g_clear_object (&first);
  culm_test_rig_start_engine (bench->rig);
  g_assert_cmpstr (culm_account_get_region (get_account (bench, 0)), ==, culm_test_sim_get_rest (bench->other));
  g_assert_true (culm_test_wait_for (all_are_heard, bench, 30));
}

/* A printer that both have is one printer; when its account goes it is the other's. */
static void
test_shared_printer (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmSignIn) first = culm_test_rig_sign_in (bench->rig);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (culm_test_sim_get_serial (bench->rig->sim, 0), ==, culm_test_sim_get_serial (bench->other, 0));
  g_assert_true (culm_test_wait_for (all_are_heard, bench, 30));
  sign_in_at_other (bench);
  culm_test_rig_refresh (bench->rig);
  g_assert_cmpuint (count_printers (bench), ==, 1);
  sign_out (bench, get_account (bench, 0));
  g_assert_true (culm_test_wait_for (all_are_heard, bench, 30));
  g_assert_cmpuint (count_printers (bench), ==, 1);
  g_assert_true (culm_test_rig_send (culm_test_rig_get_printer (bench->rig, "P1S"), "bed", "50", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_commands (bench->rig->sim), ==, 0);
  g_assert_cmpuint (count_commands (bench->other), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/engine-accounts/side-by-side", Bench, "2", set_up, test_side_by_side, tear_down);
  g_test_add ("/engine-accounts/shared-printer", Bench, "1", set_up, test_shared_printer, tear_down);
  return g_test_run ();
}
