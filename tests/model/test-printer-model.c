/* test-printer-model.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-print-request.h"
#include "culm-printer-model.h"

#include <string.h>

/* reference/models.md §1 and §2, typed from there and not from the table under test. */
static const struct {
  const char *name, *words[8], *product_name, *serial;
  int nozzles, main, nozzle_max, bed_220v, bed_110v, chamber_max;
  gboolean chamber_sensor;
  const char *fans; /* part, auxiliary, chamber, second auxiliary: yes, no, option, parts */
  gboolean airduct, door, bed_slinger, full;
} rows[] = {
  /* clang-format off */
  { "X1 Carbon", { "X1C", "x1 carbon", "BL-P001", "bl-p001", "3DPrinter-X1-Carbon", "X1Carbon", "BL-P001-V2" },
    "Bambu Lab X1-Carbon", "00M00A000000001", 1, 0, 300, 110, 120, 0, TRUE, "yyyn", FALSE, TRUE, FALSE, TRUE },
  { "X1", { "x1", "BL-P002", "3DPrinter-X1" }, "Bambu Lab X1", "00W00A000000001", 1, 0, 300, 110, 120, 0, TRUE, "yyyn",
    FALSE, TRUE, FALSE, TRUE },
  { "X1E", { "x1e", "C13", "c13-v2" }, "Bambu Lab X1E", "03W00A000000001", 1, 0, 320, 110, 110, 60, TRUE, "yyyn",
    FALSE, TRUE, FALSE, TRUE },
  { "P1P", { "p1p", "C11" }, "Bambu Lab P1P", "01S00A000000001", 1, 0, 300, 100, 100, 0, FALSE, "yoon",
    FALSE, FALSE, FALSE, FALSE },
  { "P1S", { "p1s", "C12", " P1S " }, "Bambu Lab P1S", "01P00A000000001", 1, 0, 300, 100, 100, 0, FALSE, "yyyn",
    FALSE, FALSE, FALSE, FALSE },
  { "P2S", { "N7", "N7-V2", "n7-v2", "p2s" }, "Bambu Lab P2S", "22E00A000000001", 1, 0, 300, 110, 110, 0, TRUE, "yypn",
    TRUE, TRUE, FALSE, TRUE },
  { "X2D", { "N6", "x2d" }, "Bambu Lab X2D", "20P00A000000001", 2, 1, 300, 120, 120, 65, TRUE, "yyyy",
    TRUE, TRUE, FALSE, TRUE },
  { "A1 mini", { "A1mini", "a1 MINI", "N1", "A1-mini" }, "Bambu Lab A1 mini", "03000A000000001", 1, 0, 300, 80, 80, 0,
    FALSE, "ynnn", FALSE, FALSE, TRUE, FALSE },
  { "A1", { "a1", "N2S" }, "Bambu Lab A1", "03900A000000001", 1, 0, 300, 100, 100, 0, FALSE, "ynnn",
    FALSE, FALSE, TRUE, FALSE },
  { "A2L", { "N9" }, "Bambu Lab A2L", "26A00A000000001", 1, 0, 300, 80, 80, 0, FALSE, "ynnn",
    FALSE, FALSE, TRUE, FALSE },
  { "H2S", { "O1S" }, "Bambu Lab H2S", "09300A000000001", 1, 0, 350, 120, 120, 65, TRUE, "yyyn",
    TRUE, TRUE, FALSE, TRUE },
  { "H2D", { "O1D", "h2d" }, "Bambu Lab H2D", "09400A000000001", 2, 0, 350, 120, 120, 65, TRUE, "yyyn",
    TRUE, TRUE, FALSE, TRUE },
  { "H2D Pro", { "H2DPro", "h2dpro", "O1E", "O2D" }, "Bambu Lab H2D Pro", "23900A000000001", 2, 0, 350, 120, 120, 65,
    TRUE, "yyyn", TRUE, TRUE, FALSE, TRUE },
  { "H2C", { "O1C", "O1C2", "o1c2-V3" }, "Bambu Lab H2C", "31B00A000000001", 2, 0, 350, 120, 120, 65, TRUE, "yyyn",
    TRUE, TRUE, FALSE, TRUE },
  /* clang-format on */
};

