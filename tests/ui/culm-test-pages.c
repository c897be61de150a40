/* culm-test-pages.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-pages.h"
#include "culm-account-banner.h"
#include "culm-broker-banner.h"
#include "culm-camera-window.h"
#include "culm-drop-area.h"
#include "culm-engine-lan.h"
#include "culm-files-view.h"
#include "culm-overview-page.h"
#include "culm-printer-page.h"
#include "culm-sidebar.h"
#include "culm-test-display.h"
#include "culm-test-files.h"
#include "culm-test-fleet.h"
#include "culm-test-lens.h"
#include "culm-test-link.h"
#include "culm-test-scenes.h"
#include "culm-test-setup.h"

/* Sidebar and content as the window lays them out. */
static GtkWidget *
build_window (GListModel *printers, CulmAccountState state, gboolean show_content, GtkWidget **content)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (
      "<interface><object class='CulmDropArea' id='area'><property name='content'>"
      "<object class='GtkBox'><property name='orientation'>vertical</property>"
      "<child><object class='AdwLeaflet' id='leaflet'><property name='vexpand'>1</property>"
      "<child><object class='CulmSidebar' id='sidebar'><property name='width-request'>300</property>"
      "<property name='hexpand'>0</property></object></child>"
      "<child><object class='AdwLeafletPage'><property name='navigatable'>0</property><property name='child'>"
      "<object class='GtkSeparator'><property "
      "name='orientation'>vertical</property></object></property></object></child>"
      "<child><object class='AdwBin' id='content'><property name='hexpand'>1</property></object></child>"
      "</object></child><child><object class='CulmAccountBanner' id='banner'/></child></object></property>"
      "</object></interface>",
      -1);
  GtkWidget *area = GTK_WIDGET (gtk_builder_get_object (builder, "area"));
  CulmSidebar *sidebar = CULM_SIDEBAR (gtk_builder_get_object (builder, "sidebar"));
  AdwLeaflet *leaflet = ADW_LEAFLET (gtk_builder_get_object (builder, "leaflet"));
  g_autoptr (GListModel) transfers = culm_test_transfers_new ();
  g_autoptr (GListModel) accounts = culm_test_accounts_new (state);

  culm_sidebar_set_printers (sidebar, printers);
  culm_sidebar_set_transfers (sidebar, transfers);
  culm_account_banner_set_accounts (CULM_ACCOUNT_BANNER (gtk_builder_get_object (builder, "banner")), accounts);
  *content = GTK_WIDGET (gtk_builder_get_object (builder, "content"));
  if (show_content)
    adw_leaflet_set_visible_child (leaflet, *content);
  return g_object_ref (area);
}

static GtkWidget *
build_overview_of (GListModel *printers, CulmAccountState state, gboolean show_content)
{
  g_autoptr (GListModel) accounts = culm_test_accounts_new (state);
  GtkWidget *content, *window = build_window (printers, state, show_content, &content);
  GtkWidget *page = culm_overview_page_new ();

  culm_overview_page_set_accounts (CULM_OVERVIEW_PAGE (page), accounts);
  culm_overview_page_set_printers (CULM_OVERVIEW_PAGE (page), NULL, printers);
  adw_bin_set_child (ADW_BIN (content), page);
  return window;
}

static GtkWidget *
build_overview (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();

  return build_overview_of (printers, CULM_ACCOUNT_ONLINE, TRUE);
}

static GtkWidget *
build_sidebar (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();

  return build_overview_of (printers, CULM_ACCOUNT_ONLINE, FALSE);
}

static GtkWidget *
build_hard_names (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new_hard ();

  return build_overview_of (printers, CULM_ACCOUNT_EXPIRED, TRUE);
}

/* No printer, and the reason for it. */
static GtkWidget *
build_no_printer (const char *reason)
{
  static const struct {
    const char *reason;
    CulmAccountState state;
  } reasons[] = {
    { "empty", CULM_ACCOUNT_ONLINE },
    { "loading", CULM_ACCOUNT_CONNECTING },
    { "offline", CULM_ACCOUNT_OFFLINE },
    { "expired", CULM_ACCOUNT_EXPIRED },
  };
  guint i = 0;

  while (!g_str_equal (reasons[i].reason, reason))
    i++;
  return build_overview_of (NULL, reasons[i].state, TRUE);
}

/* A broker that does not take the password any more. */
static GtkWidget *
build_broker_refused (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GListStore) brokers = culm_test_brokers_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *banner = g_object_new (CULM_TYPE_BROKER_BANNER, NULL);
  GtkWidget *window = build_overview (NULL);

  culm_broker_banner_set_brokers (CULM_BROKER_BANNER (banner), G_LIST_MODEL (brokers));
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (GTK_BOX (box), window);
  gtk_box_append (GTK_BOX (box), banner);
  return box;
}

static GtkWidget *
build_drop (const char *what G_GNUC_UNUSED)
{
  GtkWidget *window = build_overview (NULL);

  culm_drop_area_set_hover (CULM_DROP_AREA (window), TRUE, NULL);
  return window;
}

