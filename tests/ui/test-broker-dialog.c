/* test-broker-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker-banner.h"
#include "culm-broker-dialog.h"
#include "culm-broker-list.h"
#include "culm-test-display.h"
#include "culm-test-fixture.h"

static const char *const args[] = { "--contract", "seed", "--models", "P1S:printing", "--printers", "1", NULL };

static void
type (GtkWidget *dialog, const char *title, const char *text)
{
  GtkWidget *row = culm_test_find_row (dialog, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
submit (GtkWidget *dialog)
{
  gtk_widget_activate_action (dialog, "broker.submit", NULL);
}

static void
expect_refusal (GtkWidget *dialog, const char *sentence)
{
  submit (dialog);
  culm_test_wait (culm_test_says (dialog, sentence));
}

static gboolean
is_live (CulmTestFixture *f)
{
  CulmPrinter *printer = culm_engine_find_printer (f->engine, culm_test_sim_get_serial (f->sim, 0));

  return printer != NULL && culm_printer_get_complete (printer) && !culm_printer_get_stale (printer);
}

/* From the first page to a live printer, with every slip that a person can make on the way. */
static void
test_adds (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *port = g_strdup_printf ("%u", culm_test_sim_get_mqtt_port (f->sim));
  GtkWidget *dialog;

  culm_test_settle (f->window);
  g_assert_true (culm_test_says (f->window, "Welcome to Culm"));
  gtk_widget_activate_action (f->window, "win.add-broker", NULL);
  dialog = culm_test_find_window (CULM_TYPE_BROKER_DIALOG);
  g_assert_nonnull (dialog);
  expect_refusal (dialog, "Type the broker’s host: a name or a number.");
  type (dialog, "Host", culm_test_sim_get_mqtt_host (f->sim));
  type (dialog, "Port (optional)", "many");
  expect_refusal (dialog, "The port is a number from 1 to 65535.");
  type (dialog, "Port (optional)", port);
  type (dialog, "User", "");
  expect_refusal (dialog, "Type the user that the broker knows. Printers know bblp.");
  type (dialog, "User", "bblp");
  type (dialog, "Serial number", "a serial");
  expect_refusal (dialog, "Type the printer’s serial number: letters and digits, as its screen shows them.");
  type (dialog, "Serial number", culm_test_sim_get_serial (f->sim, 0));
  type (dialog, "Password or access code", "wrong");
  expect_refusal (dialog, "The broker did not accept the user or the password. Type them again.");
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_brokers (f->engine)), ==, 0);
  type (dialog, "Password or access code", culm_test_sim_get_access_code (f->sim, 0));
  submit (dialog);
  culm_test_wait (is_live (f));
  culm_test_wait (culm_test_find_window (CULM_TYPE_BROKER_DIALOG) == NULL);
  culm_test_settle (f->window);
  g_assert_false (culm_test_says (f->window, "Welcome to Culm"));
  g_assert_true (culm_test_says (f->window, culm_test_sim_get_serial (f->sim, 0)));
}

/* A password that changes is asked for again, and typed in where the banner leads to. */
static void
test_renews (CulmTestFixture *f, gconstpointer user_data)
{
  GtkWidget *banner = culm_test_find (f->window, CULM_TYPE_BROKER_BANNER);
  GtkRevealer *revealer = GTK_REVEALER (culm_test_find (banner, GTK_TYPE_REVEALER));
  g_autoptr (JsonNode) refused = NULL;
  g_autoptr (JsonNode) over = NULL;
  GtkWidget *dialog;

  test_adds (f, user_data);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  refused = culm_test_sim_control (f->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"status\",\"value\":5}");
  culm_test_wait (gtk_revealer_get_reveal_child (revealer));
  g_assert_true (culm_test_says (f->window, "Type Password…"));
  gtk_widget_activate (culm_test_find (banner, GTK_TYPE_BUTTON));
  culm_test_wait (culm_test_find_window (CULM_TYPE_BROKER_DIALOG) != NULL);
  dialog = culm_test_find_window (CULM_TYPE_BROKER_DIALOG);
  g_assert_false (gtk_widget_get_mapped (culm_test_find_row (dialog, "Host")));
  over = culm_test_sim_control (f->sim, "DELETE", "/fault", NULL);
  type (dialog, "Password or access code", culm_test_sim_get_access_code (f->sim, 0));
  submit (dialog);
  culm_test_wait (culm_test_find_window (CULM_TYPE_BROKER_DIALOG) == NULL);
  culm_test_wait (!gtk_revealer_get_reveal_child (revealer));
  culm_test_wait (is_live (f));
}

