/* shots.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders the pages into PNG files, light and dark, wide and narrow: shots DIR [NAME…]. */
#include "culm-account-banner.h"
#include "culm-accounts-dialog.h"
#include "culm-ams-page.h"
#include "culm-broker-banner.h"
#include "culm-broker-dialog.h"
#include "culm-camera-window.h"
#include "culm-developer-page.h"
#include "culm-diagnostics-page.h"
#include "culm-doctor-page.h"
#include "culm-dialog.h"
#include "culm-drop-area.h"
#include "culm-error.h"
#include "culm-fault-journal-private.h"
#include "culm-faults-dialog.h"
#include "culm-firmware-page.h"
#include "culm-options-page.h"
#include "culm-overview-page.h"
#include "culm-preferences-window.h"
#include "culm-printer-page.h"
#include "culm-sidebar.h"
#include "culm-sign-in-page.h"
#include "culm-skip-page.h"
#include "culm-slot-editor.h"
#include "culm-slot-panel.h"
#include "culm-test-actions.h"
#include "culm-test-files.h"
#include "culm-test-fleet.h"
#include "culm-test-lan.h"
#include "culm-test-lens.h"
#include "culm-test-scenes.h"
#include "culm-test-tools.h"
#include "culm-tool-window.h"
#include "culm-ui.h"
#include "culm-webhook-editor.h"
#include "culm-webhook-page.h"
#include "culm-welcome-page.h"
#include <glib/gstdio.h>

#define FRAMES 12

typedef struct {
  const char *name;
  GtkWidget *(*build) (void); /* the content of a window, or a window */
  gboolean wide, narrow, rtl;
} Shot;

static CulmEngine *engine;

static gboolean
on_tick (GtkWidget *widget G_GNUC_UNUSED, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data)
{
  guint *frames = user_data;

  if (*frames > 0)
    (*frames)--;
  return *frames > 0;
}

