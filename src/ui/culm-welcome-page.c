/* culm-welcome-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-welcome-page.h"
#include "culm-ui.h"

struct _CulmWelcomePage {
  AdwBin parent_instance;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (CulmWelcomePage, culm_welcome_page, ADW_TYPE_BIN)

static void
culm_welcome_page_class_init (CulmWelcomePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), CULM_RESOURCE_PATH "/ui/culm-welcome-page.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), CulmWelcomePage, menu_button);
}

static void
culm_welcome_page_init (CulmWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_ui_name_face (self->menu_button);
}
