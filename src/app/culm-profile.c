/* culm-profile.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-profile.h"
#include <glib/gstdio.h>

static gboolean
is_name (const char *profile)
{
  gsize length = strlen (profile);

  if (length == 0 || length > 64)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (profile[i]) && profile[i] != '-' && profile[i] != '_')
      return FALSE;
  }
  return TRUE;
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (!g_file_test (file, G_FILE_TEST_IS_DIR))
      g_unlink (file);
  }
}

char *
culm_profile_dup_application_id (const char *profile)
{
  if (!is_name (profile))
    return NULL;
  if (g_strcmp0 (profile, CULM_PROFILE_DEFAULT) == 0)
    return g_strdup (APPLICATION_ID);
  return g_strdup_printf ("%s.%s%s", APPLICATION_ID, g_ascii_isdigit (profile[0]) ? "_" : "", profile);
}

void
culm_profile_empty (const char *profile)
{
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "culm", profile, NULL);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "culm", profile, NULL);

  empty_folder (data);
  empty_folder (cache);
  g_setenv ("CULM_SECRETS", "memory", TRUE);
}

void
culm_profile_reset (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}
