/* test-dialect.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-dialect.h"

static const char *const models[] = { "P1P", "P1S", "A1",  "A1 mini", "X1",      "X1C", "X1E",
                                      "A2L", "P2S", "H2S", "H2D",     "H2D Pro", "H2C", "X2D" };

/* reference/mqtt.md §4.3, a column a family: G G-code, S typed, 2/8/9 typed by bit 32, 38 or 39 of `fun`, p typed when
 * the parts list has it, - no such fan. Columns: P1 P1 A1 A1 X1 X1 X1E A2L P2S H2S H2D H2D H2C X2D. */
static const struct {
  const char *key, *value, *cells;
} rows[] = {
  { "nozzle", "220", "GGGGGGGGGGSSSS" },     { "bed", "60", "GGGG999999SSSS" },
  { "fan", "50", "GGGGGGGpSSSSSS" },         { "aux-fan", "50", "GGGGGGG-SSSSSS" },
  { "chamber-fan", "50", "GGGGGGG-SSSSSS" }, { "home", "", "GGGG2222222222" },
  { "home", "X", "GGGGGGGGGGGGGG" },         { "jog", "X 10", "GGGG8888888888" },
  { "extrude", "10", "GGGGGGGGGGSSSS" },     { "pause", "", "SSSSSSSSSSSSSS" },
  { "light", "on", "SSSSSSSSSSSSSS" },       { "airduct", "heating", "SSSSSSSSSSSSSS" },
  { "chamber", "45", "SSSSSSSSSSSSSS" },
};

static CulmDialect
choose (const CulmCommand *command, const char *model, guint64 fun, guint32 parts)
{
  CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;

  context.model = model != NULL ? culm_printer_model_find (model) : NULL;
  context.has_fun = fun != 0;
  context.fun = fun;
  context.airduct_parts = parts;
  return culm_dialect_choose (command, &context);
}

static void
test_follows_the_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmCommand) command = culm_command_parse (rows[i].key, rows[i].value, NULL);

    for (guint j = 0; j < G_N_ELEMENTS (models); j++) {
      char cell = rows[i].cells[j];
      guint bit = cell == '2' ? 32 : cell == '8' ? 38 : 39;
      CulmDialect bare = cell == 'S' ? CULM_DIALECT_STRUCT : CULM_DIALECT_GCODE;
      CulmDialect full = cell == 'G' ? CULM_DIALECT_GCODE : CULM_DIALECT_STRUCT;

      if (cell == '-')
        continue;
      g_test_message ("%s of the %s", rows[i].key, models[j]);
      g_assert_cmpint (choose (command, models[j], 0, 0), ==, bare);
      g_assert_cmpint (choose (command, models[j], ~G_GUINT64_CONSTANT (0), ~0u), ==, full);
      if (cell >= '2' && cell <= '9') {
        g_assert_cmpint (choose (command, models[j], G_GUINT64_CONSTANT (1) << bit, 0), ==, CULM_DIALECT_STRUCT);
        g_assert_cmpint (choose (command, models[j], ~(G_GUINT64_CONSTANT (1) << bit), ~0u), ==, CULM_DIALECT_GCODE);
      }
    }
    g_assert_cmpint (choose (command, NULL, ~G_GUINT64_CONSTANT (0), ~0u), ==, CULM_DIALECT_GCODE);
  }
}

static void
test_obeys_the_person (void)
{
  CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;
  g_autoptr (CulmCommand) command = culm_command_new_nozzle (0, 220);

  context.model = culm_printer_model_find ("H2D");
  context.seed_by_default = TRUE;
  g_assert_cmpint (culm_dialect_choose (command, &context), ==, CULM_DIALECT_SEED);
  context.model = NULL;
  g_assert_cmpint (culm_dialect_choose (command, &context), ==, CULM_DIALECT_SEED);
  for (CulmDialect wanted = CULM_DIALECT_SEED; wanted <= CULM_DIALECT_STRUCT; wanted++) {
    context.dialect = wanted;
    g_assert_cmpint (culm_dialect_choose (command, &context), ==, wanted);
  }
}

static void
test_has_names (void)
{
  CulmDialect found;

  for (CulmDialect dialect = CULM_DIALECT_AUTO; dialect <= CULM_DIALECT_STRUCT; dialect++) {
    g_assert_true (culm_dialect_find (culm_dialect_get_name (dialect), &found));
    g_assert_cmpint (found, ==, dialect);
  }
  g_assert_true (culm_dialect_find ("Seed", &found));
  g_assert_cmpint (found, ==, CULM_DIALECT_SEED);
  g_assert_false (culm_dialect_find ("latin", &found));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialect/follows-the-table", test_follows_the_table);
  g_test_add_func ("/dialect/obeys-the-person", test_obeys_the_person);
  g_test_add_func ("/dialect/has-names", test_has_names);
  return g_test_run ();
}
