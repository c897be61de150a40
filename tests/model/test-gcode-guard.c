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
  { "M112 5", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M 112 5", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M11 2", CULM_ERROR_UNSUPPORTED, CULM_ERROR_BUSY },
  { "M112.0", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "N1 2 M112", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "n10m112*37", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "G1 X1 M112", CULM_ERROR_UNSUPPORTED, CULM_ERROR_BUSY },
  { "G1 X1 (M112)", CULM_ERROR_UNSUPPORTED, CULM_ERROR_BUSY },
  { "G28\tM00112", CULM_ERROR_UNSUPPORTED, CULM_ERROR_BUSY },
  { "G4\r\nM410\r\n", CULM_ERROR_UNSUPPORTED, CULM_ERROR_BUSY },
  { "M303 E0 S200 C8", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M500", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M502", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M600", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M302 P1", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M999", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M81", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M0", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "M104", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M109 T0", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M104 T0 S300", -1, -1 },
  { "M104 T1 S301", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M104 S200 R301", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M104 S200 S301", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M109 S190 B310 F", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M104 S-1", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M104 S+250.5", -1, -1 },
  { "M104 S0x1FF", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M104 Sinf", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M104 S", -1, -1 }, /* nothing is 0, off */
  { "M104 S2 50", -1, -1 },
  { "M140 S99 9", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE },
  { "M140 S60 M104 S220", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_OUT_OF_RANGE }, /* one command to some firmware */
  { "M104 S60 M140 S60", -1, -1 },
  { "M190 R101", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M191 S1", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M141 S0", -1, -1 },
  { "M620.1 E F523 T320", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M620 R3", -1, CULM_ERROR_BUSY },
  { "G10 P0 S350", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M568 P0 S350", CULM_ERROR_OUT_OF_RANGE, CULM_ERROR_BUSY },
  { "M1040 S999", -1, CULM_ERROR_BUSY },
  { "M99999999999999999999", -1, CULM_ERROR_BUSY },
  { "M1002 gcode_claim_action : 0", -1, CULM_ERROR_BUSY },
  { "M355 S1\nM960 S5 P1", -1, -1 },
  { "M107", -1, -1 },
  { "M106 S255 G28", -1, CULM_ERROR_BUSY },
  { "T1000", -1, CULM_ERROR_BUSY },
  { "N5 T1", -1, CULM_ERROR_BUSY },
  { "S220", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "hello", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "G28\vM112", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "G28 \xEF\xBC\xAD", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "G28 ; \xC3\xA4lter", -1, CULM_ERROR_BUSY },
  { "N12", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
  { "N 12 * 3", CULM_ERROR_UNSUPPORTED, CULM_ERROR_UNSUPPORTED },
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

static void
test_refuses_long_text (void)
{
  g_autofree char *blanks = g_strnfill (250, ' ');
  g_autofree char *line = g_strconcat ("G28 X", blanks, "Y Z", NULL);
  g_autofree char *comment = g_strconcat ("G28 ;", blanks, blanks, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  check (line, FALSE, CULM_ERROR_OUT_OF_RANGE);
  check (comment, FALSE, -1);
  while (text->len < 8192)
    g_string_append (text, "G4 P1\n");
  check (text->str, FALSE, CULM_ERROR_OUT_OF_RANGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gcode-guard/guards-lines", test_guards_lines);
  g_test_add_func ("/gcode-guard/refuses-long-text", test_refuses_long_text);
  return g_test_run ();
}