static void
run_frames (GtkWidget *window)
{
  guint frames = FRAMES;

  gtk_widget_add_tick_callback (window, on_tick, &frames, NULL);
  while (frames > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
save_picture (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
}

static void
take_shot (const Shot *shot, const char *folder, gboolean dark, gboolean narrow)
{
  g_autofree char *name = g_strdup_printf ("%s-%s%s.png", shot->name, narrow ? "narrow" : "wide", dark ? "-dark" : "");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GtkWidget *content, *window;

  gtk_widget_set_default_direction (shot->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  content = shot->build ();
  if (GTK_IS_WINDOW (content)) {
    window = content;
    if (narrow)
      gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
  } else {
    window = g_object_new (ADW_TYPE_WINDOW, "content", content, NULL);
    gtk_window_set_default_size (GTK_WINDOW (window), narrow ? 360 : 1280, narrow ? 720 : 800);
  }
  culm_test_add_actions (window);
  gtk_window_present (GTK_WINDOW (window));
  run_frames (window);
  if (narrow && !GTK_IS_WINDOW (content)) { /* once it is folded it can be smaller */
    gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
    run_frames (window);
  }
  save_picture (window, path);
  gtk_window_destroy (GTK_WINDOW (window));
  g_print ("%s\n", path);
}

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

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
build_overview (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();

  return build_overview_of (printers, CULM_ACCOUNT_ONLINE, TRUE);
}

static GtkWidget *
build_sidebar (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();

  return build_overview_of (printers, CULM_ACCOUNT_ONLINE, FALSE);
}

static GtkWidget *
build_hard_names (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new_hard ();

  return build_overview_of (printers, CULM_ACCOUNT_EXPIRED, TRUE);
}

static GtkWidget *
build_empty (void)
{
  return build_overview_of (NULL, CULM_ACCOUNT_ONLINE, TRUE);
}

static GtkWidget *
build_loading (void)
{
  return build_overview_of (NULL, CULM_ACCOUNT_CONNECTING, TRUE);
}

static GtkWidget *
build_offline (void)
{
  return build_overview_of (NULL, CULM_ACCOUNT_OFFLINE, TRUE);
}

static GtkWidget *
build_expired (void)
{
  return build_overview_of (NULL, CULM_ACCOUNT_EXPIRED, TRUE);
}

static GtkWidget *
build_drop (void)
{
  GtkWidget *window = build_overview ();

  culm_drop_area_set_hover (CULM_DROP_AREA (window), TRUE, NULL);
  return window;
}

static GtkWidget *
build_page (GListModel *printers, CulmPrinter *printer)
{
  GtkWidget *content, *window = build_window (printers, CULM_ACCOUNT_ONLINE, TRUE, &content);
  GtkWidget *page = culm_printer_page_new (engine);

  gboolean prints = culm_printer_get_state (printer) == CULM_PRINTER_STATE_PRINTING;

  if (prints)
    culm_test_printer_tell (printer, "\"nozzle_temper\":25,\"bed_temper\":22,\"chamber_temper\":22");
  culm_sidebar_set_printer (CULM_SIDEBAR (find_widget (window, CULM_TYPE_SIDEBAR)), printer);
  culm_printer_page_set_printer (CULM_PRINTER_PAGE (page), printer);
  if (prints) {
    culm_test_printer_warm_up (printer, 300);
    culm_job_set_started (culm_printer_get_job (printer), g_get_real_time () / G_USEC_PER_SEC - 7042);
  }
  adw_bin_set_child (ADW_BIN (content), page);
  return window;
}

static GtkWidget *
build_printer_at (guint position)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, position);

  return build_page (printers, printer);
}

static GtkWidget *
build_printer_failed (void)
{
  return build_printer_at (0);
}

static GtkWidget *
build_printer_paused (void)
{
  return build_printer_at (1);
}

static GtkWidget *
build_printer_finished (void)
{
  return build_printer_at (2);
}

static GtkWidget *
build_printer_printing (void)
{
  return build_printer_at (4);
}

static GtkWidget *
build_printer_offline (void)
{
  return build_printer_at (5);
}

static GtkWidget *
build_welcome (void)
{
  return g_object_new (CULM_TYPE_WELCOME_PAGE, NULL);
}

static GtkWidget *
build_sign_in (void)
{
  GtkWidget *page = culm_sign_in_page_new ();

  culm_sign_in_page_fill (CULM_SIGN_IN_PAGE (page), "somebody@example.org", "global");
  return page;
}

/* ---- Filament ---- */

static GtkWidget *
frame_panel (GtkWidget *panel)
{
  GtkWidget *frame =
      g_object_new (ADW_TYPE_BIN, "child", panel, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (frame, "card");
  gtk_widget_add_css_class (frame, "ams-group");
  return frame;
}

/* The popovers of three slots and of an external spool: in use, untagged, empty. */
static GtkWidget *
build_slots (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("filament");
  g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (culm_printer_get_ams (printer), 0);
  g_autoptr (CulmAmsSlot) spool = g_list_model_get_item (culm_printer_get_external (printer), 0);
  GtkWidget *box = g_object_new (GTK_TYPE_FLOW_BOX, "selection-mode", GTK_SELECTION_NONE, "row-spacing", 18,
                                 "max-children-per-line", 4, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (culm_ams_unit_get_slots (unit)); i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (culm_ams_unit_get_slots (unit), i);

    if (i != 1)
      gtk_flow_box_append (GTK_FLOW_BOX (box), frame_panel (culm_slot_panel_new (printer, 0, slot)));
  }
  gtk_flow_box_append (GTK_FLOW_BOX (box), frame_panel (culm_slot_panel_new (printer, 255, spool)));
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", box, NULL);
}

static GtkWidget *
build_slot_editor (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("filament");
  g_autoptr (CulmAmsSlot) spool = g_list_model_get_item (culm_printer_get_external (printer), 0);

  return culm_dialog_new (NULL, printer, "Filament", culm_slot_editor_new (printer, 255, spool));
}

static GtkWidget *
build_ams_of (guint index)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("two-ams-ht");
  g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (culm_printer_get_ams (printer), index);

  return culm_dialog_new (NULL, printer, "AMS", culm_ams_page_new (printer, unit));
}

static GtkWidget *
build_ams (void)
{
  return build_ams_of (0);
}

static GtkWidget *
build_ams_drying (void)
{
  return build_ams_of (2);
}

/* ---- Windows about one matter ---- */

static GtkWidget *
build_dialog (const char *scene, const char *title, GtkWidget *(*create) (CulmPrinter *printer))
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new (scene);

  return culm_dialog_new (NULL, printer, title, create (printer));
}

