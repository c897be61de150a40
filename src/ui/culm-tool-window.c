/* culm-tool-window.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-tool-window.h"
#include "culm-text.h"

#define WIDTH 380

struct _CulmToolWindow {
  AdwWindow parent_instance;
  CulmPrinter *printer;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (CulmToolWindow, culm_tool_window, ADW_TYPE_WINDOW)

static void
show_name (CulmToolWindow *self)
{
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), 0);

  adw_window_title_set_subtitle (self->title, name);
}

static void
culm_tool_window_dispose (GObject *object)
{
  g_clear_object (&CULM_TOOL_WINDOW (object)->printer);
  G_OBJECT_CLASS (culm_tool_window_parent_class)->dispose (object);
}

static void
culm_tool_window_class_init (CulmToolWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_tool_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
culm_tool_window_init (CulmToolWindow *self)
{
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
}

GtkWidget *
culm_tool_window_new (GtkWindow *parent, CulmPrinter *printer, const char *title, GtkWidget *page)
{
  CulmToolWindow *self = g_object_new (CULM_TYPE_TOOL_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE,
                                       "title", title, "default-width", WIDTH, "width-request", 340, NULL);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->printer = g_object_ref (printer);
  adw_window_title_set_title (self->title, title);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), header);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_object (printer, "notify::name", G_CALLBACK (show_name), self, G_CONNECT_SWAPPED);
  show_name (self);
  return GTK_WIDGET (self);
}

CulmPrinter *
culm_tool_window_get_printer (CulmToolWindow *self)
{
  return self->printer;
}
