/* culm-lan-desk.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-lan-desk.h"
#include "culm-add-printer-dialog.h"
#include "culm-text-lan.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

struct _CulmLanDesk {
  GObject parent_instance;
  GtkWidget *page; /* not owned: it owns us */
  CulmEngine *engine;
  GSimpleActionGroup *group;
  CulmPrinter *printer;
  CulmLanPrinter *lan; /* NULL: it was not added */
  gboolean put_off;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmLanDesk, culm_lan_desk, G_TYPE_OBJECT)

static GtkWindow *
get_window (CulmLanDesk *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
set_enabled (CulmLanDesk *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), name)),
                               enabled);
}

static void
refresh (CulmLanDesk *self)
{
  GAction *only = g_action_map_lookup_action (G_ACTION_MAP (self->group), "only");
  gboolean lan_only = self->lan != NULL && culm_lan_printer_get_lan_only (self->lan);

  g_simple_action_set_state (G_SIMPLE_ACTION (only), g_variant_new_boolean (lan_only));
  set_enabled (self, "only", self->lan != NULL);
  set_enabled (self, "new-code", self->lan != NULL);
  set_enabled (self, "remove", self->lan != NULL);
  set_enabled (self, "later", self->lan != NULL);
  set_enabled (self, "retry", self->lan != NULL);
  set_enabled (self, "look", self->lan != NULL);
  set_enabled (self, "trust", self->lan != NULL && culm_lan_printer_get_new_fingerprint (self->lan) != NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_state (CulmLanDesk *self)
{
  self->put_off = FALSE;
  refresh (self);
}

static void
find_lan (CulmLanDesk *self)
{
  CulmLanPrinter *lan = self->engine != NULL && self->printer != NULL
                            ? culm_engine_find_lan_printer (self->engine, culm_printer_get_serial (self->printer))
                            : NULL;

  if (self->lan == lan)
    return;
  if (self->lan != NULL)
    g_signal_handlers_disconnect_by_data (self->lan, self);
  g_set_object (&self->lan, lan);
  if (lan != NULL) {
    g_signal_connect_object (lan, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (lan, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  }
  on_state (self);
}

/* ---- Asking ---- */

static AdwMessageDialog *
create_question (CulmLanDesk *self, const char *heading, const char *body, const char *yes)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (self), heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (dialog, "yes", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

static void
tell (CulmLanDesk *self, const GError *error)
{
  g_autofree char *sentence = culm_text_lan_error (error);
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), _ ("The Printer Was Not Reached"), sentence);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
trust_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmLanDesk) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!culm_engine_renew_printer_finish (CULM_ENGINE (engine), result, &error) && self->engine != NULL)
    tell (self, error);
}

static void
on_trust_answer (CulmLanDesk *self, const char *response, GtkWidget *dialog)
{
  const char *fingerprint = g_object_get_data (G_OBJECT (dialog), "fingerprint");

  if (g_str_equal (response, "yes") && self->lan != NULL) /* the one that was shown, whatever it shows by now */
    culm_engine_renew_printer_async (self->engine, culm_lan_printer_get_serial (self->lan), NULL, fingerprint, NULL,
                                     trust_cb, g_object_ref (self));
}

static void
on_trust (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmLanDesk *self = user_data;
  const char *fingerprint = culm_lan_printer_get_new_fingerprint (self->lan);
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), 40);
  g_autofree char *groups = culm_text_fingerprint (fingerprint);
  g_autofree char *heading = g_strdup_printf (_ ("Trust the New Certificate of “%s”?"), name);
  g_autofree char *body = g_strdup_printf (_ ("The access code goes to whoever shows this certificate:\n\n%s"), groups);
  AdwMessageDialog *dialog = create_question (self, heading, body, _ ("_Trust It"));

  g_object_set_data_full (G_OBJECT (dialog), "fingerprint", g_strdup (fingerprint), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_trust_answer), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_remove_answer (CulmLanDesk *self, const char *response)
{
  if (g_str_equal (response, "yes") && self->lan != NULL)
    culm_engine_remove_printer_async (self->engine, culm_lan_printer_get_serial (self->lan), NULL, NULL, NULL);
}

static void
on_remove (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmLanDesk *self = user_data;
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (self->printer), 40);
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s” from This Computer?"), name);
  AdwMessageDialog *dialog = create_question (self, heading,
                                              _ ("Its access code and its certificate are forgotten. A printer of an "
                                                 "account stays, and is reached over the cloud."),
                                              _ ("_Remove"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_answer), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_new_code (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmLanDesk *self = user_data;

  gtk_window_present (GTK_WINDOW (culm_add_printer_dialog_new (get_window (self), self->engine, self->lan)));
}

static void
on_later (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmLanDesk *self = user_data;

  self->put_off = TRUE;
  refresh (self);
}

/* A change of mind about "later". */
static void
on_look (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmLanDesk *self = user_data;

  if (!self->put_off && culm_lan_printer_get_new_fingerprint (self->lan) != NULL)
    on_trust (NULL, NULL, self); /* the page shows what the cloud brings: the question alone will do */
  self->put_off = FALSE;
  refresh (self);
}

static void
on_retry (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  CulmLanDesk *self = user_data;

  culm_engine_retry_printer (self->engine, culm_lan_printer_get_serial (self->lan));
}

static void
on_only (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  CulmLanDesk *self = user_data;

  culm_engine_set_lan_only (self->engine, culm_lan_printer_get_serial (self->lan), g_variant_get_boolean (state));
}

static void
culm_lan_desk_dispose (GObject *object)
{
  CulmLanDesk *self = CULM_LAN_DESK (object);

  if (self->lan != NULL)
    g_signal_handlers_disconnect_by_data (self->lan, self);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (culm_engine_get_lan_printers (self->engine), self);
  g_clear_object (&self->lan);
  g_clear_object (&self->printer);
  g_clear_object (&self->group);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_lan_desk_parent_class)->dispose (object);
}

static void
culm_lan_desk_class_init (CulmLanDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_lan_desk_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", CULM_TYPE_LAN_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_lan_desk_init (CulmLanDesk *self)
{
  static const GActionEntry entries[] = {
    { .name = "only", .state = "false", .change_state = on_only },
    { .name = "new-code", .activate = on_new_code },
    { .name = "trust", .activate = on_trust },
    { .name = "later", .activate = on_later },
    { .name = "look", .activate = on_look },
    { .name = "retry", .activate = on_retry },
    { .name = "remove", .activate = on_remove },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  refresh (self);
}

CulmLanDesk *
culm_lan_desk_new (GtkWidget *page, CulmEngine *engine)
{
  CulmLanDesk *self = g_object_new (CULM_TYPE_LAN_DESK, NULL);

  self->page = page;
  g_set_object (&self->engine, engine);
  if (engine != NULL)
    g_signal_connect_object (culm_engine_get_lan_printers (engine), "items-changed", G_CALLBACK (find_lan), self,
                             G_CONNECT_SWAPPED);
  return self;
}

GActionGroup *
culm_lan_desk_get_group (CulmLanDesk *self)
{
  return G_ACTION_GROUP (self->group);
}

void
culm_lan_desk_set_printer (CulmLanDesk *self, CulmPrinter *printer)
{
  g_set_object (&self->printer, printer);
  find_lan (self);
}

CulmLanPrinter *
culm_lan_desk_get_lan (CulmLanDesk *self)
{
  return self->lan;
}

gboolean
culm_lan_desk_is_put_off (CulmLanDesk *self)
{
  return self->put_off;
}