static GtkWidget *
build_options (void)
{
  return build_dialog ("options", "Print Options", culm_options_page_new);
}

static GtkWidget *
build_options_refused (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");

  culm_printer_set_control (printer, CULM_CONTROL_REFUSED);
  return culm_dialog_new (NULL, printer, "Print Options", culm_options_page_new (printer));
}

static GtkWidget *
build_skip (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");

  culm_test_printer_tell (printer, "\"s_obj\":[16,24]");
  return culm_dialog_new (NULL, printer, "Skip Objects", culm_skip_page_new (printer));
}

static GtkWidget *
build_diagnostics (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  g_autoptr (GString) report = g_string_new ("{\n \"print\": {\n  \"command\": \"push_status\",\n  \"msg\": 0");
  GtkWidget *page = culm_diagnostics_page_new (printer, culm_engine_get_settings (engine));
  GtkWidget *window = culm_tool_window_new (NULL, printer, "Diagnostics", page);
  CulmDiagnostics facts = { .messages = 1204,
                            .malformed = 3,
                            .full_at = g_get_real_time () / G_USEC_PER_SEC - 60,
                            .route = CULM_ROUTE_CLOUD,
                            .control = CULM_CONTROL_REFUSED,
                            .has_fun = TRUE,
                            .fun = G_GUINT64_CONSTANT (0x60029FD1A3FF9CB7),
                            .fun2 = 0xB7B77,
                            .forms = (char *) "nozzle gcode, bed struct, fan struct, home struct, jog struct" };

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (report, ",\n  \"value_%u\": {\n   \"temp\": %u\n  }", i, i * 7);
  g_string_append (report, "\n }\n}");
  facts.report = report->str;
  culm_diagnostics_page_set_facts (CULM_DIAGNOSTICS_PAGE (page), &facts);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 720);
  return window;
}

static GtkWidget *
build_doctor (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  g_autoptr (GListStore) steps = g_list_store_new (CULM_TYPE_DOCTOR_STEP);
  GtkWidget *page = culm_doctor_page_new (NULL, printer);
  static const guint rows[][4] = {
    { CULM_DOCTOR_MQTT, 8883, CULM_DOCTOR_OK, CULM_DOCTOR_FINE },
    { CULM_DOCTOR_CODE, 0, CULM_DOCTOR_FAILED, CULM_DOCTOR_WRONG_CODE },
    { CULM_DOCTOR_SERIAL, 0, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE },
    { CULM_DOCTOR_FIRMWARE, 0, CULM_DOCTOR_WAITING, CULM_DOCTOR_FINE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmDoctorStep) step = culm_doctor_step_new (rows[i][0], rows[i][1]);
    culm_doctor_step_settle (step, rows[i][2], rows[i][3], NULL);
    g_list_store_append (steps, step);
  }
  culm_doctor_page_set_steps (CULM_DOCTOR_PAGE (page), G_LIST_MODEL (steps));
  return culm_dialog_new (NULL, printer, "Connection Doctor", page);
}

static GtkWidget *
create_firmware (CulmPrinter *printer)
{
  GtkWidget *page = culm_firmware_page_new (printer, NULL);

  culm_firmware_page_set_offer (CULM_FIRMWARE_PAGE (page), "01.02.00.00",
                                "Steadier first layers, and a quieter part fan while the printer heats.");
  return page;
}

static GtkWidget *
build_firmware (void)
{
  return build_dialog ("options", "Firmware", create_firmware);
}

static GtkWidget *
build_developer (void)
{
  return build_dialog ("refused", "Developer Mode", culm_developer_page_new);
}

static GtkWidget *
build_preferences (void)
{
  g_autoptr (GSettings) settings = g_settings_new_with_path ("io.github.culm.Culm", "/io/github/culm/Culm/shots/");

  return culm_preferences_window_new (NULL, settings);
}

