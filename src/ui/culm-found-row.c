/* culm-found-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-found-row.h"
#include "culm-text-lan.h"
#include "culm-text.h"

#define NAME_CHARS 60

GtkWidget *
culm_found_row_new (CulmFoundPrinter *found, const char *remark)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = culm_text_one_line (culm_found_printer_get_name (found), NAME_CHARS);
  g_autofree char *place = culm_text_found_line (found);
  g_autofree char *line = remark != NULL ? g_strdup_printf ("%s · %s", place, remark) : g_strdup (place);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("culm-printer-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}
