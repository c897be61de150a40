/* culm-test-scenes.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-scenes.h"
#include "culm-error.h"
#include "culm-test-fleet.h"
#include "fake-link.h"

#define JOB                                                                                                            \
  "\"gcode_state\":\"RUNNING\",\"mc_percent\":62,\"mc_remaining_time\":72,\"layer_num\":124,\"total_layer_num\":201,"  \
  "\"stg_cur\":0,\"subtask_name\":\"Voronoi vase\",\"task_id\":\"7\",\"print_type\":\"cloud\","
#define HEAT                                                                                                           \
  "\"nozzle_temper\":219.8,\"nozzle_target_temper\":220,\"bed_temper\":60.1,\"bed_target_temper\":60,"                 \
  "\"chamber_temper\":38.4,"
#define COLD "\"nozzle_temper\":24.8,\"nozzle_target_temper\":0,\"bed_temper\":23.1,\"bed_target_temper\":0,"
#define REST                                                                                                           \
  "\"cooling_fan_speed\":\"12\",\"big_fan1_speed\":\"6\",\"big_fan2_speed\":\"5\",\"heatbreak_fan_speed\":\"15\","     \
  "\"spd_lvl\":2,\"spd_mag\":100,\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"}]"
#define TRAY(id, type, color, remain)                                                                                  \
  "{\"id\":\"" #id "\",\"tray_type\":\"" type "\",\"tray_color\":\"" color "\",\"remain\":" #remain                    \
  ",\"tag_uid\":\"A1B2C3D400000100\"}"
#define UNIT(id, info)                                                                                                 \
  "{\"id\":\"" #id "\",\"humidity\":\"4\",\"humidity_raw\":\"24\",\"temp\":\"26.1\",\"info\":\"" info                  \
  "\",\"tray\":[" TRAY (0, "PLA", "F98C36FF", 62) "," TRAY (1, "PLA", "161616FF", 91) "," TRAY (                       \
      2, "PETG-CF", "FFFFFFFF", 30) ",{\"id\":\"3\"}]}"
#define HT                                                                                                             \
  "{\"id\":\"128\",\"humidity\":\"5\",\"humidity_raw\":\"9\",\"temp\":\"64.0\",\"info\":\"00000124\",\"dry_time\":312" \
  ",\"tray\":[" TRAY (0, "PA-CF", "3A3A3AFF", 80) "]}"
#define ONE_AMS                                                                                                        \
  ",\"ams\":{\"ams\":[" UNIT (0, "00000001") "],\"ams_exist_bits\":\"1\",\"tray_exist_bits\":\"7\",\"tray_now\":"      \
                                             "\"0\"}"
#define TWO_AMS_HT                                                                                                     \
  ",\"fun2\":\"20\",\"ams\":{\"ams\":[" UNIT (0, "00000003") "," UNIT (                                                \
      1, "00000003") "," HT "],\"ams_exist_bits\":\"13\",\"tray_exist_bits\":\"10077\",\"tray_now\":\"4\"}"            \
                     ",\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"TPU\",\"tray_color\":\"7AC943FF\"}"
/* A printer with the new bit fields, which has every option, and an update on offer. */
#define OPTIONS                                                                                                        \
  "\"cfg\":\"10013FF020\",\"fun\":\"4002000000003300\",\"fun2\":\"30\",\"stat\":\"0\",\"aux\":\"1000\","               \
  "\"xcam\":{\"cfg\":7349888,\"buildplate_marker_detector\":true},"                                                    \
  "\"ipcam\":{\"ipcam_dev\":\"1\",\"ipcam_record\":\"enable\",\"timelapse\":\"disable\"},"                             \
  "\"upgrade_state\":{\"status\":\"IDLE\",\"new_version_state\":1,\"ota_new_version_number\":\"01.02.00.00\"},"
#define MODULES                                                                                                        \
  "{\"name\":\"ota\",\"sw_ver\":\"01.01.50.40\"},{\"name\":\"mc\",\"sw_ver\":\"00.00.31.20\"},"                        \
  "{\"name\":\"th\",\"sw_ver\":\"00.01.10.05\"},{\"name\":\"n3f/0\",\"sw_ver\":\"00.00.07.94\"}"