/* Webhooks that went well, that are in trouble, and that were never used. */
static GListModel *
make_webhooks (void)
{
  GListStore *hooks = g_list_store_new (CULM_TYPE_WEBHOOK);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (CulmWebhook) well = culm_webhook_new ("a", 1, "https://hooks.example.org/services/T0001/KEY",
                                                   "https://hooks.example.org/services/…", FALSE, 0x3f);
  g_autoptr (CulmWebhook) ill =
      culm_webhook_new ("b", 2, "https://workshop.example.net:8443/api/webhook/KEY",
                        "https://workshop.example.net:8443/api/webhook/…", FALSE, CULM_WEBHOOK_ALL_EVENTS);
  g_autoptr (CulmWebhook) unused =
      culm_webhook_new ("c", 3, "http://192.168.1.20/hook", "http://192.168.1.20/hook", TRUE, 1);

  culm_webhook_set_last (well, now - 600, 204, -1);
  culm_webhook_set_last (ill, now - 60, 503, -1);
  culm_webhook_set_waiting (ill, 12, now + 300);
  culm_webhook_set_lost (ill, 1);
  g_list_store_append (hooks, well);
  g_list_store_append (hooks, ill);
  g_list_store_append (hooks, unused);
  return G_LIST_MODEL (hooks);
}

static GtkWidget *
build_webhooks (void)
{
  g_autoptr (GListModel) hooks = make_webhooks ();
  GtkWidget *window = build_preferences ();
  GtkWidget *page = culm_webhook_page_new (NULL, hooks);

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  return window;
}

static GtkWidget *
build_webhooks_narrow (void)
{
  GtkWidget *window = build_webhooks ();

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  return window;
}

static GtkWidget *
build_webhook (void)
{
  return culm_webhook_editor_new (culm_engine_get_webhooks (engine), NULL);
}

static GtkWidget *
build_webhook_old (void)
{
  g_autoptr (GListModel) hooks = make_webhooks ();
  g_autoptr (CulmWebhook) hook = g_list_model_get_item (hooks, 2);

  return culm_webhook_editor_new (culm_engine_get_webhooks (engine), hook);
}

/* One that is fine, and one whose password is not accepted any more. */
static GListStore *
create_brokers (void)
{
  GListStore *brokers = g_list_store_new (CULM_TYPE_BROKER);
  g_autoptr (CulmBroker) fine = culm_broker_new ("01P00A234510001", "192.0.2.7", 8883, FALSE, "bblp", "P1S");
  g_autoptr (CulmBroker) refused =
      culm_broker_new ("00M09A510020002", "broker.workshop.example", 8883, FALSE, "bblp", NULL);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_UNAUTHORISED, "CONNACK 5");

  culm_broker_set_state (fine, CULM_BROKER_ONLINE, NULL);
  culm_broker_set_state (refused, CULM_BROKER_REFUSED, error);
  g_list_store_append (brokers, fine);
  g_list_store_append (brokers, refused);
  return brokers;
}

static GtkWidget *
build_accounts (void)
{
  g_autoptr (GListModel) accounts = culm_test_accounts_new (CULM_ACCOUNT_ONLINE);

  g_autoptr (GListStore) brokers = create_brokers ();

  return culm_accounts_dialog_new (NULL, NULL, accounts, G_LIST_MODEL (brokers));
}

static GtkWidget *
build_broker (void)
{
  return culm_broker_dialog_new (NULL, NULL, NULL);
}

/* Filled in, and without encryption. */
static GtkWidget *
build_broker_plain (void)
{
  GtkWidget *dialog = build_broker ();

  gtk_switch_set_active (GTK_SWITCH (find_widget (dialog, GTK_TYPE_SWITCH)), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (dialog, ADW_TYPE_ENTRY_ROW)), "mosquitto.workshop.example");
  return dialog;
}

static GtkWidget *
build_broker_password (void)
{
  g_autoptr (CulmBroker) broker = culm_broker_new ("01P00A234510001", "192.0.2.7", 8883, FALSE, "bblp", NULL);

  return culm_broker_dialog_new (NULL, NULL, broker);
}

static GtkWidget *
build_broker_refused (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  g_autoptr (GListStore) brokers = create_brokers ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *banner = g_object_new (CULM_TYPE_BROKER_BANNER, NULL);
  GtkWidget *window = build_overview_of (printers, CULM_ACCOUNT_ONLINE, TRUE);

  culm_broker_banner_set_brokers (CULM_BROKER_BANNER (banner), G_LIST_MODEL (brokers));
  gtk_widget_set_vexpand (window, TRUE);
  gtk_box_append (GTK_BOX (box), window);
  gtk_box_append (GTK_BOX (box), banner);
  return box;
}

