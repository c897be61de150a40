/* culm-settings.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-settings.h"
#include "config.h"
#include "culm-error.h"
#include <string.h>

#define PROFILE_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

gboolean
culm_settings_is_profile (const char *profile)
{
  gsize length = strlen (profile);

  return length >= 1 && length <= 64 && strspn (profile, PROFILE_LETTERS) == length;
}

GSettings *
culm_settings_new (const char *profile, GError **error)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *path = g_strdup_printf ("/io/github/culm/Culm/%s/", profile);

  g_return_val_if_fail (culm_settings_is_profile (profile), NULL);
  /* g_settings_new() would end the program where the schema is missing. */
  schema = source != NULL ? g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE) : NULL;
  if (schema == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_NOT_FOUND,
                    "The settings schema " APPLICATION_ID " is not installed; from a build folder set "
                    "GSETTINGS_SCHEMA_DIR to its data folder");
    return NULL;
  }
  return g_settings_new_full (schema, NULL, path);
}
