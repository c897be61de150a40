/* test-fault.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault.h"

typedef struct {
  guint32 attr, code;
  const char *shown;
  CulmSeverity severity;
  const char *module, *text;
} Hms;

static const Hms entries[] = {
  { 0x05000600, 0x00020070, "0500-0600-0002-0070", CULM_SEVERITY_SERIOUS, "mainboard", NULL },
  { 0x03000100, 0x00010001, "0300-0100-0001-0001", CULM_SEVERITY_FATAL, "motion", "Bed heater: short circuit" },
  { 0x0C000300, 0x00030008, "0C00-0300-0003-0008", CULM_SEVERITY_COMMON, "camera", "Spaghetti suspected" },
  { 0x05000400, 0x00040008, "0500-0400-0004-0008", CULM_SEVERITY_INFO, "mainboard", NULL },
  { 0x08000400, 0x00000008, "0800-0400-0000-0008", CULM_SEVERITY_UNKNOWN, "toolhead", NULL },
  { 0x07002000, 0x00020001, "0700-2000-0002-0001", CULM_SEVERITY_SERIOUS, "ams", "AMS A slot 1 ran out" },
  { 0x07032300, 0x00020002, "0703-2300-0002-0002", CULM_SEVERITY_SERIOUS, "ams", "AMS D slot 4 is empty" },
  { 0x07010100, 0x00010001, "0701-0100-0001-0001", CULM_SEVERITY_FATAL, "ams", "AMS B: assist motor slipped" },
  { 0x07FF2000, 0x00020001, "07FF-2000-0002-0001", CULM_SEVERITY_SERIOUS, "ams", "External spool ran out" },
  { 0x07FE2000, 0x00020001, "07FE-2000-0002-0001", CULM_SEVERITY_SERIOUS, "ams", "External spool ran out" },
  { 0x12002100, 0x00020001, "1200-2100-0002-0001", CULM_SEVERITY_SERIOUS, "ams_lite", "AMS Lite slot 2 ran out" },
  { 0x18812000, 0x00020001, "1881-2000-0002-0001", CULM_SEVERITY_SERIOUS, "ams_ht", "AMS HT 2 slot 1 ran out" },
  { 0x99000000, 0x00090001, "9900-0000-0009-0001", CULM_SEVERITY_UNKNOWN, NULL, NULL },
};

static void
test_hms (gconstpointer data)
{
  const Hms *entry = data;
  g_autoptr (CulmFault) fault = culm_fault_new_hms (entry->attr, entry->code);
  g_autofree char *translated = culm_fault_dup_translated (fault);

  g_assert_cmpstr (culm_fault_get_code (fault), ==, entry->shown);
  g_assert_cmpint (culm_fault_get_severity (fault), ==, entry->severity);
  g_assert_cmpstr (culm_fault_get_module (fault), ==, entry->module);
  g_assert_cmpstr (culm_fault_get_text (fault), ==, entry->text);
  g_assert_cmpstr (translated, ==, entry->text); /* no catalogue in the tests */
}

static void
test_url (void)
{
  g_autoptr (CulmFault) fault = culm_fault_new_hms (0x05000600, 0x00020070);

  g_assert_cmpstr (culm_fault_get_url (fault), ==,
                   "https://wiki.bambulab.com/en/x1/troubleshooting/hmscode/0500_0600_0002_0070");
}

static void
test_print_errors (void)
{
  static const struct {
    guint32 number;
    const char *code, *text;
  } errors[] = {
    { 0x03008004, "0300-8004", "Filament ran out" },
    { 0x0C00C004, "0C00-C004", "Possible spaghetti" },
    { 0x03004000, "0300-4000", "Z homing failed; job stopped" },
    { 0x07018010, "0701-8010", "AMS B: motor overload" },
    { 0x07FF8011, "07FF-8011", "External spool empty" },
    { 0x0500FFFF, "0500-FFFF", NULL },
  };

  g_assert_null (culm_fault_new_print_error (0));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_autoptr (CulmFault) fault = culm_fault_new_print_error (errors[i].number);

    g_assert_cmpstr (culm_fault_get_code (fault), ==, errors[i].code);
    g_assert_cmpstr (culm_fault_get_text (fault), ==, errors[i].text);
    g_assert_cmpint (culm_fault_get_severity (fault), ==, CULM_SEVERITY_UNKNOWN);
  }
}

static void
test_cancel (void)
{
  g_assert_true (culm_fault_is_cancel (0x0300400C));
  g_assert_true (culm_fault_is_cancel (0x0500400E));
  g_assert_false (culm_fault_is_cancel (0x03008004));
  g_assert_false (culm_fault_is_cancel (0));
}

static void
test_equal (void)
{
  g_autoptr (CulmFault) a = culm_fault_new_print_error (0x03008004), b = culm_fault_new_print_error (0x03008004);
  g_autoptr (CulmFault) other = culm_fault_new_print_error (0x03008001);

  g_assert_true (culm_fault_equal (a, b));
  g_assert_true (culm_fault_equal (NULL, NULL));
  g_assert_false (culm_fault_equal (a, other));
  g_assert_false (culm_fault_equal (a, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    g_autofree char *path = g_strdup_printf ("/fault/hms/%s", entries[i].shown);

    g_test_add_data_func (path, &entries[i], test_hms);
  }
  g_test_add_func ("/fault/url", test_url);
  g_test_add_func ("/fault/print-errors", test_print_errors);
  g_test_add_func ("/fault/cancel", test_cancel);
  g_test_add_func ("/fault/equal", test_equal);
  return g_test_run ();
}
