/* culm-camera-window.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-camera-window.h"
#include "culm-camera-panel.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

#define WIDTH 854
#define HEIGHT 526

struct _CulmCameraWindow {
  AdwWindow parent_instance;
  GtkWidget *header;
};

G_DEFINE_FINAL_TYPE (CulmCameraWindow, culm_camera_window, ADW_TYPE_WINDOW)

static void
on_fullscreened (CulmCameraWindow *self)
{
  gtk_widget_set_visible (self->header, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
toggle (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
on_pressed (GtkGestureClick *gesture G_GNUC_UNUSED, int n_press, double x G_GNUC_UNUSED, double y G_GNUC_UNUSED,
            gpointer self)
{
  if (n_press == 2)
    toggle (self, NULL, NULL);
}

static void
culm_camera_window_class_init (CulmCameraWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "camera-window.fullscreen", NULL, toggle);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "camera-window.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
culm_camera_window_init (CulmCameraWindow *self)
{
  self->header = adw_header_bar_new ();
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), NULL);
}

GtkWidget *
culm_camera_window_new (GtkWindow *parent, CulmPrinter *printer, CulmCamera *camera)
{
  CulmCameraWindow *self = g_object_new (CULM_TYPE_CAMERA_WINDOW, "default-width", WIDTH, "default-height", HEIGHT,
                                         "width-request", 320, "height-request", 240, NULL);
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (printer), 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *panel = culm_camera_panel_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  /* Beside the main window, not above it; it closes with it all the same. */
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  gtk_window_set_title (GTK_WINDOW (self), name);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), adw_window_title_new (name, _ ("Camera")));
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (panel, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_vexpand (panel, TRUE);
  gtk_box_append (GTK_BOX (box), self->header);
  gtk_box_append (GTK_BOX (box), panel);
  adw_window_set_content (ADW_WINDOW (self), box);
  culm_camera_panel_set_camera (CULM_CAMERA_PANEL (panel), printer, camera);
  culm_camera_panel_set_alone (CULM_CAMERA_PANEL (panel));
  return GTK_WIDGET (self);
}
