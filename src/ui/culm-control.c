/* culm-control.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-control.h"
#include "culm-ui.h"

#define DESCRIPTION_KEY "culm-description"

void
culm_control_describe (GtkWidget *control, const char *measured, const char *sentence)
{
  g_autofree char *both = measured != NULL && sentence != NULL ? g_strdup_printf ("%s. %s", measured, sentence)
                                                               : g_strdup (measured != NULL ? measured : sentence);

  if (g_strcmp0 (g_object_get_data (G_OBJECT (control), DESCRIPTION_KEY), both) == 0)
    return;
  culm_ui_set_description (control, both);
  g_object_set_data_full (G_OBJECT (control), DESCRIPTION_KEY, g_steal_pointer (&both), g_free);
}

void
culm_control_set_tooltip (GtkWidget *control, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (control), text) != 0)
    gtk_widget_set_tooltip_text (control, text);
}

void
culm_control_set_pending (GtkWidget *control, gboolean pending)
{
  if (pending)
    gtk_widget_add_css_class (control, "pending");
  else
    gtk_widget_remove_css_class (control, "pending");
}

void
culm_control_spin (GtkSpinner *spinner, GtkWidget *mark, gboolean pending)
{
  gtk_spinner_set_spinning (spinner, pending);
  gtk_widget_set_opacity (mark, pending ? 0 : 1);
}

void
culm_control_set_sentence (GtkLabel *label, const char *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (label), sentence != NULL);
}
