/* culm-follow.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-follow.h"

static gboolean
contains (const char *text, const char *needle)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, needle) != NULL;
}

GSignalGroup *
culm_follow_printer (GCallback changed, gpointer widget)
{
  static const char *const signals[] = {
    "reported",      "notify::name",  "notify::model",         "notify::route",   "notify::online",
    "notify::stale", "notify::state", "notify::offline-since", "notify::control",
  };
  GSignalGroup *group = g_signal_group_new (CULM_TYPE_PRINTER);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_group_connect_swapped (group, signals[i], changed, widget);
  return group;
}

gboolean
culm_printer_matches (CulmPrinter *printer, const char *search)
{
  g_autofree char *needle = g_utf8_casefold (search != NULL ? search : "", -1);

  g_strstrip (needle);
  return contains (culm_printer_get_name (printer), needle) || contains (culm_printer_get_model (printer), needle) ||
         contains (culm_printer_get_serial (printer), needle);
}
