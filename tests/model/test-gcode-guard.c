/* test-gcode-guard.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-gcode-guard.h"

static const struct {
  const char *lines;
  int idle, printing; /* -1: fine, else the error */
} rows[] = {
  { "G28\n", -1, CULM_ERROR_BUSY },
  { "G1 X10 F3000\n", -1, CULM_ERROR_BUSY },
  { "M104 S300\n", -1, -1 },
  { "M104 S301\n", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "m104s301", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M 104 S 3 0 1", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "N12 M0104 T0 S1e3*71", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M109 R999", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M104 Snan", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M104 (warm) S999", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "G28 M140 S999", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M140 S100 ; M112", -1, -1 },
  { "M140 S101", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M190 S60", -1, CULM_ERROR_BUSY },
  { "M141 S30", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M112", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "G4 P1\nm 112", CULM_ERROR_UNSUPPORTED, CULM_ERROR_BUSY },
  { "M106 P1 S127\rM112", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M997", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M106 P1 S127\nM220 S100\n", -1, -1 },
  { "M106 G1 X1", -1, CULM_ERROR_BUSY },
  { "T1", -1, CULM_ERROR_BUSY },
  { "", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "; nothing\n\n", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
};

static void
check (const char *lines, gboolean printing, int code)
{
  const CulmPrinterModel *model = culm_printer_model_find ("P1S");
  g_autoptr (GError) error = NULL;
  gboolean fine = culm_gcode_guard_check (lines, model, TRUE, printing, &error);

  g_test_message ("%s, %s", lines, printing ? "printing" : "idle");
  g_assert_cmpint (fine, ==, code < 0);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, CULM_ERROR, code);
}

static void
test_guards_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    check (rows[i].lines, FALSE, rows[i].idle);
    check (rows[i].lines, TRUE, rows[i].printing);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gcode-guard/guards-lines", test_guards_lines);
  return g_test_run ();
}
