/* culm-notice.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-notice.h"
#include "culm-ui.h"

struct _CulmNotice {
  AdwBin parent_instance;
  GtkRevealer *revealer;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (CulmNotice, culm_notice, ADW_TYPE_BIN)

static void
culm_notice_class_init (CulmNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, CulmNotice, label);
}

static void
culm_notice_init (CulmNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
culm_notice_set_text (CulmNotice *self, const char *text)
{
  if (text != NULL)
    gtk_label_set_text (self->label, text);
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}
