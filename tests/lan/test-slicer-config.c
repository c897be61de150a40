/* test-slicer-config.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-slicer-config.h"
#include <glib/gstdio.h>
#include <string.h>

#define A "01P00A000000001"
#define B "00M00A000000002"
#define C "03W00A000000003"

static GPtrArray *
parse (const char *text, GError **error)
{
  return culm_slicer_config_parse (text, strlen (text), error);
}

/* What the sections say of one serial comes together; what no printer has is left out. */
static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) printers =
      parse ("{\"app\":{\"version\":\"02.00.00\",\"gcode\":\"[[[{{{\"},"
             "\"access_code\":{\"" A "\":\"11111111\\n\",\"" B "\":\"22222222\",\"no-serial\":\"33333333\"},"
             "\"user_access_code\":{\"" A "\":\" 87654321 \",\"" B "\":\"\"},"
             "\"local_machines\":{\"" A "\":{\"dev_ip\":\"192.168.1.7\",\"dev_name\":\" Wörk\\nshop \","
             "\"printer_type\":\"C12\"},"
             "\"" C "\":{\"dev_ip\":\"fd00::7\",\"access_code\":\"abcdefgh\",\"printer_type\":\"a b\"},"
             "\"192.0.2.10:7125\":{\"dev_ip\":\"192.0.2.10\"}},"
             "\"ip_address\":{\"" B "\":\"printer.lan\"}}\n# MD5 checksum 0123456789ABCDEF\n",
             &error);
  const CulmSlicerPrinter *a, *b, *c;

  g_assert_no_error (error);
  g_assert_cmpuint (printers->len, ==, 3);
  b = g_ptr_array_index (printers, 0); /* by serial */
  a = g_ptr_array_index (printers, 1);
  c = g_ptr_array_index (printers, 2);
  g_assert_cmpstr (a->serial, ==, A);
  g_assert_cmpstr (a->code, ==, "87654321");
  g_assert_cmpstr (a->host, ==, "192.168.1.7");
  g_assert_cmpstr (a->name, ==, "Wörk shop");
  g_assert_cmpstr (a->model, ==, "C12");
  g_assert_cmpstr (b->code, ==, "22222222");
  g_assert_cmpstr (b->host, ==, "printer.lan");
  g_assert_null (b->name);
  g_assert_cmpstr (c->code, ==, "abcdefgh");
  g_assert_cmpstr (c->host, ==, "fd00::7");
  g_assert_null (c->model);
}

/* Values that cannot be are none; the printer stays. */
static void
test_odd_values (void)
{
  static const char *const texts[] = {
    "{\"access_code\":{\"" A "\":12345678},\"local_machines\":{\"" A "\":{\"dev_ip\":[1],\"dev_name\":{},"
    "\"printer_type\":null}}}",
    "{\"access_code\":{\"" A "\":\"with blank\"},\"local_machines\":{\"" A "\":{\"dev_ip\":\"http://x/\"}}}",
    "{\"access_code\":{\"" A "\":\"t\\u0000ab\\u0007\"},\"ip_address\":{\"" A "\":\"1.2.3.4:8883\"}}",
    "{\"access_code\":{\"" A "\":\"\"},\"user_access_code\":[],\"local_machines\":7}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) printers = parse (texts[i], NULL);
    const CulmSlicerPrinter *printer = printers != NULL ? g_ptr_array_index (printers, 0) : NULL;

    g_assert_nonnull (printer);
    g_assert_cmpstr (printer->serial, ==, A);
    g_assert_true (printer->code == NULL || i == 2); /* a NUL ends the text */
    g_assert_null (printer->host);
  }
}

static void
refuse (const char *text, gsize length, CulmError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (culm_slicer_config_parse (text, length, &error));
  g_assert_error (error, CULM_ERROR, (int) code);
  g_assert_null (strstr (error->message, "12345678")); /* no word of the file */
}

static void
test_hostile (void)
{
  static const char *const texts[] = { "",
                                       "}",
                                       "{",
                                       "[]",
                                       "null",
                                       "\"" A "\"",
                                       "{\"access_code\":{\"" A "\":\"12345678\"",
                                       "\xff\xfe{}",
                                       "<xml/>}",
                                       "{\"a\":\"\xc3\x28\"}",
                                       "/*\"*/ {\"access_code\":{\"" A "\":\"12345678\"}}" };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("{\"access_code\":{");
  g_autoptr (GPtrArray) printers = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    refuse (texts[i], strlen (texts[i]), CULM_ERROR_MALFORMED);
  refuse ("{}", 2, CULM_ERROR_NOT_FOUND);
  refuse ("{\"access_code\":{\"x\":\"12345678\"}}", strlen ("{\"access_code\":{\"x\":\"12345678\"}}"),
          CULM_ERROR_NOT_FOUND);
  refuse ("{\0}", 3, CULM_ERROR_MALFORMED);
  for (guint i = 0; i < 1000000; i++)
    g_string_append (deep, "{\"a\":[");
  g_string_append_c (deep, '}');
  refuse (deep->str, deep->len, CULM_ERROR_MALFORMED);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (many, "%s\"01P00A%09u\":\"12345678\"", i > 0 ? "," : "", i);
  g_string_append (many, "}}");
  printers = culm_slicer_config_parse (many->str, many->len, NULL);
  g_assert_cmpuint (printers->len, ==, 256);
}

/* A file cut anywhere is refused or read in part, and never the end. */
static void
test_cut (void)
{
  static const char text[] = "{\"app\":{\"a\":\"}\"},\"access_code\":{\"" A "\":\"12345678\"},\"local_machines\":{\"" A
                             "\":{\"dev_ip\":\"192.168.1.7\",\"dev_name\":\"x\"}}}";

  for (gsize i = 0; i < sizeof text; i++) {
    g_autofree char *cut = g_memdup2 (text, MAX (i, 1)); /* its end is the end of the memory */
    g_autoptr (GPtrArray) printers = culm_slicer_config_parse (cut, i, NULL);

    g_assert_true (printers == NULL || printers->len == 1);
  }
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("culm-slicer-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "BambuStudio.conf", NULL);
  g_autoptr (GPtrArray) printers = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (culm_slicer_config_read (path, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (culm_slicer_config_read ("/dev/zero", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_clear_error (&error);
  g_file_set_contents (path, "", 0, NULL);
  g_assert_null (culm_slicer_config_read (path, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_file_set_contents (path, "{\"access_code\":{\"" A "\":\"12345678\"}}", -1, NULL);
  printers = culm_slicer_config_read (path, NULL);
  g_assert_cmpuint (printers->len, ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slicer-config/whole", test_whole);
  g_test_add_func ("/slicer-config/odd-values", test_odd_values);
  g_test_add_func ("/slicer-config/hostile", test_hostile);
  g_test_add_func ("/slicer-config/cut", test_cut);
  g_test_add_func ("/slicer-config/files", test_files);
  return g_test_run ();
}