static GtkWidget *
build_page (GListModel *printers, CulmPrinter *printer)
{
  GtkWidget *content, *window = build_window (printers, CULM_ACCOUNT_ONLINE, TRUE, &content);
  GtkWidget *page = culm_printer_page_new (culm_test_shot_engine);

  gboolean prints = culm_printer_get_state (printer) == CULM_PRINTER_STATE_PRINTING;

  if (prints)
    culm_test_printer_tell (printer, "\"nozzle_temper\":25,\"bed_temper\":22,\"chamber_temper\":22");
  culm_sidebar_set_printer (CULM_SIDEBAR (culm_test_find (window, CULM_TYPE_SIDEBAR)), printer);
  culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), printer);
  if (prints) {
    culm_test_printer_warm_up (printer, 300);
    culm_job_set_started (culm_printer_get_job (printer), g_get_real_time () / G_USEC_PER_SEC - 7042);
  }
  adw_bin_set_child (ADW_BIN (content), page);
  return window;
}

/* In place of the one that has its name. */
static GListModel *
make_fleet_with (CulmPrinter *printer)
{
  GListModel *printers = culm_test_fleet_new ();
  gpointer news[] = { printer };
  guint i = 0;

  while (i < g_list_model_get_n_items (printers)) {
    g_autoptr (CulmPrinter) other = g_list_model_get_item (printers, i);

    if (g_strcmp0 (culm_printer_get_name (other), culm_printer_get_name (printer)) == 0)
      break;
    i++;
  }
  g_list_store_splice (G_LIST_STORE (printers), i, i < g_list_model_get_n_items (printers), news, 1);
  return printers;
}

/* A printer of the local network: its status, or its files. */
static GtkWidget *
build_lan_printer (const char *view)
{
  GListModel *known = culm_engine_get_lan_printers (culm_test_shot_engine);
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (GListModel) printers = make_fleet_with (printer);
  g_autoptr (CulmLanPrinter) lan = culm_lan_printer_new (culm_printer_get_serial (printer), "192.0.2.1", "", FALSE);
  g_autoptr (CulmPrinterLink) link = culm_test_link_new ();
  GtkWidget *window, *page;

  g_list_store_append (G_LIST_STORE (known), lan);
  culm_printer_set_link (printer, link, CULM_ROUTE_LAN);
  culm_test_lens_give (printer, "camera-live");
  window = build_page (printers, printer);
  g_signal_connect_object (window, "destroy", G_CALLBACK (g_list_store_remove_all), known, G_CONNECT_SWAPPED);
  page = culm_test_find (window, CULM_TYPE_PRINTER_PAGE);
  if (g_str_has_prefix (view, "files")) {
    culm_files_view_set_files (CULM_FILES_VIEW (culm_test_find (page, CULM_TYPE_FILES_VIEW)),
                               culm_test_files_new (CULM_TEST_FILES_SOME));
    gtk_toggle_button_set_active (
        GTK_TOGGLE_BUTTON (gtk_widget_get_next_sibling (culm_test_find (page, GTK_TYPE_TOGGLE_BUTTON))), TRUE);
  }
  return window;
}

/* The printer of the made-up fleet that is in this state. */
static GtkWidget *
build_printer (const char *state)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (g_str_equal (culm_printer_state_get_name (culm_printer_get_state (printer)), state))
      return build_page (printers, printer);
  }
  g_error ("No printer is %s", state);
}

const CulmTestShot culm_test_page_shots[] = {
  { "all-printers", build_overview, NULL, CULM_TEST_SHOT_BOTH },
  { "all-printers-rtl", build_overview, NULL, CULM_TEST_SHOT_BOTH | CULM_TEST_SHOT_RTL },
  { "sidebar", build_sidebar, NULL, CULM_TEST_SHOT_NARROW },
  { "hard-names", build_hard_names, NULL, CULM_TEST_SHOT_BOTH },
  { "empty", build_no_printer, "empty", CULM_TEST_SHOT_BOTH },
  { "loading", build_no_printer, "loading", CULM_TEST_SHOT_BOTH },
  { "offline", build_no_printer, "offline", CULM_TEST_SHOT_BOTH },
  { "expired", build_no_printer, "expired", CULM_TEST_SHOT_BOTH },
  { "broker-refused", build_broker_refused, NULL, CULM_TEST_SHOT_BOTH },
  { "drop", build_drop, NULL, CULM_TEST_SHOT_BOTH },
  { "printer-lan", build_lan_printer, "status", CULM_TEST_SHOT_BOTH },
  { "printer-files", build_lan_printer, "files", CULM_TEST_SHOT_BOTH },
  { "printer-printing", build_printer, "printing", CULM_TEST_SHOT_BOTH },
  { "printer-printing-rtl", build_printer, "printing", CULM_TEST_SHOT_BOTH | CULM_TEST_SHOT_RTL },
  { "printer-paused", build_printer, "paused", CULM_TEST_SHOT_BOTH },
  { "printer-failed", build_printer, "failed", CULM_TEST_SHOT_BOTH },
  { "printer-finished", build_printer, "finished", CULM_TEST_SHOT_BOTH },
  { "printer-offline", build_printer, "offline", CULM_TEST_SHOT_BOTH },
  { NULL }
};

GtkWidget *
culm_test_build_scene (const char *name)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new (name);
  g_autoptr (GListModel) printers = make_fleet_with (printer);

  return build_page (printers, printer);
}

GtkWidget *
culm_test_build_lens (const char *name)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (GListModel) printers = make_fleet_with (printer);

  culm_test_lens_give (printer, name);
  if (g_str_equal (name, "camera-window"))
    return culm_camera_window_new (NULL, printer, culm_camera_of (printer));
  if (!g_str_equal (name, "camera-cards"))
    return build_page (printers, printer);
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) other = g_list_model_get_item (printers, i);

    culm_test_lens_give (other, i < 3 ? "camera-live" : "camera-frozen");
  }
  return build_overview_of (printers, CULM_ACCOUNT_ONLINE, TRUE);
}