/* A change of filament that got stuck; one slot without a tag, one empty. */
#define FILAMENT                                                                                                       \
  "\"gcode_state\":\"PAUSE\",\"mc_percent\":41,\"stg_cur\":4,\"subtask_name\":\"Bracket\",\"task_id\":\"9\","          \
  "\"print_error\":117473283,\"ams_status\":260," HEAT REST ",\"ams\":{\"ams\":[{\"id\":\"0\",\"humidity\":\"4\","     \
  "\"humidity_raw\":\"24\",\"temp\":\"26.1\",\"info\":\"00000001\",\"tray\":["                                         \
  "{\"id\":\"0\",\"tray_type\":\"PLA\",\"tray_sub_brands\":\"PLA Basic\",\"tray_info_idx\":\"GFA00\","                 \
  "\"tray_color\":\"F98C36FF\",\"remain\":62,\"tag_uid\":\"A1B2C3D400000100\",\"nozzle_temp_min\":\"190\","            \
  "\"nozzle_temp_max\":\"240\"}," TRAY (                                                                               \
      1, "PLA", "161616FF",                                                                                            \
      91) ",{\"id\":\"2\",\"tray_type\":\"PETG\","                                                                     \
          "\"tray_info_idx\":\"GFG99\",\"tray_color\":\"2A7DE1FF\",\"nozzle_temp_min\":\"220\",\"nozzle_temp_max\":"   \
          "\"270\","                                                                                                   \
          "\"tag_uid\":\"0000000000000000\"},{\"id\":\"3\"}]}],\"ams_exist_bits\":\"1\",\"tray_exist_bits\":\"7\","    \
          "\"tray_now\":\"0\"},\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"TPU\",\"tray_color\":\"7AC943FF\"}"
#define DUAL                                                                                                           \
  "\"device\":{\"extruder\":{\"state\":2,\"info\":[{\"id\":0,\"temp\":14418136},{\"id\":1,\"temp\":31}]},"             \
  "\"bed\":{\"info\":{\"temp\":3932220}},\"ctc\":{\"info\":{\"temp\":2949160}}},"
#define DUCT                                                                                                           \
  "\"airduct\":{\"modeCur\":1,\"modeList\":[{\"modeId\":0,\"ctrl\":[16,32,48]},{\"modeId\":1,\"ctrl\":[16,32],"        \
  "\"off\":[48]},{\"modeId\":2,\"ctrl\":[16,32,48]}],\"parts\":[{\"id\":16,\"state\":0},{\"id\":32,\"state\":30},"     \
  "{\"id\":48,\"state\":0},{\"id\":160,\"state\":20}]}"
#define DUAL_IDLE                                                                                                      \
  "\"home_flag\":7,\"fun\":\"4100000000\",\"device\":{\"extruder\":{\"state\":2,\"info\":[{\"id\":0,\"temp\":42},"     \
  "{\"id\":1,\"temp\":14418136}]},\"bed\":{\"info\":{\"temp\":30}},\"ctc\":{\"info\":{\"temp\":29}}," DUCT "},"
#define MANY_FAULTS                                                                                                    \
  "\"print_error\":117473297,\"hms\":[{\"attr\":83886336,\"code\":131073},{\"attr\":50332416,\"code\":65537},"         \
  "{\"attr\":201326848,\"code\":196614},{\"attr\":134221824,\"code\":262145}],"

#define LINK_KEY "culm-test-link"

typedef struct {
  const char *name, *title, *model, *print;
  void (*arrange) (CulmPrinter *printer); /* nullable */
} Scene;

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_send_finish (CULM_PRINTER (printer), result, NULL);
}

static void
send (CulmPrinter *printer, CulmCommand *command)
{
  g_autoptr (CulmCommand) owned = command;

  culm_printer_send_async (printer, owned, NULL, send_cb, NULL);
}

static void
send_all (CulmPrinter *printer)
{
  send (printer, culm_command_new_nozzle (0, 235));
  send (printer, culm_command_new_bed (70));
  send (printer, culm_command_new_fan (CULM_FAN_PART, 30));
  send (printer, culm_command_new_speed (3));
  send (printer, culm_command_new_light (FALSE));
  send (printer, culm_command_new_pause ());
}

static void
arrange_pending (CulmPrinter *printer)
{
  culm_test_give_link (printer);
  send_all (printer);
}

/* The sentences come once the page looks: by an idle callback. */
static gboolean
on_idle (gpointer user_data)
{
  CulmPrinter *printer = user_data;
  FakeLink *link = g_object_get_data (G_OBJECT (printer), LINK_KEY);
  static const CulmError codes[] = { CULM_ERROR_NOT_CONFIRMED, CULM_ERROR_REFUSED, CULM_ERROR_OFFLINE };

  send_all (printer);
  for (guint i = 0; fake_link_get_n_open (link) > 0; i++)
    fake_link_end (link, culm_error_new (CULM_ERROR_ORIGIN_PRINTER, codes[i % G_N_ELEMENTS (codes)], "No"));
  return G_SOURCE_REMOVE;
}

static void
arrange_failed_commands (CulmPrinter *printer)
{
  culm_test_give_link (printer);
  g_idle_add_full (G_PRIORITY_HIGH, on_idle, g_object_ref (printer), g_object_unref);
}

static void
arrange_refused (CulmPrinter *printer)
{
  culm_printer_set_control (printer, CULM_CONTROL_REFUSED);
}

static void
arrange_stale (CulmPrinter *printer)
{
  culm_printer_set_stale (printer, TRUE);
}

