/* culm-set.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-set.h"
#include <math.h>

gboolean
culm_set_string (char **field, const char *value)
{
  char *old = *field;

  if (g_strcmp0 (old, value) == 0)
    return FALSE;
  *field = g_strdup (value);
  g_free (old);
  return TRUE;
}

gboolean
culm_set_strv (char ***field, const char *const *value)
{
  static const char *const nothing[] = { NULL };
  char **old = *field;

  if (value == NULL)
    value = nothing;
  if (old != NULL && g_strv_equal ((const char *const *) old, value))
    return FALSE;
  *field = g_strdupv ((char **) value);
  g_strfreev (old);
  return TRUE;
}

gboolean
culm_set_int (int *field, int value)
{
  gboolean differs = *field != value;

  *field = value;
  return differs;
}

gboolean
culm_set_int64 (gint64 *field, gint64 value)
{
  gboolean differs = *field != value;

  *field = value;
  return differs;
}

gboolean
culm_set_double (double *field, double value)
{
  if (*field == value || (isnan (*field) && isnan (value)))
    return FALSE;
  *field = value;
  return TRUE;
}

gboolean
culm_set_boolean (gboolean *field, gboolean value)
{
  gboolean differs = !*field != !value;

  *field = !!value;
  return differs;
}
