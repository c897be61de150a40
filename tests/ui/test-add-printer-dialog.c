/* test-add-printer-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-add-printer-dialog.h"
#include "culm-lan-trouble.h"
#include "culm-test-display.h"
#include "culm-test-fixture.h"

static const char *const args[] = { "--lan",    "--seed",       "7575",       "--address", "127.0.75.1",
                                    "--models", "P1S:printing", "--printers", "1",         NULL };

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
  culm_test_wait (culm_test_says (dialog, "Type the access code. The printer's screen shows it."));
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
  g_test_add ("/add-printer/adds", CulmTestFixture, args, culm_test_fixture_set_up, test_adds,
              culm_test_fixture_tear_down);
  g_test_add ("/add-printer/typed-address", CulmTestFixture, args, culm_test_fixture_set_up, test_typed_address,
              culm_test_fixture_tear_down);
  g_test_add ("/add-printer/changed-certificate", CulmTestFixture, args, culm_test_fixture_set_up,
              test_changed_certificate, culm_test_fixture_tear_down);
  g_test_add ("/add-printer/new-code", CulmTestFixture, args, culm_test_fixture_set_up, test_new_code,
              culm_test_fixture_tear_down);
  return g_test_run ();
}
