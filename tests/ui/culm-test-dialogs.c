/* culm-test-dialogs.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-dialogs.h"
#include "culm-ams-page.h"
#include "culm-developer-page.h"
#include "culm-diagnostics-page.h"
#include "culm-dialog.h"
#include "culm-doctor-page.h"
#include "culm-fault-journal-private.h"
#include "culm-faults-dialog.h"
#include "culm-firmware-page.h"
#include "culm-options-page.h"
#include "culm-plate-object.h"
#include "culm-skip-page.h"
#include "culm-slot-editor.h"
#include "culm-slot-panel.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"
#include "culm-tool-window.h"

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
build_slots (const char *what G_GNUC_UNUSED)
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
build_slot_editor (const char *what G_GNUC_UNUSED)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("filament");
  g_autoptr (CulmAmsSlot) spool = g_list_model_get_item (culm_printer_get_external (printer), 0);

  return culm_dialog_new (NULL, printer, "Filament", culm_slot_editor_new (printer, 255, spool));
}

/* `index` of the unit. */
static GtkWidget *
build_ams (const char *index)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("two-ams-ht");
  g_autoptr (CulmAmsUnit) unit =
      g_list_model_get_item (culm_printer_get_ams (printer), (guint) g_ascii_strtoull (index, NULL, 10));

  return culm_dialog_new (NULL, printer, "AMS", culm_ams_page_new (printer, unit));
}

/* ---- Windows about one matter ---- */

static GtkWidget *
build_dialog (const char *scene, const char *title, GtkWidget *(*create) (CulmPrinter *printer))
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new (scene);

  return culm_dialog_new (NULL, printer, title, create (printer));
}

static GtkWidget *
build_options (const char *scene)
{
  return build_dialog (scene, "Print Options", culm_options_page_new);
}

static GtkWidget *
build_options_refused (const char *what G_GNUC_UNUSED)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");

  culm_printer_set_control (printer, CULM_CONTROL_REFUSED);
  return culm_dialog_new (NULL, printer, "Print Options", culm_options_page_new (printer));
}

static GtkWidget *
build_skip (const char *what)
{
  static const char *const names[] = { "Cup",
                                       "Handle with a name that is far too long for any row of this narrow window",
                                       "Lid", "" };
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_plate_object_free);
  GtkWidget *page = culm_skip_page_new (printer, NULL);

  culm_test_printer_tell (printer, "\"s_obj\":[16,24]");
  for (guint i = 0; what != NULL && i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (objects, culm_plate_object_new (16 + (int) i * 8, names[i]));
  if (objects->len > 0)
    culm_skip_page_set_objects (CULM_SKIP_PAGE (page), objects, "tea set.gcode.3mf");
  return culm_dialog_new (NULL, printer, "Skip Objects", page);
}

static GtkWidget *
build_diagnostics (const char *what G_GNUC_UNUSED)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  g_autoptr (GString) report = g_string_new ("{\n \"print\": {\n  \"command\": \"push_status\",\n  \"msg\": 0");
  GtkWidget *page = culm_diagnostics_page_new (printer, culm_engine_get_settings (culm_test_shot_engine));
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
build_doctor (const char *what G_GNUC_UNUSED)
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
build_firmware (const char *what G_GNUC_UNUSED)
{
  return build_dialog ("options", "Firmware", create_firmware);
}

static GtkWidget *
build_developer (const char *what G_GNUC_UNUSED)
{
  return build_dialog ("refused", "Developer Mode", culm_developer_page_new);
}

static GtkWidget *
build_faults (const char *what G_GNUC_UNUSED)
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

const CulmTestShot culm_test_dialog_shots[] = { { "slots", build_slots, NULL, CULM_TEST_SHOT_BOTH },
                                                { "slot-editor", build_slot_editor, NULL, CULM_TEST_SHOT_BOTH },
                                                { "ams", build_ams, "0", CULM_TEST_SHOT_BOTH },
                                                { "ams-drying", build_ams, "2", CULM_TEST_SHOT_BOTH },
                                                { "options", build_options, "options", CULM_TEST_SHOT_BOTH },
                                                { "options-lamp", build_options, "dual", CULM_TEST_SHOT_BOTH },
                                                { "options-refused", build_options_refused, NULL, CULM_TEST_SHOT_BOTH },
                                                { "skip-objects", build_skip, "names", CULM_TEST_SHOT_BOTH },
                                                { "skip-numbers", build_skip, NULL, CULM_TEST_SHOT_WIDE },
                                                { "diagnostics", build_diagnostics, NULL, CULM_TEST_SHOT_BOTH },
                                                { "doctor", build_doctor, NULL, CULM_TEST_SHOT_BOTH },
                                                { "firmware", build_firmware, NULL, CULM_TEST_SHOT_BOTH },
                                                { "developer-mode", build_developer, NULL, CULM_TEST_SHOT_BOTH },
                                                { "faults-dialog", build_faults, NULL, CULM_TEST_SHOT_BOTH },
                                                { NULL } };
