/* culm-back-button.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-back-button.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmBackButton {
  AdwBin parent_instance;
  GBinding *visibility, *title_buttons;
};

G_DEFINE_FINAL_TYPE (CulmBackButton, culm_back_button, ADW_TYPE_BIN)

static void
let_go (CulmBackButton *self)
{
  if (self->visibility != NULL)
    g_binding_unbind (self->visibility);
  if (self->title_buttons != NULL)
    g_binding_unbind (self->title_buttons);
  g_clear_object (&self->visibility);
  g_clear_object (&self->title_buttons);
}

static void
culm_back_button_root (GtkWidget *widget)
{
  CulmBackButton *self = CULM_BACK_BUTTON (widget);
  GtkWidget *leaflet, *header;

  GTK_WIDGET_CLASS (culm_back_button_parent_class)->root (widget);
  leaflet = gtk_widget_get_ancestor (widget, ADW_TYPE_LEAFLET);
  header = gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR);
  gtk_widget_set_visible (widget, FALSE);
  if (leaflet == NULL)
    return;
  self->visibility = g_object_ref (g_object_bind_property (leaflet, "folded", self, "visible", G_BINDING_SYNC_CREATE));
  if (header != NULL)
    self->title_buttons = g_object_ref (
        g_object_bind_property (leaflet, "folded", header, "show-start-title-buttons", G_BINDING_SYNC_CREATE));
}

static void
culm_back_button_unroot (GtkWidget *widget)
{
  let_go (CULM_BACK_BUTTON (widget));
  GTK_WIDGET_CLASS (culm_back_button_parent_class)->unroot (widget);
}

static void
culm_back_button_dispose (GObject *object)
{
  let_go (CULM_BACK_BUTTON (object));
  G_OBJECT_CLASS (culm_back_button_parent_class)->dispose (object);
}

static void
culm_back_button_class_init (CulmBackButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_back_button_dispose;
  GTK_WIDGET_CLASS (klass)->root = culm_back_button_root;
  GTK_WIDGET_CLASS (klass)->unroot = culm_back_button_unroot;
}

static void
culm_back_button_init (CulmBackButton *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.back");
  gtk_widget_set_tooltip_text (button, _ ("Back"));
  culm_ui_set_name (button, _ ("Back"));
  adw_bin_set_child (ADW_BIN (self), button);
}
