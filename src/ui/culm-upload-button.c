/* culm-upload-button.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-button.h"
#include "culm-ui.h"

struct _CulmUploadButton {
  AdwBin parent_instance;
  GtkWidget *icon, *content;
  GtkWidget *leaflet; /* an ancestor: it outlives the time between root and unroot */
};

G_DEFINE_FINAL_TYPE (CulmUploadButton, culm_upload_button, ADW_TYPE_BIN)

static void
show_size (CulmUploadButton *self)
{
  gboolean folded = self->leaflet != NULL && adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet));

  gtk_widget_set_visible (self->icon, folded);
  gtk_widget_set_visible (self->content, !folded);
}

static void
culm_upload_button_root (GtkWidget *widget)
{
  CulmUploadButton *self = CULM_UPLOAD_BUTTON (widget);

  GTK_WIDGET_CLASS (culm_upload_button_parent_class)->root (widget);
  self->leaflet = gtk_widget_get_ancestor (widget, ADW_TYPE_LEAFLET);
  if (self->leaflet != NULL)
    g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (show_size), self, G_CONNECT_SWAPPED);
  show_size (self);
}

static void
culm_upload_button_unroot (GtkWidget *widget)
{
  CulmUploadButton *self = CULM_UPLOAD_BUTTON (widget);

  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_func (self->leaflet, show_size, self);
  self->leaflet = NULL;
  GTK_WIDGET_CLASS (culm_upload_button_parent_class)->unroot (widget);
}

static void
culm_upload_button_class_init (CulmUploadButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->root = culm_upload_button_root;
  widget_class->unroot = culm_upload_button_unroot;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-upload-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmUploadButton, icon);
  gtk_widget_class_bind_template_child (widget_class, CulmUploadButton, content);
}

static void
culm_upload_button_init (CulmUploadButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_size (self);
}