static GtkWidget *
build_faults (void)
{
  g_autoptr (CulmFaultJournal) journal = culm_fault_journal_new (NULL);
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("faults");
  GtkWidget *dialog;

  culm_fault_journal_watch (journal, printer);
  culm_test_printer_tell (printer, "\"layer_num\":7");
  culm_test_printer_tell (printer, "\"hms\":[{\"attr\":50332416,\"code\":65537}]");
  dialog = culm_faults_dialog_new (NULL, journal, printer);
  g_object_set_data_full (G_OBJECT (dialog), "journal", g_steal_pointer (&journal), g_object_unref);
  return dialog;
}

static const Shot shots[] = {
  { "files", culm_test_build_files, TRUE, TRUE, FALSE },
  { "files-none", culm_test_build_no_files, FALSE, TRUE, FALSE },
  { "files-error", culm_test_build_lost_files, FALSE, TRUE, FALSE },
  { "welcome", build_welcome, TRUE, TRUE, FALSE },
  { "sign-in", build_sign_in, TRUE, TRUE, FALSE },
  { "all-printers", build_overview, TRUE, TRUE, FALSE },
  { "all-printers-rtl", build_overview, TRUE, FALSE, TRUE },
  { "sidebar", build_sidebar, FALSE, TRUE, FALSE },
  { "hard-names", build_hard_names, TRUE, TRUE, FALSE },
  { "empty", build_empty, TRUE, TRUE, FALSE },
  { "loading", build_loading, TRUE, FALSE, FALSE },
  { "offline", build_offline, TRUE, TRUE, FALSE },
  { "expired", build_expired, TRUE, FALSE, FALSE },
  { "drop", build_drop, TRUE, FALSE, FALSE },
  { "printer-printing", build_printer_printing, TRUE, TRUE, FALSE },
  { "printer-printing-rtl", build_printer_printing, TRUE, FALSE, TRUE },
  { "printer-paused", build_printer_paused, TRUE, TRUE, FALSE },
  { "printer-failed", build_printer_failed, TRUE, FALSE, FALSE },
  { "printer-finished", build_printer_finished, TRUE, FALSE, FALSE },
  { "printer-offline", build_printer_offline, TRUE, TRUE, FALSE },
  { "slots", build_slots, TRUE, TRUE, FALSE },
  { "slot-editor", build_slot_editor, TRUE, TRUE, FALSE },
  { "ams", build_ams, TRUE, TRUE, FALSE },
  { "ams-drying", build_ams_drying, TRUE, TRUE, FALSE },
  { "options", build_options, TRUE, TRUE, FALSE },
  { "options-refused", build_options_refused, TRUE, TRUE, FALSE },
  { "skip-objects", build_skip, TRUE, TRUE, FALSE },
  { "diagnostics", build_diagnostics, TRUE, TRUE, FALSE },
  { "doctor", build_doctor, TRUE, TRUE, FALSE },
  { "firmware", build_firmware, TRUE, TRUE, FALSE },
  { "developer-mode", build_developer, TRUE, TRUE, FALSE },
  { "preferences", build_preferences, TRUE, FALSE, FALSE },
  { "faults-dialog", build_faults, TRUE, FALSE, FALSE },
  { "webhooks", build_webhooks, TRUE, FALSE, FALSE },
  { "webhooks-narrow", build_webhooks_narrow, TRUE, FALSE, FALSE },
  { "webhook-new", build_webhook, FALSE, TRUE, FALSE },
  { "webhook-old", build_webhook_old, FALSE, TRUE, FALSE },
  { "broker", build_broker, TRUE, TRUE, FALSE },
  { "broker-plain", build_broker_plain, TRUE, TRUE, FALSE },
  { "broker-password", build_broker_password, TRUE, TRUE, FALSE },
  { "broker-refused", build_broker_refused, TRUE, TRUE, FALSE },
  { "accounts", build_accounts, TRUE, FALSE, FALSE },
};

static void
take_all (const Shot *shot, const char *folder)
{
  for (int dark = 0; dark < 2; dark++) {
    if (shot->wide)
      take_shot (shot, folder, dark, FALSE);
    if (shot->narrow)
      take_shot (shot, folder, dark, TRUE);
  }
}

