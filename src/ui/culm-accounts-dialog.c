/* culm-accounts-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-accounts-dialog.h"
#include "culm-box-filler.h"
#include "culm-broker-list.h"
#include "culm-question.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmAccountsDialog {
  AdwWindow parent_instance;
  CulmBoxFiller *filler;
  CulmEngine *engine;
  GtkListBox *list;
  CulmBrokerList *brokers;
};

G_DEFINE_FINAL_TYPE (CulmAccountsDialog, culm_accounts_dialog, ADW_TYPE_WINDOW)

static const char *
get_region_name (const char *region)
{
  if (g_strcmp0 (region, "global") == 0)
    return _ ("Global");
  if (g_strcmp0 (region, "china") == 0)
    return _ ("Mainland China");
  return region;
}

/* "Global · signed in until 3 March". */
static char *
describe_account (CulmAccount *account)
{
  const char *region = get_region_name (culm_account_get_region (account));
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *until = NULL;

  if (culm_account_get_state (account) == CULM_ACCOUNT_EXPIRED)
    return g_strdup_printf (_ ("%s · the sign-in has expired"), region);
  if (culm_account_get_expires (account) <= 0)
    return g_strdup (region);
  until = culm_text_clock (culm_account_get_expires (account), now);
  return g_strdup_printf (_ ("%s · signed in until %s"), region, until);
}

static void
show_account (AdwActionRow *row, GParamSpec *pspec G_GNUC_UNUSED, CulmAccount *account)
{
  g_autofree char *line = describe_account (account);

  adw_action_row_set_subtitle (row, line);
}

static void
sign_out (gpointer button)
{
  CulmAccountsDialog *self = CULM_ACCOUNTS_DIALOG (gtk_widget_get_ancestor (button, CULM_TYPE_ACCOUNTS_DIALOG));

  if (self != NULL && self->engine != NULL) /* it may have gone meanwhile */
    culm_engine_sign_out_async (self->engine, g_object_get_data (button, "account"), NULL, NULL, NULL);
}

static void
on_sign_out_clicked (GtkWidget *button)
{
  culm_question_ask_loss (button, _ ("Sign Out?"),
                          _ ("The printers of this account leave the list, and what Culm keeps of them is wiped. "
                             "Prints that run go on."),
                          _ ("_Sign Out"), sign_out, button);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data G_GNUC_UNUSED)
{
  CulmAccount *account = item;
  GtkWidget *button = gtk_button_new_with_label (_ ("Sign Out"));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 1, NULL);

  /* Not among the first properties: their order of notice would have it taken for markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), culm_account_get_account (account));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "account", g_object_ref (account), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_sign_out_clicked), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (account, "notify", G_CALLBACK (show_account), row, G_CONNECT_SWAPPED);
  show_account (ADW_ACTION_ROW (row), NULL, account);
  return row;
}

/* "accounts.add", "accounts.add-broker": the window has the pages for them. */
static void
add (GtkWidget *widget, const char *action, GVariant *parameter G_GNUC_UNUSED)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  gtk_window_close (GTK_WINDOW (widget));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent),
                                g_str_equal (action, "accounts.add") ? "win.sign-in" : "win.add-broker", NULL);
}

static void
culm_accounts_dialog_dispose (GObject *object)
{
  CulmAccountsDialog *self = CULM_ACCOUNTS_DIALOG (object);

  if (self->filler != NULL)
    culm_box_filler_set_model (self->filler, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_accounts_dialog_parent_class)->dispose (object);
}

static void
culm_accounts_dialog_class_init (CulmAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_accounts_dialog_dispose;
  g_type_ensure (CULM_TYPE_BROKER_LIST);
  gtk_widget_class_install_action (widget_class, "accounts.add", NULL, add);
  gtk_widget_class_install_action (widget_class, "accounts.add-broker", NULL, add);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmAccountsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CulmAccountsDialog, brokers);
}

static void
culm_accounts_dialog_init (CulmAccountsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = culm_box_filler_new (GTK_WIDGET (self->list), create_row, self);
}

GtkWidget *
culm_accounts_dialog_new (GtkWindow *parent, CulmEngine *engine, GListModel *accounts, GListModel *brokers)
{
  CulmAccountsDialog *self = g_object_new (CULM_TYPE_ACCOUNTS_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  g_set_object (&self->engine, engine);
  culm_box_filler_set_model (self->filler, accounts);
  culm_broker_list_set_brokers (self->brokers, engine, brokers);
  return GTK_WIDGET (self);
}
