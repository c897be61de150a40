/* culm-access-desk.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-access-desk.h"
#include "culm-accounts-dialog.h"
#include "culm-add-printer-dialog.h"
#include "culm-broker-dialog.h"
#include "culm-engine-lan.h"

struct _CulmAccessDesk {
  GObject parent_instance;
  CulmEngine *engine;
  GtkWindow *window; /* not owned: it owns us */
  gboolean listens;
};

G_DEFINE_FINAL_TYPE (CulmAccessDesk, culm_access_desk, G_TYPE_OBJECT)

static gboolean
has_any (CulmAccessDesk *self)
{
  return g_list_model_get_n_items (culm_engine_get_accounts (self->engine)) > 0 ||
         g_list_model_get_n_items (culm_engine_get_brokers (self->engine)) > 0 ||
         g_list_model_get_n_items (culm_engine_get_lan_printers (self->engine)) > 0;
}

static void
on_accounts (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmAccessDesk *self = user_data;

  gtk_window_present (GTK_WINDOW (culm_accounts_dialog_new (
      self->window, self->engine, culm_engine_get_accounts (self->engine), culm_engine_get_brokers (self->engine))));
}

static void
on_add_broker (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmAccessDesk *self = user_data;

  gtk_window_present (GTK_WINDOW (culm_broker_dialog_new (self->window, self->engine, NULL)));
}

static void
on_renew_broker (GSimpleAction *action G_GNUC_UNUSED, GVariant *serial, gpointer user_data)
{
  CulmAccessDesk *self = user_data;
  CulmBroker *broker = culm_engine_find_broker (self->engine, g_variant_get_string (serial, NULL));

  if (broker != NULL)
    gtk_window_present (GTK_WINDOW (culm_broker_dialog_new (self->window, self->engine, broker)));
}

static void
on_add_printer (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmAccessDesk *self = user_data;

  gtk_window_present (GTK_WINDOW (culm_add_printer_dialog_new (self->window, self->engine, NULL)));
}

static void
on_add_found (GSimpleAction *action G_GNUC_UNUSED, GVariant *serial, gpointer user_data)
{
  CulmAccessDesk *self = user_data;
  GListModel *list = culm_engine_get_found_printers (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (CulmFoundPrinter) found = g_list_model_get_item (list, i);
    GtkWidget *dialog;

    if (!g_str_equal (culm_found_printer_get_serial (found), g_variant_get_string (serial, NULL)))
      continue;
    dialog = culm_add_printer_dialog_new (self->window, self->engine, NULL);
    gtk_window_present (GTK_WINDOW (dialog));
    culm_add_printer_dialog_look_at (CULM_ADD_PRINTER_DIALOG (dialog), culm_found_printer_get_host (found));
    return;
  }
}

static const GActionEntry entries[] = {
  { .name = "accounts", .activate = on_accounts },
  { .name = "add-broker", .activate = on_add_broker },
  { .name = "add-found", .activate = on_add_found, .parameter_type = "s" },
  { .name = "add-printer", .activate = on_add_printer },
  { .name = "renew-broker", .activate = on_renew_broker, .parameter_type = "s" },
};

static void
culm_access_desk_dispose (GObject *object)
{
  CulmAccessDesk *self = CULM_ACCESS_DESK (object);

  for (guint i = 0; self->window != NULL && i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (G_ACTION_MAP (self->window), entries[i].name);
  self->window = NULL;
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_access_desk_parent_class)->dispose (object);
}

static void
culm_access_desk_class_init (CulmAccessDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_access_desk_dispose;
}

static void
culm_access_desk_init (CulmAccessDesk *self G_GNUC_UNUSED)
{
}

CulmAccessDesk *
culm_access_desk_new (CulmEngine *engine, GtkWindow *window)
{
  CulmAccessDesk *self = g_object_new (CULM_TYPE_ACCESS_DESK, NULL);

  self->engine = g_object_ref (engine);
  self->window = window;
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  return self;
}

const char *
culm_access_desk_choose_page (CulmAccessDesk *self, CulmWelcomePage *welcome)
{
  gboolean ready = culm_engine_get_ready (self->engine);
  gboolean listens = ready && !has_any (self);

  if (listens != self->listens) {
    self->listens = listens;
    if (listens)
      culm_engine_search_printers (self->engine, NULL); /* who cannot be heard can be typed */
    culm_welcome_page_set_found (welcome, listens ? culm_engine_get_found_printers (self->engine) : NULL);
  }
  return listens ? "welcome" : ready ? "main" : "loading";
}
