/* test-sim-obeys.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-writer.h"
#include "culm-link-context.h"
#include "culm-report-reader.h"
#include "culm-sim-probe.h"

/* What the product writes for a model, the firmware of that model obeys; what that firmware has no form for is refused
 * by one and ignored by the other. The two share no code: here they meet. */

#define P1 " P1P P1S "
#define A1 " A1mini A1 "
#define X1 " X1C X1 X1E "
#define H2 " H2D H2DPro H2S H2C "
#define TWO " H2D H2DPro H2C X2D "
#define NEW H2 " P2S X2D "

static const char *const models[] = { "X1C",    "X1", "X1E", "P1P", "P1S",    "P2S", "X2D",
                                      "A1mini", "A1", "A2L", "H2D", "H2DPro", "H2S", "H2C" };

static const struct {
  const char *state, *key, *value;
  const char *fits; /* which models; NULL: all */
} rows[] = {
  /* clang-format off */
  { "idle", "nozzle", "200", NULL },
  { "idle", "nozzle-left", "200", TWO },
  { "idle", "bed", "60", NULL },
  { "idle", "chamber", "35", " X1E X2D " H2 },
  { "idle", "chamber", "50", " X1E X2D " H2 },
  { "idle", "fan", "50", NULL },
  { "idle", "aux-fan", "50", X1 P1 NEW },
  { "idle", "chamber-fan", "50", X1 P1 H2 " X2D " },
  { "idle", "aux2-fan", "50", " X2D " },
  { "idle", "airduct", "heating", NEW },
  { "idle", "airduct", "cooling", NEW },
  { "idle", "airduct", "full-cooling", "" },
  { "printing", "speed", "sport", NULL },
  { "idle", "light", "off", NULL },
  { "idle", "bed-light", "on", H2 },
  { "idle", "home", "", NULL },
  { "idle", "home", "X", NULL },
  { "paused", "home", "", NULL },
  { "idle", "jog", "X 10", NULL },
  { "idle", "jog", "Z -1", NULL },
  { "paused", "jog", "Y 5", NULL },
  { "paused", "extrude", "5", NULL },
  { "paused", "extrude", "-10", NULL },
  { "idle", "select-nozzle", "left", TWO },
  { "idle", "load", "A1", NULL },
  { "idle", "load", "HT1", " H2D H2S H2C " },
  { "idle", "load", "ext", NULL },
  { "idle", "load", "ext-left", TWO },
  { "paused", "unload", "", NULL },
  { "runout", "ams", "resume", NULL },
  { "idle", "ams", "abort", NULL },
  { "idle", "slot", "A1 --type PETG --color #112233", NULL },
  { "idle", "slot", "ext --type PLA", NULL },
  { "idle", "slot", "ext-left --type PLA", TWO },
  { "idle", "tag", "A1", " X1C X1E P1S P2S X2D A2L A1mini " H2 },
  { "idle", "dry", "A 55 4", " P2S X2D H2DPro H2S H2C " },
  { "idle", "dry", "B 55 4", " X1C H2DPro " },
  { "idle", "dry", "HT1 85 12", " H2D H2S H2C " },
  { "idle", "calibrate", "levelling vibration", NULL },
  { "idle", "calibrate", "motor-noise", NULL },
  { "idle", "calibrate", "lidar", X1 },
  { "idle", "calibrate", "nozzle-offset", TWO },
  { "printing", "skip", "108 120", NULL },
  { "paused", "skip", "108", NULL },
  { "idle", "option", "auto-recovery off", NULL },
  { "idle", "option", "auto-switch-filament off", NULL },
  { "idle", "option", "filament-tangle-detect on", NULL },
  { "idle", "option", "nozzle-blob-detect-v2 2", NULL },
  { "idle", "option", "sound-enable off", " A2L " A1 NEW },
  { "idle", "option", "air-purification 2", NEW },
  { "idle", "option", "idle-heat-protection on", " P2S X2D " },
  { "idle", "option", "door-check pause", X1 NEW },
  { "idle", "option", "save-files off", NULL },
  { "idle", "option", "buildplate-marker-detector on", NULL },
  { "idle", "option", "spaghetti-detector high", " A2L " X1 NEW },
  { "idle", "option", "ams-read-inserted off", NULL },
  { "idle", "option", "ams-remain off", NULL },
  { "idle", "buzzer", "beep", H2 },
  { "idle", "resolution", "720p", NULL },
  { "idle", "air-filter", "off", NEW },
  { "idle", "accessory", "0.4 hardened_steel", NULL },
  { "idle", "rack", "refresh", " H2C " },
  { "idle", "rack", "a", " H2C " },
  { "idle", "rack", "read 17", " H2C " },
  { "idle", "rack", "confirm all", " H2C " },
  { "idle", "rack", "mapping", " H2C " },
  { "idle", "pressure", "get A1", NULL },
  { "idle", "pressure", "start A1", NULL },
  { "idle", "pressure", "set A1 0.02 Mine", NULL },
  { "idle", "pressure", "select A1 1", NULL },
  { "idle", "pressure", "delete A1 1", NULL },
  { "idle", "pressure", "result", NULL },
  { "idle", "flow", "start A1", NULL },
  { "idle", "flow", "result", NULL },
  { "runout", "clear", "ignore-idle", NULL },
  { "idle", "print", "box.gcode.3mf --map 0=A1 --url file:///sdcard/box.gcode.3mf", NULL },
  { "idle", "print", "box.gcode", " A2L " X1 P1 A1 },
  { "idle", "record", "off", NULL },
  { "idle", "timelapse", "on", NULL },
  { "runout", "clear", "", NULL },
  { "runout", "clear", "resume", NULL },
  { "runout", "clear", "ignore", NULL },
  { "runout", "clear", "stop", NULL },
  { "failed", "clear", "ignore-idle", NULL },
  { "idle", "gcode", "M106 P1 S50\nM104 S200", NULL },
  /* clang-format on */
};