static void
arrange_offline (CulmPrinter *printer)
{
  culm_printer_set_online (printer, FALSE, culm_test_fleet_get_yesterday ());
}

static void
arrange_waiting (CulmPrinter *printer)
{
  culm_test_give_link (printer);
  culm_printer_set_online (printer, TRUE, g_get_real_time () / G_USEC_PER_SEC);
}

static void
arrange_modules (CulmPrinter *printer)
{
  culm_test_printer_tell_modules (printer, MODULES);
}

static const Scene scenes[] = {
  { "one-ams", "Workshop X1", "X1 Carbon", JOB HEAT REST ONE_AMS, NULL },
  { "two-ams-ht", "Workshop P2S", "P2S", JOB HEAT REST TWO_AMS_HT, NULL },
  { "dual", "Studio H2D", "H2D", JOB DUAL REST ONE_AMS, NULL },
  { "ready", "Workshop X1", "X1 Carbon", "\"gcode_state\":\"IDLE\",\"home_flag\":3," HEAT REST ONE_AMS, NULL },
  { "dual-ready", "Studio X2D", "X2D", "\"gcode_state\":\"IDLE\"," DUAL_IDLE REST ONE_AMS, NULL },
  { "small", "Attic A1 mini", "A1 mini", JOB HEAT REST, NULL },
  { "options", "Garage P2S", "P2S", OPTIONS JOB HEAT REST ONE_AMS, arrange_modules },
  { "filament", "Lab P1S", "P1S", FILAMENT, NULL },
  { "idle", "Lab P1S", "P1S", "\"gcode_state\":\"IDLE\"," COLD REST ONE_AMS, NULL },
  { "faults", "Lab P1S", "P1S",
    "\"gcode_state\":\"PAUSE\",\"mc_percent\":41,\"stg_cur\":6,\"subtask_name\":\"Bracket\","
    "\"task_id\":\"9\"," MANY_FAULTS HEAT REST ONE_AMS,
    NULL },
  { "refused", "Workshop X1", "X1 Carbon", JOB HEAT REST ONE_AMS, arrange_refused },
  { "pending", "Workshop X1", "X1 Carbon", JOB HEAT REST ONE_AMS, arrange_pending },
  { "failed-commands", "Workshop X1", "X1 Carbon", JOB HEAT REST ONE_AMS, arrange_failed_commands },
  { "stale", "Workshop X1", "X1 Carbon", JOB HEAT REST ONE_AMS, arrange_stale },
  { "was-online", "Workshop X1", "X1 Carbon", JOB HEAT REST ONE_AMS, arrange_offline },
  { "waiting", "Workshop X1", "X1 Carbon", NULL, arrange_waiting },
  { "unknown", "Workshop X1", "X1 Carbon", "\"mc_percent\":12", NULL },
  { "hard-names", "<b>&\" طابعة الورشة: the second one from the left in the long room behind the stairs", "X1 Carbon",
    "\"gcode_state\":\"RUNNING\",\"mc_percent\":8,\"mc_remaining_time\":15000,\"layer_num\":1240,\"total_layer_num\":"
    "12010,\"stg_cur\":0,\"subtask_name\":\"<b>&\\\" مزهرية, a name that is much too long for any line, and goes on "
    "and "
    "on\",\"task_id\":\"1\"," HEAT REST ONE_AMS,
    NULL },
};

const char *const culm_test_scene_names[] = {
  "one-ams",    "two-ams-ht", "dual",    "ready",      "dual-ready", "small",           "options",
  "filament",   "idle",       "faults",  "refused",    "pending",    "failed-commands", "stale",
  "was-online", "waiting",    "unknown", "hard-names", NULL,
};

CulmPrinter *
culm_test_scene_new (const char *name)
{
  const Scene *scene = scenes;
  CulmPrinter *printer;

  while (g_strcmp0 (scene->name, name) != 0)
    scene++;
  printer = culm_test_printer_new ("00M00A000000099", scene->title, scene->model, scene->print);
  if (scene->arrange != NULL)
    scene->arrange (printer);
  return printer;
}

FakeLink *
culm_test_give_link (CulmPrinter *printer)
{
  FakeLink *link = fake_link_new ();

  culm_printer_set_link (printer, CULM_PRINTER_LINK (link), CULM_ROUTE_CLOUD);
  g_object_set_data_full (G_OBJECT (printer), LINK_KEY, link, g_object_unref);
  return link;
}

void
culm_test_end_commands (CulmPrinter *printer, int code)
{
  FakeLink *link = g_object_get_data (G_OBJECT (printer), LINK_KEY);

  while (link != NULL && fake_link_get_n_open (link) > 0)
    fake_link_end (link, code < 0 ? NULL : culm_error_new (CULM_ERROR_ORIGIN_PRINTER, (CulmError) code, "No"));
}
