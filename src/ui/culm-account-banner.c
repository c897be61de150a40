/* culm-account-banner.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-account-banner.h"
#include "culm-text-error.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

/* A sign-in that ends within this time is warned of. */
#define WARNING_SECONDS (7 * 24 * 3600)

struct _CulmAccountBanner {
  AdwBin parent_instance;
  GListModel *accounts;
  GPtrArray *followed; /* the accounts whose notify is connected */
  GtkRevealer *revealer;
  GtkWidget *bar;
  GtkLabel *message;
  GtkButton *act;
};

G_DEFINE_FINAL_TYPE (CulmAccountBanner, culm_account_banner, ADW_TYPE_BIN)

static CulmAccount *
find_account (CulmAccountBanner *self, CulmAccountState state)
{
  for (guint i = 0; self->followed != NULL && i < self->followed->len; i++) {
    CulmAccount *account = g_ptr_array_index (self->followed, i);

    if (culm_account_get_state (account) == state)
      return account;
  }
  return NULL;
}

static CulmAccount *
find_ending (CulmAccountBanner *self, gint64 now)
{
  for (guint i = 0; self->followed != NULL && i < self->followed->len; i++) {
    CulmAccount *account = g_ptr_array_index (self->followed, i);
    gint64 expires = culm_account_get_expires (account);

    if (expires > now && expires - now < WARNING_SECONDS)
      return account;
  }
  return NULL;
}

static CulmAccount *
find_held_up (CulmAccountBanner *self)
{
  for (guint i = 0; self->followed != NULL && i < self->followed->len; i++) {
    if (culm_account_get_resumes (g_ptr_array_index (self->followed, i)) > 0)
      return g_ptr_array_index (self->followed, i);
  }
  return NULL;
}

static char *
describe_limit (CulmAccount *account, gint64 now)
{
  g_autofree char *until = culm_text_clock (culm_account_get_resumes (account), now);

  return culm_text_limit (culm_account_get_limit (account), until);
}

/* Takes the message, and says whose it is where there are several accounts. */
static void
show_message (CulmAccountBanner *self, CulmAccount *account, char *message)
{
  g_autofree char *taken = message;
  g_autofree char *named = self->followed->len > 1 /* Translators: an account, and a sentence about it. */
                               ? g_strdup_printf (_ ("%s: %s"), culm_account_get_account (account), message)
                               : g_steal_pointer (&taken);
  g_autofree char *details = culm_text_error_details (culm_account_get_error (account));

  gtk_label_set_text (self->message, named);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->message), details);
}

static char *
describe_offline (CulmAccount *account)
{
  const GError *error = culm_account_get_error (account);

  if (!g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return g_strdup (_ ("No network. Culm goes on by itself when it is back."));
  if (error != NULL && !g_error_matches (error, CULM_ERROR, CULM_ERROR_OFFLINE))
    return culm_text_error (error);
  return g_strdup (_ ("No connection to the service. Culm tries again by itself."));
}

static void
show_banner (CulmAccountBanner *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CulmAccount *expired = find_account (self, CULM_ACCOUNT_EXPIRED);
  CulmAccount *held_up = find_held_up (self);
  CulmAccount *offline = find_account (self, CULM_ACCOUNT_OFFLINE);
  CulmAccount *ending = find_ending (self, now);
  gboolean quiet = expired == NULL && (held_up != NULL || offline != NULL);

  if (expired != NULL) {
    show_message (self, expired, g_strdup (_ ("The sign-in has expired. The printers show what was known last.")));
  } else if (held_up != NULL) {
    show_message (self, held_up, describe_limit (held_up, now));
  } else if (offline != NULL) {
    show_message (self, offline, describe_offline (offline));
  } else if (ending != NULL) {
    g_autofree char *when = culm_text_clock (culm_account_get_expires (ending), now);

    show_message (self, ending,
                  g_strdup_printf (_ ("The sign-in expires: %s. Sign in again to stay connected."), when));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->act), expired != NULL || held_up == NULL);
  gtk_button_set_label (self->act, quiet ? _ ("Try Now") : _ ("Sign In Again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), quiet ? "win.refresh" : "win.sign-in");
  if (quiet)
    gtk_widget_add_css_class (self->bar, "offline");
  else
    gtk_widget_remove_css_class (self->bar, "offline");
  gtk_revealer_set_reveal_child (self->revealer,
                                 expired != NULL || held_up != NULL || offline != NULL || ending != NULL);
}

static void
unfollow (CulmAccountBanner *self)
{
  for (guint i = 0; self->followed != NULL && i < self->followed->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->followed, i), show_banner, self);
  g_clear_pointer (&self->followed, g_ptr_array_unref);
}

static void
on_items_changed (CulmAccountBanner *self)
{
  guint n_items = self->accounts != NULL ? g_list_model_get_n_items (self->accounts) : 0;

  unfollow (self);
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_items; i++) {
    CulmAccount *account = g_list_model_get_item (self->accounts, i);

    g_ptr_array_add (self->followed, account);
    g_signal_connect_object (account, "notify", G_CALLBACK (show_banner), self, G_CONNECT_SWAPPED);
  }
  show_banner (self);
}

static void
culm_account_banner_dispose (GObject *object)
{
  CulmAccountBanner *self = CULM_ACCOUNT_BANNER (object);

  unfollow (self);
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_func (self->accounts, on_items_changed, self);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (culm_account_banner_parent_class)->dispose (object);
}

static void
culm_account_banner_class_init (CulmAccountBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_account_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-account-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmAccountBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, CulmAccountBanner, bar);
  gtk_widget_class_bind_template_child (widget_class, CulmAccountBanner, message);
  gtk_widget_class_bind_template_child (widget_class, CulmAccountBanner, act);
}

static void
culm_account_banner_init (CulmAccountBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (show_banner), self,
                           G_CONNECT_SWAPPED);
}

void
culm_account_banner_set_accounts (CulmAccountBanner *self, GListModel *accounts)
{
  g_return_if_fail (CULM_IS_ACCOUNT_BANNER (self));
  if (self->accounts == accounts)
    return;
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_func (self->accounts, on_items_changed, self);
  g_set_object (&self->accounts, accounts);
  if (accounts != NULL)
    g_signal_connect_object (accounts, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
}

CulmAccount *
culm_account_banner_get_expired (CulmAccountBanner *self)
{
  CulmAccount *expired;

  g_return_val_if_fail (CULM_IS_ACCOUNT_BANNER (self), NULL);
  expired = find_account (self, CULM_ACCOUNT_EXPIRED);
  return expired != NULL ? expired : find_ending (self, g_get_real_time () / G_USEC_PER_SEC);
}