static const char *scene; /* the one that is taken now */

static GtkWidget *
build_scene (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  g_autoptr (CulmPrinter) printer = culm_test_scene_new (scene);

  g_list_store_append (G_LIST_STORE (printers), printer);
  return build_page (printers, printer);
}

static void
take_scene (const char *name, const char *folder)
{
  g_autofree char *file = g_strconcat ("scene-", name, NULL);
  const Shot shot = { file, build_scene, TRUE, TRUE, FALSE };

  scene = name;
  take_shot (&shot, folder, FALSE, FALSE);
  take_shot (&shot, folder, FALSE, TRUE);
}

static GtkWidget *
build_tool (void)
{
  return culm_test_tool_new (scene);
}

/* Printers with cameras: on the page, on the cards, in a window of its own. */
static GtkWidget *
build_lens (void)
{
  g_autoptr (GListModel) printers = culm_test_fleet_new ();
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");

  culm_test_lens_give (printer, scene);
  if (g_str_equal (scene, "camera-window"))
    return culm_camera_window_new (NULL, printer, culm_camera_of (printer));
  g_list_store_append (G_LIST_STORE (printers), printer);
  if (!g_str_equal (scene, "camera-cards"))
    return build_page (printers, printer);
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) other = g_list_model_get_item (printers, i);

    culm_test_lens_give (other, i < 3 ? "camera-live" : "camera-frozen");
  }
  return build_overview_of (printers, CULM_ACCOUNT_ONLINE, TRUE);
}

static void
take_lens (const char *name, const char *folder)
{
  const Shot shot = { name, build_lens, TRUE, TRUE, FALSE };

  scene = name;
  take_all (&shot, folder);
}

static void
take_tool (const char *name, const char *folder)
{
  const Shot shot = { name, build_tool, TRUE, TRUE, FALSE };

  scene = name;
  take_all (&shot, folder);
}

static GtkWidget *
build_lan (void)
{
  return culm_test_lan_new (scene);
}

static void
take_lan (const char *name, const char *folder)
{
  const Shot shot = { name, build_lan, TRUE, TRUE, FALSE };

  scene = name;
  take_all (&shot, folder);
}

int
main (int argc, char *argv[])
{
  if (argc < 2) {
    g_printerr ("usage: shots DIR [NAME…]\n");
    return 2;
  }
  g_setenv ("GSETTINGS_SCHEMA_DIR", SCHEMA_DIR, FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  adw_init ();
  culm_ui_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_type_ensure (CULM_TYPE_DROP_AREA);
  g_type_ensure (CULM_TYPE_ACCOUNT_BANNER);
  g_type_ensure (CULM_TYPE_SIDEBAR);
  engine = culm_engine_new ("shots");
  g_mkdir_with_parents (argv[1], 0755);
  for (guint i = 0; i < G_N_ELEMENTS (shots); i++) {
    if (argc == 2 || g_strv_contains ((const char *const *) argv + 2, shots[i].name))
      take_all (&shots[i], argv[1]);
  }
  for (guint i = 0; culm_test_lens_names[i] != NULL; i++) {
    if (argc == 2 || g_strv_contains ((const char *const *) argv + 2, culm_test_lens_names[i]))
      take_lens (culm_test_lens_names[i], argv[1]);
  }
  for (guint i = 0; culm_test_tool_names[i] != NULL; i++) {
    if (argc == 2 || g_strv_contains ((const char *const *) argv + 2, culm_test_tool_names[i]))
      take_tool (culm_test_tool_names[i], argv[1]);
  }
  for (guint i = 0; culm_test_lan_names[i] != NULL; i++) {
    if (argc == 2 || g_strv_contains ((const char *const *) argv + 2, culm_test_lan_names[i]))
      take_lan (culm_test_lan_names[i], argv[1]);
  }
  for (guint i = 0; culm_test_scene_names[i] != NULL; i++) {
    if (argc == 2 || g_strv_contains ((const char *const *) argv + 2, culm_test_scene_names[i]))
      take_scene (culm_test_scene_names[i], argv[1]);
  }
  g_object_unref (engine);
  return 0;
}