/* A virtual printer, and what the product knows of it. */
typedef struct {
  CulmSimProbe *probe;
  CulmPrinter *printer;
  CulmReport *report;
} Pair;

static void
on_report (Pair *self, GBytes *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) news = culm_report_new_from_bytes (payload, &error);
  CulmReport *merged;

  g_assert_no_error (error);
  merged = culm_report_merge (self->report, news);
  g_clear_pointer (&self->report, culm_report_unref);
  self->report = merged;
  culm_printer_apply (self->printer, merged, g_get_monotonic_time (), 0);
}

static void
init_pair (Pair *self, const char *model, const char *state)
{
  self->probe = culm_sim_probe_new (model, state);
  self->printer = culm_printer_new (culm_sim_printer_get_serial (self->probe->printer));
  self->report = NULL;
  g_signal_connect_swapped (self->probe->printer, "report", G_CALLBACK (on_report), self);
  g_assert_true (culm_sim_probe_send (self->probe, "{'info':{'command':'get_version'}}"));
  g_assert_true (culm_sim_probe_send (self->probe, "{'pushing':{'command':'pushall'}}"));
  culm_sim_probe_wait (self->probe, 0.2);
  g_assert_true (culm_printer_get_complete (self->printer));
}

static void
clear_pair (Pair *self)
{
  g_signal_handlers_disconnect_by_data (self->probe->printer, self);
  culm_sim_probe_free (self->probe);
  g_clear_pointer (&self->report, culm_report_unref);
  g_clear_object (&self->printer);
}

static gboolean
is_listed (const char *list, const char *model)
{
  g_autofree char *word = g_strdup_printf (" %s ", model);

  return list == NULL || strstr (list, word) != NULL;
}

