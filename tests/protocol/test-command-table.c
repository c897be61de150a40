/* test-command-table.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-writer.h"
#include <string.h>

#define BIT(n) (G_GUINT64_CONSTANT (1) << (n))
#define ALL (~G_GUINT64_CONSTANT (0))

static const char *const models[] = { "P1P", "P1S", "A1",  "A1 mini", "X1",      "X1C", "X1E",
                                      "A2L", "P2S", "H2S", "H2D",     "H2D Pro", "H2C", "X2D" };

/* The whole of reference/mqtt.md §4.3, a letter a model in the order above: G G-code, S typed, - nothing; 2, 8, 9 typed
 * with bit 32, 38, 39 of `fun`, else G-code; p typed when the parts list has fan 1, else G-code; c typed when it has
 * fan 3, else nothing. */
static const struct {
  const char *key, *value, *cells, *gcode, *typed;
} rows[] = {
  { "pause", "", "SSSSSSSSSSSSSS", NULL, "\"pause\",\"param\":\"\"" },
  { "resume", "", "SSSSSSSSSSSSSS", NULL, "\"resume\",\"param\":\"\"" },
  { "stop", "", "SSSSSSSSSSSSSS", NULL, "\"stop\",\"param\":\"\"" },
  { "nozzle", "220", "GGGGGGGGGGSSSS", "M104 S220\\n", "\"set_nozzle_temp\",\"extruder_index\":0,\"target_temp\":220" },
  { "nozzle-left", "220", "----------SSSS", NULL, "\"set_nozzle_temp\",\"extruder_index\":1,\"target_temp\":220" },
  { "bed", "60", "GGGG999999SSSS", "M140 S60\\n", "\"set_bed_temp\",\"temp\":60" },
  { "chamber", "35", "------S--SSSSS", NULL, "\"set_ctt\",\"ctt_val\":35" },
  { "fan", "50", "GGGGGGGpSSSSSS", "M106 P1 S127\\n", "\"set_fan\",\"fan_index\":1,\"speed\":50" },
  { "aux-fan", "50", "GG--GGG-SSSSSS", "M106 P2 S127\\n", "\"set_fan\",\"fan_index\":2,\"speed\":50" },
  { "aux2-fan", "50", "-------------S", NULL, "\"set_fan\",\"fan_index\":10,\"speed\":50" },
  { "chamber-fan", "50", "GG--GGG-ccSSSS", "M106 P3 S127\\n", "\"set_fan\",\"fan_index\":3,\"speed\":50" },
  { "airduct", "heating", "--------SSSSSS", NULL, "\"set_airduct\",\"modeId\":1,\"submode\":-1" },
  { "home", "", "GGGG2222222222", "G28\\n", "\"back_to_center\"" },
  { "jog", "X 10", "GGGG8888888888",
    "M211 S\\nM211 X1 Y1 Z1\\nM1002 push_ref_mode\\nG91\\nG1 X10.0 F3000\\nM1002 pop_ref_mode\\nM211 R\\n",
    "\"xyz_ctrl\",\"axis\":\"X\",\"dir\":1,\"mode\":1" },
  { "nozzle", "right", "----------SSSS", NULL, "\"select_extruder\",\"extruder_index\":0" },
};

/* What is sent without any number; NULL when nothing may be. */
static char *
write_command (const char *key, const char *value, const char *model, guint64 fun, guint32 parts, CulmDialect dialect)
{
  CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;
  g_autoptr (CulmCommand) command = culm_command_parse (key, value, NULL);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  const CulmCommandMessage *message;

  context.model = culm_printer_model_find (model);
  context.dialect = dialect;
  context.has_fun = fun != 0;
  context.fun = fun;
  context.airduct_parts = parts;
  g_assert_nonnull (context.model);
  messages = culm_command_write (command, &context, NULL, &error);
  if (messages == NULL) {
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
    return NULL;
  }
  g_assert_cmpuint (messages->len, ==, 1);
  message = messages->pdata[0];
  return g_strndup (g_bytes_get_data (message->payload, NULL), g_bytes_get_size (message->payload));
}

