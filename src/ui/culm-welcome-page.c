/* culm-welcome-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-welcome-page.h"
#include "culm-box-filler.h"
#include "culm-found-row.h"
#include "culm-ui.h"

struct _CulmWelcomePage {
  AdwBin parent_instance;
  CulmBoxFiller *filler;
  GListModel *list; /* nullable */
  GtkMenuButton *menu_button;
  GtkListBox *printers;
  GtkWidget *status, *found;
};

G_DEFINE_FINAL_TYPE (CulmWelcomePage, culm_welcome_page, ADW_TYPE_BIN)

static void
show_found (CulmWelcomePage *self)
{
  gboolean any = self->list != NULL && g_list_model_get_n_items (self->list) > 0;

  gtk_widget_set_visible (self->found, any);
  if (any) /* leaves room for them */
    gtk_widget_add_css_class (self->status, "compact");
  else
    gtk_widget_remove_css_class (self->status, "compact");
}

static GtkWidget *
create_row (gpointer item, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *row = culm_found_row_new (item, NULL);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.add-found");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", culm_found_printer_get_serial (item));
  return row;
}

static void
culm_welcome_page_dispose (GObject *object)
{
  CulmWelcomePage *self = CULM_WELCOME_PAGE (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->filler != NULL)
    culm_box_filler_set_model (self->filler, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (culm_welcome_page_parent_class)->dispose (object);
}

static void
culm_welcome_page_class_init (CulmWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmWelcomePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CulmWelcomePage, printers);
  gtk_widget_class_bind_template_child (widget_class, CulmWelcomePage, status);
  gtk_widget_class_bind_template_child (widget_class, CulmWelcomePage, found);
}

static void
culm_welcome_page_init (CulmWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_ui_name_face (self->menu_button);
  self->filler = culm_box_filler_new (GTK_WIDGET (self->printers), create_row, self);
}

void
culm_welcome_page_set_found (CulmWelcomePage *self, GListModel *found)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, found);
  culm_box_filler_set_model (self->filler, found);
  if (found != NULL)
    g_signal_connect_object (found, "items-changed", G_CALLBACK (show_found), self, G_CONNECT_SWAPPED);
  show_found (self);
}
