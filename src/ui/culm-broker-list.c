/* culm-broker-list.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-broker-list.h"
#include "culm-box-filler.h"
#include "culm-question.h"
#include "culm-text-broker.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmBrokerList {
  AdwBin parent_instance;
  CulmBoxFiller *filler;
  CulmEngine *engine;
  GListModel *brokers;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CulmBrokerList, culm_broker_list, ADW_TYPE_BIN)

static void
show_broker (AdwActionRow *row, GParamSpec *pspec G_GNUC_UNUSED, CulmBroker *broker)
{
  g_autofree char *line = culm_text_broker_line (broker);

  adw_action_row_set_subtitle (row, line);
}

static void
remove_broker (gpointer button)
{
  CulmBrokerList *self = CULM_BROKER_LIST (gtk_widget_get_ancestor (button, CULM_TYPE_BROKER_LIST));
  CulmBroker *broker = g_object_get_data (button, "broker");

  if (self != NULL && self->engine != NULL) /* it may have gone meanwhile */
    culm_engine_remove_broker_async (self->engine, culm_broker_get_serial (broker), NULL, NULL, NULL);
}

static void
on_remove_clicked (GtkWidget *button)
{
  culm_question_ask_loss (button, _ ("Remove Broker?"),
                          _ ("Its printer leaves the list, and its password is wiped. A print that runs goes on."),
                          _ ("_Remove"), remove_broker, button);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  CulmBroker *broker = item;
  CulmBrokerList *self = user_data;
  const char *serial = culm_broker_get_serial (broker);
  CulmPrinter *printer = self->engine != NULL ? culm_engine_find_printer (self->engine, serial) : NULL;
  g_autofree char *name = culm_text_one_line (printer != NULL ? culm_printer_get_name (printer) : serial, 0);
  g_autofree char *label = g_strdup_printf (_ ("Remove the broker of “%s”"), name);
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove"));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 1, "subtitle-lines", 2, NULL);

  /* Not among the first properties: their order of notice would have it taken for markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  culm_ui_set_name (button, label);
  g_object_set_data_full (G_OBJECT (button), "broker", g_object_ref (broker), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (broker, "notify", G_CALLBACK (show_broker), row, G_CONNECT_SWAPPED);
  show_broker (ADW_ACTION_ROW (row), NULL, broker);
  return row;
}

static void
on_items_changed (CulmBrokerList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->brokers != NULL && g_list_model_get_n_items (self->brokers) > 0);
}

static void
culm_broker_list_dispose (GObject *object)
{
  CulmBrokerList *self = CULM_BROKER_LIST (object);

  if (self->filler != NULL)
    culm_box_filler_set_model (self->filler, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->brokers);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_broker_list_parent_class)->dispose (object);
}

static void
culm_broker_list_class_init (CulmBrokerListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_broker_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-broker-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerList, list);
}

static void
culm_broker_list_init (CulmBrokerList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = culm_box_filler_new (GTK_WIDGET (self->list), create_row, self);
}

void
culm_broker_list_set_brokers (CulmBrokerList *self, CulmEngine *engine, GListModel *brokers)
{
  g_return_if_fail (CULM_IS_BROKER_LIST (self));
  if (self->brokers != NULL)
    g_signal_handlers_disconnect_by_func (self->brokers, on_items_changed, self);
  g_set_object (&self->engine, engine);
  g_set_object (&self->brokers, brokers);
  culm_box_filler_set_model (self->filler, brokers);
  if (brokers != NULL)
    g_signal_connect_object (brokers, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
}
