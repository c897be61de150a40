/* test-settings.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-settings.h"
#include <string.h>

static void
test_profiles_have_their_own (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) first = culm_settings_new ("default", &error);
  g_autoptr (GSettings) second = culm_settings_new ("garage", &error);
  g_autofree char *selected = NULL;

  g_assert_no_error (error);
  g_settings_set_string (first, "selected-printer", "01P00A000000001");
  selected = g_settings_get_string (second, "selected-printer");
  g_assert_cmpstr (selected, ==, "");
  g_assert_true (g_settings_get_boolean (second, "notify-print-completed"));
}

static guint
count (const char *text, const char *part)
{
  guint found = 0;

  while ((text = strstr (text, part)) != NULL) {
    text += strlen (part);
    found++;
  }
  return found;
}

static void
test_every_key_is_explained (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "io.github.culm.Culm.gschema.xml", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpuint (count (text, "<key "), >, 20);
  g_assert_cmpuint (count (text, "<summary>"), ==, count (text, "<key "));
  g_assert_cmpuint (count (text, "<description>"), ==, count (text, "<key "));
}

static void
test_sizes_have_a_range (void)
{
  g_autoptr (GSettings) settings = culm_settings_new ("default", NULL);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  g_autoptr (GVariant) narrow = g_variant_ref_sink (g_variant_new_int32 (3));
  g_autoptr (GVariant) wide = g_variant_ref_sink (g_variant_new_int32 (1280));

  g_object_get (settings, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, "window-width");
  g_assert_false (g_settings_schema_key_range_check (key, narrow));
  g_assert_true (g_settings_schema_key_range_check (key, wide));
}

static void
test_names_of_profiles (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *longer = g_strnfill (65, 'a');

  g_assert_true (culm_settings_is_profile ("demo"));
  g_assert_true (culm_settings_is_profile ("a-B_9"));
  g_assert_true (culm_settings_is_profile (longest));
  g_assert_false (culm_settings_is_profile (longer));
  g_assert_false (culm_settings_is_profile (""));
  g_assert_false (culm_settings_is_profile ("../x"));
  g_assert_false (culm_settings_is_profile ("ä"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/profiles-have-their-own", test_profiles_have_their_own);
  g_test_add_func ("/settings/every-key-is-explained", test_every_key_is_explained);
  g_test_add_func ("/settings/sizes-have-a-range", test_sizes_have_a_range);
  g_test_add_func ("/settings/names-of-profiles", test_names_of_profiles);
  return g_test_run ();
}
