/* culm-ui.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ui.h"

#define REFRESH_SECONDS 20

static void
on_map (GtkWidget *widget, gpointer user_data)
{
  GSourceFunc refresh = (GSourceFunc) user_data;
  guint id = g_timeout_add_seconds (REFRESH_SECONDS, refresh, widget);

  g_object_set_data (G_OBJECT (widget), "culm-refresh", GUINT_TO_POINTER (id));
  refresh (widget);
}

static void
on_unmap (GtkWidget *widget)
{
  g_source_remove (GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (widget), "culm-refresh")));
}

void
culm_ui_init (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_return_if_fail (display != NULL);
  gtk_css_provider_load_from_resource (provider, CULM_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), CULM_RESOURCE_PATH "/icons");
}

void
culm_ui_choose_class (GtkWidget *widget, const char *const *classes, const char *style_class)
{
  for (guint i = 0; classes[i] != NULL; i++) {
    if (g_strcmp0 (classes[i], style_class) != 0)
      gtk_widget_remove_css_class (widget, classes[i]);
  }
  if (style_class != NULL)
    gtk_widget_add_css_class (widget, style_class);
}

void
culm_ui_show_page (GtkStack *stack, const char *name)
{
  GtkWidget *shown = gtk_stack_get_child_by_name (stack, name);

  gtk_widget_show (shown);
  gtk_stack_set_visible_child (stack, shown);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == shown);
}

void
culm_ui_refresh_while_mapped (GtkWidget *widget, GSourceFunc refresh)
{
  g_signal_connect (widget, "map", G_CALLBACK (on_map), (gpointer) refresh);
  g_signal_connect (widget, "unmap", G_CALLBACK (on_unmap), NULL);
}

void
culm_ui_set_name (GtkWidget *widget, const char *text)
{
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

void
culm_ui_set_description (GtkWidget *widget, const char *text)
{
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

GtkWidget *
culm_ui_get_face (GtkMenuButton *button)
{
  return gtk_widget_get_first_child (GTK_WIDGET (button));
}

void
culm_ui_name_face (GtkMenuButton *button)
{
  culm_ui_set_name (culm_ui_get_face (button), gtk_widget_get_tooltip_text (GTK_WIDGET (button)));
}