static void
test_finds_every_model (void)
{
  guint n_models;

  culm_printer_model_get_all (&n_models);
  g_assert_cmpuint (n_models, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CulmPrinterModel *model = culm_printer_model_find (rows[i].name);

    g_assert_nonnull (model);
    g_assert_cmpstr (model->name, ==, rows[i].name);
    for (guint j = 0; rows[i].words[j] != NULL; j++)
      g_assert_true (culm_printer_model_find (rows[i].words[j]) == model);
    g_assert_true (culm_printer_model_find_by_product_name (rows[i].product_name) == model);
    g_assert_true (culm_printer_model_find_by_product_name (rows[i].product_name + strlen ("Bambu Lab ")) == model);
    g_assert_true (culm_printer_model_find_by_serial (rows[i].serial) == model);
  }
}

static void
test_knows_hardware (void)
{
  static const CulmFit fits[] = {
    ['n'] = CULM_FIT_NO, ['y'] = CULM_FIT_YES, ['o'] = CULM_FIT_OPTION, ['p'] = CULM_FIT_BY_PARTS
  };
  static const CulmFanId fans[] = { CULM_FAN_PART, CULM_FAN_AUX, CULM_FAN_CHAMBER, CULM_FAN_AUX2 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const CulmPrinterModel *model = culm_printer_model_find (rows[i].name);
    int left = rows[i].nozzles == 2 ? rows[i].nozzle_max : 0;

    g_assert_cmpint (model->n_extruders, ==, rows[i].nozzles);
    g_assert_cmpint (model->main_extruder, ==, rows[i].main);
    g_assert_cmpint (culm_printer_model_get_limit (model, CULM_HEATER_NOZZLE, TRUE), ==, rows[i].nozzle_max);
    g_assert_cmpint (culm_printer_model_get_limit (model, CULM_HEATER_NOZZLE_LEFT, TRUE), ==, left);
    g_assert_cmpint (culm_printer_model_get_limit (model, CULM_HEATER_BED, TRUE), ==, rows[i].bed_220v);
    g_assert_cmpint (culm_printer_model_get_limit (model, CULM_HEATER_BED, FALSE), ==, rows[i].bed_110v);
    g_assert_cmpint (culm_printer_model_get_limit (model, CULM_HEATER_CHAMBER, TRUE), ==, rows[i].chamber_max);
    g_assert_cmpint (model->chamber_sensor, ==, rows[i].chamber_sensor);
    for (guint f = 0; f < G_N_ELEMENTS (fans); f++)
      g_assert_cmpint (model->fans[fans[f]], ==, fits[(guchar) rows[i].fans[f]]);
    g_assert_cmpint (model->airduct, ==, rows[i].airduct);
    g_assert_cmpint (model->door_sensor, ==, rows[i].door);
    g_assert_cmpint (model->bed_slinger, ==, rows[i].bed_slinger);
    g_assert_cmpint (model->stream == CULM_STREAM_FULL, ==, rows[i].full);
  }
}

