/* culm-notice.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-notice.h"
#include "culm-ui.h"

struct _CulmNotice {
  AdwBin parent_instance;
  GtkRevealer *revealer;
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *label;
  GtkButton *button;
};

typedef enum { PROP_ICON_NAME = 1 } CulmNoticeProp;

G_DEFINE_FINAL_TYPE (CulmNotice, culm_notice, ADW_TYPE_BIN)

/* What is folded away is not read out either. */
static void
on_revealed (CulmNotice *self)
{
  gtk_widget_set_visible (self->box, gtk_revealer_get_reveal_child (self->revealer) ||
                                         gtk_revealer_get_child_revealed (self->revealer));
}

static void
culm_notice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmNoticeProp) id) {
  case PROP_ICON_NAME: g_value_set_string (value, gtk_image_get_icon_name (CULM_NOTICE (object)->icon)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_notice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((CulmNoticeProp) id) {
  case PROP_ICON_NAME: gtk_image_set_from_icon_name (CULM_NOTICE (object)->icon, g_value_get_string (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_notice_class_init (CulmNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = culm_notice_get_property;
  G_OBJECT_CLASS (klass)->set_property = culm_notice_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_ICON_NAME,
      g_param_spec_string ("icon-name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, CulmNotice, box);
  gtk_widget_class_bind_template_child (widget_class, CulmNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, CulmNotice, label);
  gtk_widget_class_bind_template_child (widget_class, CulmNotice, button);
  gtk_widget_class_bind_template_callback (widget_class, on_revealed);
}

static void
culm_notice_init (CulmNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
culm_notice_set_text (CulmNotice *self, const char *text)
{
  if (text != NULL) {
    gtk_label_set_text (self->label, text);
    gtk_widget_show (self->box);
  }
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}

void
culm_notice_set_action (CulmNotice *self, const char *label, const char *action_name)
{
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_show (GTK_WIDGET (self->button));
}
