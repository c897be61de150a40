/* culm-broker-banner.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-broker-banner.h"
#include "culm-broker.h"
#include "culm-error.h"
#include "culm-text-broker.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmBrokerBanner {
  AdwBin parent_instance;
  GListModel *brokers;
  GPtrArray *followed; /* the brokers whose notify is connected */
  GtkRevealer *revealer;
  GtkLabel *message;
  GtkButton *act;
};

G_DEFINE_FINAL_TYPE (CulmBrokerBanner, culm_broker_banner, ADW_TYPE_BIN)

static CulmBroker *
find_refused (CulmBrokerBanner *self)
{
  for (guint i = 0; self->followed != NULL && i < self->followed->len; i++) {
    CulmBroker *broker = g_ptr_array_index (self->followed, i);

    if (culm_broker_get_state (broker) == CULM_BROKER_REFUSED)
      return broker;
  }
  return NULL;
}

/* Name and target change together, or they would not fit for a moment. */
static void
set_act (CulmBrokerBanner *self, const char *action, GVariant *target)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->act), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), action);
}

static void
show_banner (CulmBrokerBanner *self)
{
  CulmBroker *broker = find_refused (self);
  g_autofree char *address = broker != NULL ? culm_broker_dup_address (broker) : NULL;
  g_autofree char *message = NULL;

  gtk_revealer_set_reveal_child (self->revealer, broker != NULL);
  if (broker == NULL)
    return;
  if (g_error_matches (culm_broker_get_error (broker), CULM_ERROR, CULM_ERROR_UNAUTHORISED)) {
    message = g_strdup_printf (_ ("The broker %s does not accept the password any more."), address);
    gtk_button_set_label (self->act, _ ("Type Password…"));
    set_act (self, "win.renew-broker", g_variant_new_string (culm_broker_get_serial (broker)));
  } else {
    message = culm_text_broker_error (culm_broker_get_error (broker));
    gtk_button_set_label (self->act, _ ("Show Brokers…"));
    set_act (self, "win.accounts", NULL);
  }
  gtk_label_set_text (self->message, message);
}

static void
unfollow (CulmBrokerBanner *self)
{
  for (guint i = 0; self->followed != NULL && i < self->followed->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->followed, i), show_banner, self);
  g_clear_pointer (&self->followed, g_ptr_array_unref);
}

static void
on_items_changed (CulmBrokerBanner *self)
{
  guint n_items = self->brokers != NULL ? g_list_model_get_n_items (self->brokers) : 0;

  unfollow (self);
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_items; i++) {
    CulmBroker *broker = g_list_model_get_item (self->brokers, i);

    g_ptr_array_add (self->followed, broker);
    g_signal_connect_object (broker, "notify", G_CALLBACK (show_banner), self, G_CONNECT_SWAPPED);
  }
  show_banner (self);
}

static void
culm_broker_banner_dispose (GObject *object)
{
  CulmBrokerBanner *self = CULM_BROKER_BANNER (object);

  unfollow (self);
  if (self->brokers != NULL)
    g_signal_handlers_disconnect_by_func (self->brokers, on_items_changed, self);
  g_clear_object (&self->brokers);
  G_OBJECT_CLASS (culm_broker_banner_parent_class)->dispose (object);
}

static void
culm_broker_banner_class_init (CulmBrokerBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_broker_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-broker-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerBanner, message);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerBanner, act);
}

static void
culm_broker_banner_init (CulmBrokerBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
culm_broker_banner_set_brokers (CulmBrokerBanner *self, GListModel *brokers)
{
  g_return_if_fail (CULM_IS_BROKER_BANNER (self));
  if (self->brokers == brokers)
    return;
  if (self->brokers != NULL)
    g_signal_handlers_disconnect_by_func (self->brokers, on_items_changed, self);
  g_set_object (&self->brokers, brokers);
  if (brokers != NULL)
    g_signal_connect_object (brokers, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
}
