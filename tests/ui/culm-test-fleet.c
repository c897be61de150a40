/* culm-test-fleet.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-fleet.h"
#include "culm-error.h"
#include "culm-report-reader.h"
#include "culm-test-link.h"
#include <math.h>

#define AMS                                                                                                            \
  "\"ams\":{\"ams\":[{\"id\":\"0\",\"humidity\":\"2\",\"temp\":\"24.5\",\"tray\":["                                    \
  "{\"id\":\"0\",\"tray_type\":\"PLA\",\"tray_color\":\"F98C36FF\",\"remain\":62,\"tag_uid\":\"A1B2C3D400000100\","    \
  "\"tray_sub_brands\":\"PLA Basic\",\"nozzle_temp_min\":\"190\",\"nozzle_temp_max\":\"240\"},"                        \
  "{\"id\":\"1\",\"tray_type\":\"PLA\",\"tray_color\":\"161616FF\",\"remain\":91,\"tag_uid\":\"A1B2C3D400000200\"},"   \
  "{\"id\":\"2\",\"tray_type\":\"PETG\",\"tray_color\":\"2A7DE1FF\",\"remain\":30,\"tag_uid\":\"A1B2C3D400000300\"},"  \
  "{\"id\":\"3\"}]}],\"ams_exist_bits\":\"1\",\"tray_exist_bits\":\"7\",\"tray_now\":\"0\"},"                          \
  "\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"\"}"

#define REST                                                                                                           \
  "\"cooling_fan_speed\":\"12\",\"big_fan1_speed\":\"6\",\"big_fan2_speed\":\"5\",\"heatbreak_fan_speed\":\"15\","     \
  "\"spd_lvl\":2,\"spd_mag\":100,\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"}],"                    \
  "\"wifi_signal\":\"-48dBm\",\"sdcard\":true,\"nozzle_diameter\":\"0.4\",\"nozzle_type\":\"hardened_steel\"," AMS

typedef struct {
  const char *serial, *name, *model, *print;
} Entry;

static const Entry fleet[] = {
  { "00M00A000000001", "Workshop X1", "X1 Carbon",
    "\"gcode_state\":\"RUNNING\",\"mc_percent\":62,\"mc_remaining_time\":72,\"layer_num\":124,\"total_layer_num\":201,"
    "\"stg_cur\":0,\"subtask_name\":\"Voronoi vase\",\"gcode_file\":\"/data/Metadata/plate_1.gcode\",\"task_id\":\"7\","
    "\"print_type\":\"cloud\",\"nozzle_temper\":219.8,\"nozzle_target_temper\":220,\"bed_temper\":60.1,"
    "\"bed_target_temper\":60,\"chamber_temper\":38.4," REST },
  { "03000A000000002", "Attic A1 mini", "A1 mini",
    "\"gcode_state\":\"PREPARE\",\"mc_percent\":0,\"mc_remaining_time\":243,\"stg_cur\":1,"
    "\"subtask_name\":\"Cable clips\",\"task_id\":\"8\",\"nozzle_temper\":148,\"nozzle_target_temper\":140,"
    "\"bed_temper\":52.3,\"bed_target_temper\":65," REST },
  { "01P00A000000003", "Lab P1S", "P1S",
    "\"gcode_state\":\"PAUSE\",\"mc_percent\":41,\"mc_remaining_time\":95,\"layer_num\":60,\"total_layer_num\":150,"
    "\"stg_cur\":6,\"print_error\":117473297,\"subtask_name\":\"Bracket\",\"task_id\":\"9\",\"nozzle_temper\":178,"
    "\"nozzle_target_temper\":220,\"bed_temper\":70,\"bed_target_temper\":70," REST },
  { "09400A000000004", "Studio H2D", "H2D",
    "\"gcode_state\":\"FINISH\",\"mc_percent\":100,\"mc_remaining_time\":0,\"layer_num\":310,\"total_layer_num\":310,"
    "\"subtask_name\":\"gear_box_v4\",\"task_id\":\"10\",\"device\":{\"extruder\":{\"state\":2,\"info\":["
    "{\"id\":0,\"temp\":54},{\"id\":1,\"temp\":31}]},\"bed\":{\"info\":{\"temp\":38}},\"ctc\":{\"info\":{\"temp\":29}}}"
    ","
    "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"off\"}]" },
  { "22E00A000000005", "Garage P2S", "P2S",
    "\"gcode_state\":\"FAILED\",\"mc_percent\":23,\"mc_remaining_time\":0,\"layer_num\":20,\"total_layer_num\":150,"
    "\"print_error\":50348036,\"hms\":[{\"attr\":50331904,\"code\":65544}],\"subtask_name\":\"Lamp shade\","
    "\"task_id\":\"11\",\"nozzle_temper\":96,\"bed_temper\":41," REST },
  { "01S00A000000006", "Spare P1P", "P1P", NULL },
};

static const Entry hard_fleet[] = {
  { "00M00A000000011", "<b>&\"", "X1 Carbon",
    "\"gcode_state\":\"RUNNING\",\"mc_percent\":8,\"mc_remaining_time\":1500,\"stg_cur\":0,\"subtask_name\":"
    "\"A name that is much too long for any line it may ever stand in, and goes on and on and on and on\","
    "\"task_id\":\"1\",\"nozzle_temper\":219.8,\"bed_temper\":60.1" },
  { "00M00A000000012",
    "A printer whose owner had time: the second one from the left in the long room behind the stairs", "X1 Carbon",
    "\"gcode_state\":\"PAUSE\",\"mc_percent\":41,\"stg_cur\":6,\"print_error\":117473297,\"task_id\":\"2\"" },
  { "00M00A000000013", "طابعة الورشة", "A1 mini",
    "\"gcode_state\":\"FINISH\",\"mc_percent\":100,\"subtask_name\":\"مزهرية\",\"task_id\":\"3\"" },
  { "00M00A000000014", "🚀 Rocket 🖨️", "P1S", "\"gcode_state\":\"IDLE\"" },
  { "00M00A000000015", "Workshop", "P1S", "\"mc_percent\":12" },
  { "00M00A000000016", "Workshop", "P1S", NULL },
};

static void
tell_text (CulmPrinter *printer, const char *text, gint64 monotonic)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (CulmReport) news = culm_report_new_from_bytes (bytes, NULL);
  g_autoptr (CulmReport) merged = culm_report_merge (culm_printer_get_report (printer), news);

  culm_printer_apply (printer, merged, monotonic, g_get_real_time () / G_USEC_PER_SEC);
}

static void
tell (CulmPrinter *printer, int msg, const char *print, gint64 monotonic)
{
  g_autofree char *text = g_strdup_printf ("{\"print\":{\"command\":\"push_status\",\"msg\":%d,%s}}", msg, print);

  tell_text (printer, text, monotonic);
}

void
culm_test_printer_tell_modules (CulmPrinter *printer, const char *modules)
{
  g_autofree char *text = g_strdup_printf ("{\"info\":{\"command\":\"get_version\",\"module\":[%s]}}", modules);

  tell_text (printer, text, g_get_monotonic_time ());
}

void
culm_test_printer_tell (CulmPrinter *printer, const char *print)
{
  tell (printer, 1, print, g_get_monotonic_time ());
}

void
culm_test_printer_warm_up (CulmPrinter *printer, guint seconds)
{
  gint64 now = g_get_monotonic_time ();

  for (guint left = seconds; left > 0; left -= MIN (left, 5)) {
    double warm = 1 - exp (-(double) (seconds - left) / 60);
    g_autofree char *print = g_strdup_printf (
        "\"nozzle_temper\":%.1f,\"nozzle_target_temper\":220,\"bed_temper\":%.1f,\"bed_target_temper\":60,"
        "\"chamber_temper\":%.1f",
        25 + 194.8 * warm, 22 + 38.1 * warm, 22 + 16.4 * warm);

    tell (printer, 1, print, now + (gint64) (seconds - left + 1) * G_USEC_PER_SEC);
  }
}

CulmPrinter *
culm_test_printer_new (const char *serial, const char *name, const char *model, const char *print)
{
  g_autoptr (CulmPrinterLink) link = culm_test_link_new ();
  CulmPrinter *printer = culm_printer_new (serial);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  culm_printer_set_identity (printer, name, model, NULL);
  if (print == NULL) {
    culm_printer_set_online (printer, FALSE, culm_test_fleet_get_yesterday ());
    return printer;
  }
  culm_printer_set_link (printer, link, CULM_ROUTE_CLOUD);
  culm_printer_set_online (printer, TRUE, now);
  tell (printer, 0, print, g_get_monotonic_time ());
  culm_printer_set_stale (printer, FALSE);
  return printer;
}

static int
compare_printers (gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  return culm_printer_compare ((CulmPrinter *) a, (CulmPrinter *) b);
}

static GListModel *
make_fleet (const Entry *entries, guint n_entries)
{
  GListStore *printers = g_list_store_new (CULM_TYPE_PRINTER);

  for (guint i = 0; i < n_entries; i++) {
    g_autoptr (CulmPrinter) printer =
        culm_test_printer_new (entries[i].serial, entries[i].name, entries[i].model, entries[i].print);

    g_list_store_insert_sorted (printers, printer, compare_printers, NULL);
  }
  return G_LIST_MODEL (printers);
}

GListModel *
culm_test_fleet_new (void)
{
  return make_fleet (fleet, G_N_ELEMENTS (fleet));
}

GListModel *
culm_test_fleet_new_hard (void)
{
  return make_fleet (hard_fleet, G_N_ELEMENTS (hard_fleet));
}

static CulmTransfer *
make_transfer (const char *id, const char *name, gint64 size)
{
  g_autofree char *path = g_strdup_printf ("/tmp/%s", name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return culm_transfer_new (id, file, name, size, NULL);
}

GListModel *
culm_test_transfers_new (void)
{
  GListStore *transfers = g_list_store_new (CULM_TYPE_TRANSFER);
  g_autoptr (CulmTransfer) sending = make_transfer ("a", "vase_large.3mf", 127000000);
  g_autoptr (CulmTransfer) failed = make_transfer ("b", "a rather long name of a file.gcode.3mf", 3000000);
  g_autoptr (CulmTransfer) done = make_transfer ("c", "gear box.gcode", 24000000);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_OFFLINE, "offline");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  culm_transfer_set_state (sending, CULM_TRANSFER_SENDING, NULL, now);
  for (int i = 0; i <= 6; i++)
    culm_transfer_set_sent (sending, 9400000 * i, g_get_monotonic_time () + i * G_USEC_PER_SEC);
  culm_transfer_set_state (failed, CULM_TRANSFER_FAILED, error, now);
  culm_transfer_set_state (done, CULM_TRANSFER_DONE, NULL, now);
  g_list_store_append (transfers, sending);
  g_list_store_append (transfers, failed);
  g_list_store_append (transfers, done);
  return G_LIST_MODEL (transfers);
}

GListModel *
culm_test_accounts_new (CulmAccountState state)
{
  GListStore *accounts = g_list_store_new (CULM_TYPE_ACCOUNT);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (CulmAccount) account =
      culm_account_new ("somebody@example.org", "global", "1234567", "Somebody", now + 60 * 24 * 3600);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_OFFLINE, "offline");

  culm_account_set_state (account, state, state == CULM_ACCOUNT_OFFLINE ? error : NULL);
  g_list_store_append (accounts, account);
  return G_LIST_MODEL (accounts);
}

gint64
culm_test_fleet_get_yesterday (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -1);
  g_autoptr (GDateTime) noon = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day), 12, 0, 0);

  return g_date_time_to_unix (noon);
}