/* Returns: (transfer container) (nullable): what is written, NULL when there is no form for it */
static GPtrArray *
write_command (Pair *self, const char *key, const char *value, CulmDialect dialect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmCommand) command = culm_command_parse (key, value, &error);
  g_auto (CulmLinkContext) context = { 0 };
  CulmSequence sequence;
  GPtrArray *messages;

  g_assert_no_error (error);
  culm_sequence_init (&sequence, CULM_SEQUENCE_FIRST);
  culm_link_context_init (&context, self->printer, dialect, FALSE, TRUE);
  messages = culm_command_write (command, &context.values, &sequence, &error);
  if (messages == NULL && !g_error_matches (error, CULM_ERROR, CULM_ERROR_OUT_OF_RANGE))
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  return messages;
}

/* Whether all of it was obeyed. */
static gboolean
send_messages (Pair *self, GPtrArray *messages)
{
  gboolean all = TRUE;

  for (guint i = 0; i < messages->len; i++) {
    const CulmCommandMessage *message = g_ptr_array_index (messages, i);
    gsize length;
    const char *text = g_bytes_get_data (message->payload, &length);

    g_test_message ("%.*s", (int) length, text);
    all = culm_sim_printer_handle_request (self->probe->printer, message->payload) && all;
  }
  return all;
}

static void
test_obeys_what_is_written (gconstpointer data)
{
  const char *model = data;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) messages = NULL;
    Pair pair;

    init_pair (&pair, model, rows[i].state);
    g_test_message ("%s %s %s %s", model, rows[i].state, rows[i].key, rows[i].value);
    messages = write_command (&pair, rows[i].key, rows[i].value, CULM_DIALECT_AUTO);
    g_assert_cmpint (messages != NULL, ==, is_listed (rows[i].fits, model));
    if (messages != NULL)
      g_assert_true (send_messages (&pair, messages));
    clear_pair (&pair);
  }
}

/* The typed forms that an older firmware does not know. */
static void
test_ignores_other_dialects (void)
{
  static const struct {
    const char *key, *value, *knows;
  } cases[] = {
    { "nozzle", "200", NEW },       { "bed", "60", " A2L " NEW },
    { "fan", "50", " A2L " NEW },   { "home", "", " X1C X1E A2L " NEW },
    { "jog", "X 10", " A2L " NEW },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++) {
      g_autoptr (GPtrArray) messages = NULL;
      Pair pair;

      init_pair (&pair, models[i], "idle");
      g_test_message ("%s %s", models[i], cases[j].key);
      messages = write_command (&pair, cases[j].key, cases[j].value, CULM_DIALECT_STRUCT);
      g_assert_nonnull (messages);
      g_assert_cmpint (send_messages (&pair, messages), ==, is_listed (cases[j].knows, models[i]));
      clear_pair (&pair);
    }
}

/* G-code of these is understood everywhere. */
static void
test_obeys_gcode (void)
{
  static const char *const cases[][2] = { { "nozzle", "200" }, { "bed", "60" },   { "fan", "50" },
                                          { "home", "" },      { "jog", "X 10" }, { "jog", "Y -2.5" } };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++) {
      g_autoptr (GPtrArray) messages = NULL;
      Pair pair;

      init_pair (&pair, models[i], "idle");
      g_test_message ("%s %s", models[i], cases[j][0]);
      messages = write_command (&pair, cases[j][0], cases[j][1], CULM_DIALECT_GCODE);
      g_assert_nonnull (messages);
      g_assert_true (send_messages (&pair, messages));
      clear_pair (&pair);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++) {
    g_autofree char *path = g_strdup_printf ("/sim/obeys/what-is-written/%s", models[i]);

    g_test_add_data_func (path, models[i], test_obeys_what_is_written);
  }
  g_test_add_func ("/sim/obeys/not-other-dialects", test_ignores_other_dialects);
  g_test_add_func ("/sim/obeys/gcode", test_obeys_gcode);
  return g_test_run ();
}
