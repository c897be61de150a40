/* test-add-printer-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-add-printer-dialog.h"
#include "culm-engine-roots.h"
#include "culm-import-dialog.h"
#include "culm-import-row.h"
#include "culm-lan-trouble.h"
#include "culm-test-display.h"
#include "culm-test-fixture.h"
#include "culm-welcome-page.h"

static const char *const args[] = { "--lan", "--models", "P1S:printing", "--printers", "1", NULL };

/* By its address: other virtual printers of this computer may have the same name. */
static GtkWidget *
find_printer_row (GtkWidget *root, const char *address)
{
  GtkWidget *found = NULL;

  if (ADW_IS_ACTION_ROW (root) && adw_action_row_get_subtitle (ADW_ACTION_ROW (root)) != NULL &&
      g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (root)), address))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_printer_row (child, address);
  return found;
}

static void
type_code (GtkWidget *dialog, const char *code)
{
  gtk_editable_set_text (GTK_EDITABLE (culm_test_find_row (dialog, "Access code")), code);
  gtk_widget_activate_action (dialog, "add.submit", NULL);
}

static gboolean
has_route (CulmTestFixture *f, CulmRoute route)
{
  CulmPrinter *printer = culm_engine_find_printer (f->engine, culm_test_sim_get_serial (f->sim, 0));

  return printer != NULL && culm_printer_get_route (printer) == route;
}

static gboolean
has_real_ports (CulmTestFixture *f)
{
  if (culm_test_sim_get_port (f->sim, 0, "mqtt") == 8883)
    return TRUE;
  g_test_skip ("The port of a real printer is not free here");
  return FALSE;
}

static void
do_to (CulmTestFixture *f, const char *what, const char *value)
{
  g_autofree char *path = g_strdup_printf ("/printers/%s/do", culm_test_sim_get_serial (f->sim, 0));
  g_autofree char *body = g_strdup_printf ("{\"what\":\"%s\",\"value\":%s}", what, value);
  g_autoptr (JsonNode) answer = culm_test_sim_control (f->sim, "POST", path, body);
}

/* From the first page to a live printer that announced itself, with a mistyped code on the way. */
static void
add (CulmTestFixture *f)
{
  const char *name = culm_test_sim_get_name (f->sim, 0), *address = culm_test_sim_get_address (f->sim, 0);
  GtkWidget *dialog;

  g_assert_true (culm_test_says (f->window, "Welcome to Culm"));
  gtk_widget_activate_action (f->window, "win.add-printer", NULL);
  dialog = culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG);
  do_to (f, "announce", "null");
  culm_test_wait (find_printer_row (dialog, address) != NULL);
  gtk_widget_activate (find_printer_row (dialog, address));
  culm_test_wait (culm_test_says (dialog, "Trust and Add"));
  gtk_widget_activate_action (dialog, "add.submit", NULL);
  culm_test_wait (culm_test_says (dialog, "Type the access code. The printer’s screen shows it."));
  type_code (dialog, "00000000");
  culm_test_wait (culm_test_says (dialog,
                                  "The printer does not accept this access code. Read it on its screen again: it "
                                  "may have changed."));
  type_code (dialog, culm_test_sim_get_access_code (f->sim, 0));
  culm_test_wait (has_route (f, CULM_ROUTE_LAN));
  culm_test_wait (culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG) == NULL);
  culm_test_settle (f->window);
  g_assert_false (culm_test_says (f->window, "Welcome to Culm"));
  g_assert_true (culm_test_says (f->window, name));
}

static void
test_adds (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  if (has_real_ports (f))
    add (f);
}

static void
test_typed_address (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *dialog;

  if (!has_real_ports (f))
    return;
  gtk_widget_activate_action (f->window, "win.add-printer", NULL);
  dialog = culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG);
  gtk_editable_set_text (GTK_EDITABLE (culm_test_find_row (dialog, "Address or name")), "127.0.75.99");
  gtk_widget_activate_action (dialog, "add.look", NULL);
  culm_test_wait (culm_test_says (dialog, "No printer answers at this address. Check the address, and that the printer "
                                          "is on and in this network."));
  gtk_editable_set_text (GTK_EDITABLE (culm_test_find_row (dialog, "Address or name")),
                         culm_test_sim_get_address (f->sim, 0));
  gtk_widget_activate_action (dialog, "add.look", NULL);
  culm_test_wait (culm_test_says (dialog, "Trust and Add"));
  type_code (dialog, culm_test_sim_get_access_code (f->sim, 0));
  culm_test_wait (has_route (f, CULM_ROUTE_LAN));
  culm_test_wait (culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG) == NULL);
}

/* The page asks, then a question with Cancel as its default; nothing goes to the printer before. */
static void
look (GtkWidget *dialog, const char *host)
{
  gtk_editable_set_text (GTK_EDITABLE (culm_test_find_row (dialog, "Address or name")), host);
  gtk_widget_activate_action (dialog, "add.look", NULL);
}