/* A dialog that goes while the broker is being tried. */
static void
test_closes_at_once (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *port = g_strdup_printf ("%u", culm_test_sim_get_mqtt_port (f->sim));
  GtkWidget *dialog;
  gpointer weak;

  gtk_widget_activate_action (f->window, "win.add-broker", NULL);
  weak = dialog = culm_test_find_window (CULM_TYPE_BROKER_DIALOG);
  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  type (dialog, "Host", culm_test_sim_get_mqtt_host (f->sim));
  type (dialog, "Port (optional)", port);
  type (dialog, "Serial number", culm_test_sim_get_serial (f->sim, 0));
  type (dialog, "Password or access code", culm_test_sim_get_access_code (f->sim, 0));
  gtk_widget_activate_action (dialog, "broker.submit", NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
  culm_test_wait (weak == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_brokers (f->engine)), ==, 0);
}

/* What is said of going without encryption, and that it makes the certificate pointless. */
static void
test_warns_of_plain (void)
{
  GtkWidget *dialog = culm_test_show (culm_broker_dialog_new (NULL, NULL, NULL));
  GtkWidget *plain = culm_test_find (dialog, GTK_TYPE_SWITCH);
  static const char warning[] = "Everybody on the way to the broker can read the password and steer the printer. Do "
                                "this only in a network of your own.";

  g_assert_false (culm_test_says (dialog, warning));
  g_assert_true (gtk_widget_get_sensitive (culm_test_find_row (dialog, "Certificate")));
  gtk_switch_set_active (GTK_SWITCH (plain), TRUE);
  culm_test_settle (dialog);
  g_assert_true (culm_test_says (dialog, warning));
  g_assert_false (gtk_widget_get_sensitive (culm_test_find_row (dialog, "Certificate")));
  culm_test_assert_named (plain, "Without encryption");
  culm_test_assert_finalises (dialog, dialog);
}

/* Rows come and go with the brokers; where there is none there is no list. */
static void
test_lists (void)
{
  g_autoptr (GListStore) brokers = g_list_store_new (CULM_TYPE_BROKER);
  g_autoptr (CulmBroker) broker = culm_broker_new ("S<1>", "192.0.2.7", 8883, FALSE, "bblp", NULL);
  GtkWidget *list = g_object_new (CULM_TYPE_BROKER_LIST, NULL);
  GtkWidget *window = culm_test_show (list);

  culm_broker_list_set_brokers (CULM_BROKER_LIST (list), NULL, G_LIST_MODEL (brokers));
  g_assert_false (gtk_widget_get_visible (list));
  g_list_store_append (brokers, broker);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "192.0.2.7:8883 · bblp"));
  g_assert_true (culm_test_says (window, "S<1>"));
  culm_broker_set_state (broker, CULM_BROKER_REFUSED, NULL);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "192.0.2.7:8883 · bblp · not accepted"));
  g_list_store_remove_all (brokers);
  g_assert_false (gtk_widget_get_visible (list));
  culm_test_assert_finalises (window, list);
}

int
main (int argc, char *argv[])
{
  culm_test_fixture_init (&argc, &argv);
  g_test_add ("/broker-dialog/adds", CulmTestFixture, args, culm_test_fixture_set_up, test_adds,
              culm_test_fixture_tear_down);
  g_test_add ("/broker-dialog/renews", CulmTestFixture, args, culm_test_fixture_set_up, test_renews,
              culm_test_fixture_tear_down);
  g_test_add ("/broker-dialog/closes-at-once", CulmTestFixture, args, culm_test_fixture_set_up, test_closes_at_once,
              culm_test_fixture_tear_down);
  g_test_add_func ("/broker-dialog/warns-of-plain", test_warns_of_plain);
  g_test_add_func ("/broker-dialog/lists", test_lists);
  return g_test_run ();
}
