/* culm-camera-panel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-camera-panel.h"
#include "culm-camera-picture.h"
#include "culm-camera-still.h"
#include "culm-camera-window.h"
#include "culm-error.h"
#include "culm-follow.h"
#include "culm-report-machine.h"
#include "culm-text-camera.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmCameraPanel {
  AdwBin parent_instance;
  CulmPrinter *printer;
  CulmCamera *camera;
  GSignalGroup *signals;
  CulmCameraPicture *picture;
  GtkLabel *badge, *message;
  GtkWidget *notice, *spinner, *retry, *buttons, *pop_out;
  guint timer;
  gboolean alone;
};

G_DEFINE_FINAL_TYPE (CulmCameraPanel, culm_camera_panel, ADW_TYPE_BIN)

/* Off by a switch on the printer: then asking is of no use. */
static gboolean
is_off (CulmCameraPanel *self)
{
  CulmReport *report = self->printer != NULL ? culm_printer_get_report (self->printer) : NULL;

  return report != NULL &&
         culm_report_get_camera (report, culm_printer_get_printer_model (self->printer)).available == CULM_SWITCH_OFF;
}

/* Returns: (transfer full) (nullable). */
static char *
describe_trouble (CulmCameraPanel *self)
{
  const GError *error = culm_camera_get_error (self->camera);
  g_autoptr (GError) off = NULL;

  if (is_off (self)) {
    off = g_error_new_literal (CULM_ERROR, CULM_ERROR_REFUSED, "off");
    return culm_text_camera_error (off);
  }
  return error != NULL ? culm_text_camera_error (error) : NULL;
}

static void
refresh_badge (CulmCameraPanel *self)
{
  gint64 shown = culm_camera_picture_get_time (self->picture);
  gint64 age = (g_get_monotonic_time () - shown) / G_USEC_PER_SEC;
  gboolean live = age < CULM_TEXT_CAMERA_LIVE && culm_camera_get_state (self->camera) == CULM_CAMERA_LIVE;
  g_autofree char *text = culm_text_camera_age (live ? 0 : MAX (age, CULM_TEXT_CAMERA_LIVE));
  g_autofree char *marked = g_strconcat (live ? "● " : "", text, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->badge), shown > 0);
  gtk_label_set_text (self->badge, marked);
  if (live)
    gtk_widget_remove_css_class (GTK_WIDGET (self->picture), "frozen");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->picture), "frozen");
}

static gboolean
refresh (gpointer user_data)
{
  CulmCameraPanel *self = user_data;
  g_autofree char *trouble = NULL;
  gboolean off;

  if (self->camera == NULL)
    return G_SOURCE_CONTINUE;
  off = is_off (self);
  trouble = describe_trouble (self);
  culm_camera_picture_set_running (self->picture, !off);
  refresh_badge (self);
  gtk_label_set_text (self->message, trouble != NULL ? trouble : _ ("Connecting to the camera…"));
  gtk_widget_set_visible (self->notice, trouble != NULL || culm_camera_picture_get_time (self->picture) == 0);
  gtk_widget_set_visible (self->buttons, culm_camera_picture_get_time (self->picture) > 0);
  gtk_widget_set_visible (self->spinner, trouble == NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), trouble == NULL);
  gtk_widget_set_visible (self->retry, trouble != NULL && !off);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "camera.snapshot",
                                 culm_camera_get_state (self->camera) == CULM_CAMERA_LIVE);
  return G_SOURCE_CONTINUE;
}

static void
on_changed (CulmCameraPanel *self)
{
  refresh (self);
}

static void
retry (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmCameraPanel *self = CULM_CAMERA_PANEL (widget);

  if (self->camera != NULL)
    culm_camera_retry (self->camera);
}

static void
take_snapshot (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmCameraPanel *self = CULM_CAMERA_PANEL (widget);

  if (self->camera != NULL)
    culm_camera_still_take (widget, self->camera, culm_printer_get_name (self->printer));
}

static void
open_window (CulmCameraPanel *self, gboolean fullscreen)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window;

  if (self->camera == NULL)
    return;
  window = culm_camera_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->printer, self->camera);
  if (fullscreen)
    gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}

static void
pop_out (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  open_window (CULM_CAMERA_PANEL (widget), FALSE);
}

static void
show_fullscreen (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmCameraPanel *self = CULM_CAMERA_PANEL (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (!self->alone || !GTK_IS_WINDOW (root))
    open_window (self, TRUE);
  else if (gtk_window_is_fullscreen (GTK_WINDOW (root)))
    gtk_window_unfullscreen (GTK_WINDOW (root));
  else
    gtk_window_fullscreen (GTK_WINDOW (root));
}

static void
culm_camera_panel_map (GtkWidget *widget)
{
  CulmCameraPanel *self = CULM_CAMERA_PANEL (widget);

  GTK_WIDGET_CLASS (culm_camera_panel_parent_class)->map (widget);
  self->timer = g_timeout_add_seconds (1, refresh, self);
  refresh (self);
}

static void
culm_camera_panel_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CULM_CAMERA_PANEL (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (culm_camera_panel_parent_class)->unmap (widget);
}

static void
culm_camera_panel_dispose (GObject *object)
{
  CulmCameraPanel *self = CULM_CAMERA_PANEL (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_object (&self->camera);
  G_OBJECT_CLASS (culm_camera_panel_parent_class)->dispose (object);
}

static void
culm_camera_panel_class_init (CulmCameraPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_camera_panel_dispose;
  widget_class->map = culm_camera_panel_map;
  widget_class->unmap = culm_camera_panel_unmap;
  g_type_ensure (CULM_TYPE_CAMERA_PICTURE);
  gtk_widget_class_set_css_name (widget_class, "camerapanel");
  gtk_widget_class_install_action (widget_class, "camera.retry", NULL, retry);
  gtk_widget_class_install_action (widget_class, "camera.snapshot", NULL, take_snapshot);
  gtk_widget_class_install_action (widget_class, "camera.pop-out", NULL, pop_out);
  gtk_widget_class_install_action (widget_class, "camera.fullscreen", NULL, show_fullscreen);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-camera-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, picture);
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, badge);
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, notice);
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, message);
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, retry);
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, buttons);
  gtk_widget_class_bind_template_child (widget_class, CulmCameraPanel, pop_out);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
culm_camera_panel_init (CulmCameraPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (on_changed), self);
}

GtkWidget *
culm_camera_panel_new (void)
{
  return g_object_new (CULM_TYPE_CAMERA_PANEL, NULL);
}

void
culm_camera_panel_set_camera (CulmCameraPanel *self, CulmPrinter *printer, CulmCamera *camera)
{
  g_autofree char *name = printer != NULL ? culm_text_one_line (culm_printer_get_name (printer), 0) : NULL;
  g_autofree char *label = name != NULL ? g_strdup_printf (_ ("Camera of %s"), name) : NULL;

  g_return_if_fail (CULM_IS_CAMERA_PANEL (self));
  g_set_object (&self->printer, printer);
  g_set_object (&self->camera, camera);
  g_signal_group_set_target (self->signals, camera != NULL ? printer : NULL);
  culm_camera_picture_set_running (self->picture, !is_off (self));
  culm_camera_picture_set_camera (self->picture, camera);
  culm_ui_set_name (GTK_WIDGET (self->picture), label);
  refresh (self);
}

void
culm_camera_panel_set_alone (CulmCameraPanel *self)
{
  g_return_if_fail (CULM_IS_CAMERA_PANEL (self));
  self->alone = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "alone");
  gtk_widget_set_visible (self->pop_out, FALSE);
  culm_camera_picture_make_zoomable (self->picture);
}