/* What cannot be is said before anything is sent; a port beside the address, or in its row, is used. */
static void
test_ports (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *place =
      g_strdup_printf ("%s:%u", culm_test_sim_get_address (f->sim, 0), culm_test_sim_get_port (f->sim, 0, "mqtt"));
  GtkWidget *dialog, *detect;

  gtk_widget_activate_action (f->window, "win.add-printer", NULL);
  dialog = culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG);
  look (dialog, "http://printer/");
  culm_test_wait (culm_test_says (dialog,
                                  "This is no address and no name. Type it as the printer shows it, for example "
                                  "192.168.1.7."));
  detect = culm_test_find_row (dialog, "Detection (usually 3000)");
  gtk_editable_set_text (GTK_EDITABLE (detect), "70000");
  look (dialog, place);
  culm_test_wait (culm_test_says (dialog, "A port is a number from 1 to 65535."));
  g_assert_true (gtk_widget_has_css_class (detect, "error"));
  gtk_editable_set_text (GTK_EDITABLE (detect), "1");
  g_assert_false (gtk_widget_has_css_class (detect, "error"));
  look (dialog, "[::1]:1");
  culm_test_wait (culm_test_says (dialog, "No printer answers at this address. Check the address, and that the printer "
                                          "is on and in this network."));
  look (dialog, place);
  culm_test_wait (culm_test_says (dialog, "Trust and Add"));
  type_code (dialog, culm_test_sim_get_access_code (f->sim, 0));
  culm_test_wait (has_route (f, CULM_ROUTE_LAN));
  culm_test_wait (culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG) == NULL);
}

static void
roots_cb (GObject *engine, GAsyncResult *result, gpointer done)
{
  culm_engine_add_roots_finish (CULM_ENGINE (engine), result, NULL);
  *(gboolean *) done = TRUE;
}

static void
forgotten_cb (GObject *engine, GAsyncResult *result, gpointer done)
{
  culm_engine_remove_root_finish (CULM_ENGINE (engine), result, NULL);
  *(gboolean *) done = TRUE;
}

/* What an earlier test has kept in the profile is none of the next one's. */
static void
forget_roots (CulmTestFixture *f)
{
  GListModel *roots = culm_engine_get_known_roots (f->engine);

  while (g_list_model_get_n_items (roots) > 0) {
    g_autoptr (CulmKnownRoot) root = g_list_model_get_item (roots, 0);
    gboolean done = FALSE;

    culm_engine_remove_root_async (f->engine, culm_known_root_get_fingerprint (root), NULL, forgotten_cb, &done);
    culm_test_wait (done);
  }
}

static void
set_up (CulmTestFixture *f, gconstpointer data)
{
  culm_test_fixture_set_up (f, data);
  forget_roots (f);
}

/* It is on the first page as soon as it announces itself; whom a known issuer vouches for is no question. */
static void
test_first_page (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *ca = g_build_filename (culm_test_sim_get_state_dir (f->sim), "printer-ca.pem", NULL);
  GtkWidget *page = culm_test_find (f->window, CULM_TYPE_WELCOME_PAGE), *dialog;
  const char *address = culm_test_sim_get_address (f->sim, 0);
  gboolean known = FALSE;

  if (!has_real_ports (f))
    return;
  culm_engine_add_roots_async (f->engine, ca, NULL, roots_cb, &known);
  culm_test_wait (known);
  do_to (f, "announce", "null");
  culm_test_wait (find_printer_row (page, address) != NULL);
  gtk_widget_activate (find_printer_row (page, address));
  culm_test_wait (culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG) != NULL);
  dialog = culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG);
  culm_test_wait (culm_test_says (dialog, "Its certificate is by BBL CA, an issuer that you know."));
  g_assert_false (culm_test_says (dialog, "Trust and Add"));
  type_code (dialog, culm_test_sim_get_access_code (f->sim, 0));
  culm_test_wait (has_route (f, CULM_ROUTE_LAN));
  culm_test_wait (culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG) == NULL);
  culm_test_settle (f->window);
  g_assert_false (culm_test_says (f->window, "Welcome to Culm"));
}

static GtkWidget *
find_check (GtkWidget *root, const char *subtitle)
{
  GtkWidget *found = NULL;

  if (CULM_IS_IMPORT_ROW (root) && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (root)), subtitle) != NULL)
    return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_check (child, subtitle);
  return found;
}

