/* culm-test-display.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-display.h"
#include "culm-ui.h"

void
culm_test_display_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  culm_ui_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static gboolean
on_tick (GtkWidget *widget G_GNUC_UNUSED, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data)
{
  guint *frames = user_data;

  (*frames)--;
  return *frames > 0;
}

void
culm_test_settle (GtkWidget *window)
{
  guint frames = 3;

  gtk_widget_add_tick_callback (window, on_tick, &frames, NULL);
  culm_test_wait (frames == 0);
}

GtkWidget *
culm_test_show (GtkWidget *content)
{
  GtkWidget *window = content;

  if (!GTK_IS_WINDOW (content)) {
    window = g_object_new (ADW_TYPE_WINDOW, "content", content, NULL);
    gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  }
  gtk_window_present (GTK_WINDOW (window));
  culm_test_wait (gtk_widget_get_mapped (window));
  culm_test_settle (window);
  return window;
}

void
culm_test_assert_finalises (GtkWidget *window, gpointer widget)
{
  gpointer weak = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  culm_test_wait (weak == NULL);
}

gboolean
culm_test_says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (culm_test_says (child, text))
      return TRUE;
  }
  return FALSE;
}

GtkWidget *
culm_test_find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = culm_test_find (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
assert_property (gpointer widget, GtkAccessibleProperty property, const char *text)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), property, text);

  g_assert_cmpstr (other, ==, NULL); /* what it is instead */
}

void
culm_test_assert_named (gpointer widget, const char *text)
{
  assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, text);
}

void
culm_test_assert_described (gpointer widget, const char *text)
{
  assert_property (widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
}