static void
check (guint row, const char *model, char form, guint64 fun, guint32 parts)
{
  g_autofree char *sent = write_command (rows[row].key, rows[row].value, model, fun, parts, CULM_DIALECT_AUTO);
  g_autofree char *wanted = NULL;

  if (form == 'G')
    wanted = g_strconcat ("{\"print\":{\"command\":\"gcode_line\",\"param\":\"", rows[row].gcode, "\"}}", NULL);
  else if (form == 'S')
    wanted = g_strconcat ("{\"print\":{\"command\":", rows[row].typed, "}}", NULL);
  g_test_message ("%s %s of the %s, fun %" G_GINT64_MODIFIER "x", rows[row].key, rows[row].value, model, fun);
  g_assert_cmpstr (sent, ==, wanted);
}

/* The cell under everything that may decide, and under everything that may not. */
static void
check_cell (guint row, const char *model, char cell)
{
  guint64 bit = cell == '2' ? BIT (32) : cell == '8' ? BIT (38) : cell == '9' ? BIT (39) : 0;
  guint32 part = cell == 'p' ? 1 << 1 : cell == 'c' ? 1 << 3 : 0;
  char without = cell == 'c' ? '-' : 'G';

  if (bit != 0) {
    check (row, model, 'G', 0, 0);
    check (row, model, 'G', ALL & ~bit, ~0u);
    check (row, model, 'S', bit, 0);
    check (row, model, 'S', ALL, ~0u);
  } else if (part != 0) {
    check (row, model, without, ALL, 0);
    check (row, model, without, ALL, ~part);
    check (row, model, 'S', 0, part);
  } else {
    check (row, model, cell, 0, 0);
    check (row, model, cell, ALL, ~0u);
  }
}

static void
test_every_cell (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpuint (strlen (rows[i].cells), ==, G_N_ELEMENTS (models));
    for (guint j = 0; j < G_N_ELEMENTS (models); j++)
      check_cell (i, models[j], rows[i].cells[j]);
  }
}

/* reference/mqtt.md §4.1: the nine of the vendor's reference and their bytes; what the model lacks stays refused. */
static void
test_every_seed_command (void)
{
  static const struct {
    const char *key, *value, *cells, *bytes;
  } seeds[] = {
    { "pause", "", "yyyyyyyyyyyyyy", "{\"print\":{\"command\":\"pause\"}}" },
    { "resume", "", "yyyyyyyyyyyyyy", "{\"print\":{\"command\":\"resume\"}}" },
    { "stop", "", "yyyyyyyyyyyyyy", "{\"print\":{\"command\":\"stop\"}}" },
    { "nozzle", "220", "yyyyyyyyyyyyyy", "{\"print\":{\"command\":\"set_nozzle_temp\",\"param\":\"220\"}}" },
    { "bed", "60", "yyyyyyyyyyyyyy", "{\"print\":{\"command\":\"set_bed_temp\",\"param\":\"60\"}}" },
    { "chamber", "35", "------y--yyyyy", "{\"print\":{\"command\":\"set_chamber_temp\",\"param\":\"35\"}}" },
    { "fan", "50", "yyyyyyyyyyyyyy", "{\"print\":{\"command\":\"set_fan_speed\",\"param\":\"50\"}}" },
    { "aux-fan", "50", "yy--yyy-yyyyyy", "{\"print\":{\"command\":\"set_airduct\",\"param\":\"50\"}}" },
    { "chamber-fan", "50", "yy--yyy-yyyyyy", "{\"print\":{\"command\":\"set_ctt\",\"param\":\"50\"}}" },
    { "light", "on", "--------------", NULL },
    { "speed", "sport", "--------------", NULL },
    { "home", "", "--------------", NULL },
    { "gcode", "G28", "--------------", NULL },
    { "load", "A1", "--------------", NULL },
    { "print", "a.3mf", "--------------", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (models); j++) {
      g_autofree char *sent = write_command (seeds[i].key, seeds[i].value, models[j], ALL, ~0u, CULM_DIALECT_SEED);

      g_test_message ("%s of the %s", seeds[i].key, models[j]);
      g_assert_cmpstr (sent, ==, seeds[i].cells[j] == 'y' ? seeds[i].bytes : NULL);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/command-table/every-cell", test_every_cell);
  g_test_add_func ("/command-table/every-seed-command", test_every_seed_command);
  return g_test_run ();
}