/* Out of a slicer's file: what answers is offered, what cannot be is not, and no code is ever on the screen. */
static void
test_import (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  const char *code = culm_test_sim_get_access_code (f->sim, 0), *serial = culm_test_sim_get_serial (f->sim, 0);
  g_autofree char *path = g_build_filename (culm_test_sim_get_state_dir (f->sim), "OrcaSlicer.conf", NULL);
  g_autofree char *text = g_strdup_printf (
      "{\"user_access_code\":{\"%s\":\"%s\",\"01P00A099999998\":\"12345678\"},"
      "\"local_machines\":{\"%s\":{\"dev_ip\":\"%s\"},\"01P00A099999998\":{\"dev_ip\":\"127.0.75.99\"},"
      "\"01P00A099999999\":{\"dev_ip\":\"127.0.75.98\"}}}",
      serial, code, serial, culm_test_sim_get_address (f->sim, 0));
  GtkWidget *dialog;

  if (!has_real_ports (f))
    return;
  gtk_widget_activate_action (f->window, "win.add-printer", NULL);
  gtk_widget_activate_action (culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG), "add.import", NULL);
  culm_test_wait (culm_test_find_window (CULM_TYPE_IMPORT_DIALOG) != NULL);
  dialog = culm_test_find_window (CULM_TYPE_IMPORT_DIALOG);
  culm_import_dialog_read (CULM_IMPORT_DIALOG (dialog), "/dev/null");
  culm_test_wait (culm_test_says (dialog, "This is no configuration of Bambu Studio or OrcaSlicer. It is called "
                                          "BambuStudio.conf or OrcaSlicer.conf."));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  culm_import_dialog_read (CULM_IMPORT_DIALOG (dialog), path);
  culm_test_wait (find_check (dialog, "Does not answer") != NULL);
  g_assert_false (gtk_widget_get_sensitive (find_check (dialog, "Does not answer")));
  g_assert_false (gtk_widget_get_sensitive (find_check (dialog, "no access code")));
  culm_test_wait (find_check (dialog, "SHA-256") != NULL);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (dialog, "SHA-256"))));
  g_assert_true (culm_test_says (dialog, "Trust and Add"));
  g_assert_null (find_check (dialog, code));
  gtk_widget_activate_action (dialog, "import.submit", NULL);
  culm_test_wait (has_route (f, CULM_ROUTE_LAN));
  culm_test_wait (culm_test_says (dialog, "Done"));
  gtk_window_close (GTK_WINDOW (dialog));
  culm_test_wait (culm_test_find_window (CULM_TYPE_IMPORT_DIALOG) == NULL);
}

static void
test_changed_certificate (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *trouble, *question;

  if (!has_real_ports (f))
    return;
  add (f);
  do_to (f, "renew-certificate", "null");
  do_to (f, "lan", "false");
  do_to (f, "lan", "true");
  culm_test_wait (culm_test_says (f->window, "The Certificate Has Changed"));
  g_assert_true (has_route (f, CULM_ROUTE_NONE));
  trouble = culm_test_find (f->window, CULM_TYPE_LAN_TROUBLE);
  gtk_widget_activate_action (trouble, "lan.later", NULL);
  culm_test_wait (culm_test_says (f->window, "The printer shows another certificate in this network."));
  gtk_widget_activate_action (trouble, "lan.look", NULL);
  culm_test_wait (culm_test_says (f->window, "The Certificate Has Changed"));
  gtk_widget_activate_action (trouble, "lan.trust", NULL);
  question = culm_test_find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (question)), ==, "cancel");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "yes");
  gtk_window_close (GTK_WINDOW (question));
  culm_test_wait (has_route (f, CULM_ROUTE_LAN));
  culm_test_wait (!culm_test_says (f->window, "The Certificate Has Changed"));
}

static void
test_new_code (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *dialog;

  if (!has_real_ports (f))
    return;
  add (f);
  do_to (f, "new-code", "\"87654321\"");
  culm_test_wait (culm_test_says (f->window, "Another Access Code"));
  gtk_widget_activate_action (culm_test_find (f->window, CULM_TYPE_LAN_TROUBLE), "lan.new-code", NULL);
  dialog = culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG);
  type_code (dialog, "87654321");
  culm_test_wait (has_route (f, CULM_ROUTE_LAN));
  culm_test_wait (culm_test_find_window (CULM_TYPE_ADD_PRINTER_DIALOG) == NULL);
  culm_test_wait (!culm_test_says (f->window, "Another Access Code"));
}

int
main (int argc, char *argv[])
{
  culm_test_fixture_init (&argc, &argv);
  g_test_add ("/add-printer/adds", CulmTestFixture, args, set_up, test_adds, culm_test_fixture_tear_down);
  g_test_add ("/add-printer/typed-address", CulmTestFixture, args, set_up, test_typed_address,
              culm_test_fixture_tear_down);
  g_test_add ("/add-printer/ports", CulmTestFixture, args, set_up, test_ports, culm_test_fixture_tear_down);
  g_test_add ("/add-printer/first-page", CulmTestFixture, args, set_up, test_first_page, culm_test_fixture_tear_down);
  g_test_add ("/add-printer/import", CulmTestFixture, args, set_up, test_import, culm_test_fixture_tear_down);
  g_test_add ("/add-printer/changed-certificate", CulmTestFixture, args, set_up, test_changed_certificate,
              culm_test_fixture_tear_down);
  g_test_add ("/add-printer/new-code", CulmTestFixture, args, set_up, test_new_code, culm_test_fixture_tear_down);
  return g_test_run ();
}