static void
test_doubts_the_unknown (void)
{
  static const char *const words[] = { "", " ", "-", "N8", "X1 Carbonara", "P1", "Bambu Lab", "-V2", "C12-Vx" };
  const CulmPrinterModel *unknown = culm_printer_model_get_unknown ();

  g_assert_null (culm_printer_model_find (NULL));
  g_assert_null (culm_printer_model_find_by_product_name (NULL));
  g_assert_null (culm_printer_model_find_by_serial (NULL));
  g_assert_null (culm_printer_model_find_by_serial ("35F00A000000001"));
  g_assert_null (culm_printer_model_find_by_serial ("00"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_null (culm_printer_model_find (words[i]));
  g_assert_null (culm_printer_model_find_by_product_name ("AMS 2 Pro (1)"));
  g_assert_false (culm_printer_model_is_known (unknown));
  g_assert_cmpint (culm_printer_model_get_limit (unknown, CULM_HEATER_NOZZLE, TRUE), ==, 300);
  g_assert_cmpint (culm_printer_model_get_limit (unknown, CULM_HEATER_NOZZLE_LEFT, TRUE), ==, 0);
  g_assert_cmpint (culm_printer_model_get_limit (unknown, CULM_HEATER_BED, FALSE), ==, 80);
  g_assert_cmpint (culm_printer_model_get_limit (unknown, CULM_HEATER_CHAMBER, TRUE), ==, 0);
}

static void
test_compares_firmware (void)
{
  const CulmPrinterModel *p1s = culm_printer_model_find ("P1S"), *x1c = culm_printer_model_find ("X1C");

  g_assert_true (culm_firmware_reaches ("01.08.02.00", "01.08.02.00"));
  g_assert_true (culm_firmware_reaches ("1.10", "01.09.99.99"));
  g_assert_true (culm_firmware_reaches (NULL, "01.08"));
  g_assert_true (culm_firmware_reaches ("01", NULL));
  g_assert_false (culm_firmware_reaches ("01.08.01.99", "01.08.02.00"));
  g_assert_false (culm_firmware_reaches ("", "01.08.02.00"));
  g_assert_false (culm_firmware_reaches ("not a version", "01.08.02.00"));
  g_assert_false (culm_firmware_reaches ("99.01", "01.08.50.32"));

  g_assert_false (culm_printer_model_needs_signature (p1s, "01.08.01.00"));
  g_assert_true (culm_printer_model_needs_signature (p1s, "01.08.02.00"));
  g_assert_false (culm_printer_model_needs_signature (p1s, NULL));
  g_assert_true (culm_printer_model_needs_signature (culm_printer_model_find ("P2S"), NULL));
  g_assert_false (culm_printer_model_needs_signature (culm_printer_model_find ("X1E"), "01.99"));
  g_assert_true (culm_printer_model_reports_door (x1c, "01.09.00.00"));
  g_assert_false (culm_printer_model_reports_door (x1c, "01.06.00.00"));
  g_assert_false (culm_printer_model_reports_door (p1s, NULL));
}

/* How each kind of printer names what lies on it, from what all take to what it takes at last. */
static void
test_urls (void)
{
  static const struct {
    const char *model, *path, *urls[4];
  } forms[] = {
    { "P1S", "/a b.3mf", { "ftp:///a b.3mf", "file:///sdcard/a b.3mf", NULL } },
    { "A1mini", "/cache/x.3mf", { "ftp:///cache/x.3mf", "file:///sdcard/cache/x.3mf", NULL } },
    { "X1C", "/x.3mf", { "ftp:///x.3mf", "file:///sdcard/x.3mf", "file:///mnt/sdcard/x.3mf", NULL } },
    { "X1E", "/x.3mf", { "ftp:///x.3mf", "file:///sdcard/x.3mf", "file:///mnt/sdcard/x.3mf", NULL } },
    { "P2S", "/x.3mf", { "ftp:///x.3mf", "file:///media/usb0/x.3mf", NULL } },
    { "H2D", "/x.3mf", { "ftp:///x.3mf", "file:///media/usb0/x.3mf", NULL } },
    { "X2D", "/internal/model/x.3mf", { "brtc://emmc/x.3mf", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    const CulmPrinterModel *model = culm_printer_model_find (forms[i].model);

    for (guint attempt = 0; attempt < 4 && (attempt == 0 || forms[i].urls[attempt - 1] != NULL); attempt++) {
      g_autofree char *url = culm_print_request_make_url (model, forms[i].path, attempt);

      g_assert_cmpstr (url, ==, forms[i].urls[attempt]);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer-model/finds-every-model", test_finds_every_model);
  g_test_add_func ("/printer-model/knows-hardware", test_knows_hardware);
  g_test_add_func ("/printer-model/doubts-the-unknown", test_doubts_the_unknown);
  g_test_add_func ("/printer-model/compares-firmware", test_compares_firmware);
  g_test_add_func ("/printer-model/urls", test_urls);
  return g_test_run ();
}
