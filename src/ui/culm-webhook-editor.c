/* culm-webhook-editor.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-webhook-editor.h"
#include "culm-notice.h"
#include "culm-text-webhook.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* What a new webhook is told of: the events of the vendor's reference. */
#define FIRST_CHOICE                                                                                                   \
  (CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_PRINT_STARTED) | CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_PRINT_COMPLETED) |           \
   CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_PRINT_FAILED) | CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_DEVICE_ONLINE) |              \
   CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_DEVICE_OFFLINE) | CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_NOTIFICATION_CREATED))

struct _CulmWebhookEditor {
  AdwBin parent_instance;
  CulmWebhooks *webhooks;
  CulmWebhook *hook; /* NULL: a new one */
  GCancellable *cancellable;
  GtkCheckButton *checks[CULM_EVENT_N_KINDS]; /* of the template's group */
  gboolean busy;
  AdwWindowTitle *title;
  GtkWidget *save, *address, *label, *warning, *secret;
  CulmNotice *notice;
  AdwPreferencesGroup *events;
};

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmWebhookEditor, culm_webhook_editor, ADW_TYPE_BIN)

static guint
get_choice (CulmWebhookEditor *self)
{
  guint choice = 0;

  for (int i = 0; i < CULM_EVENT_N_KINDS; i++) {
    if (gtk_check_button_get_active (self->checks[i]))
      choice |= CULM_WEBHOOK_EVENT_BIT (i);
  }
  return choice;
}

/* Why it cannot be saved as it is; NULL when it can. */
static const char *
find_lack (CulmWebhookEditor *self)
{
  if (self->busy)
    return _ ("It is being saved.");
  if (self->hook == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->address)) == '\0')
    return _ ("Type the address.");
  if (self->hook == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->secret)) == '\0')
    return _ ("Type a secret, or have one made.");
  return get_choice (self) == 0 ? _ ("Choose an event.") : NULL;
}

static void
show_state (CulmWebhookEditor *self)
{
  const char *lack = find_lack (self), *address = gtk_editable_get_text (GTK_EDITABLE (self->address));

  gtk_widget_set_sensitive (self->save, lack == NULL);
  gtk_widget_set_tooltip_text (self->save, lack);
  culm_ui_set_description (self->save, lack);
  gtk_widget_set_visible (self->warning, self->hook != NULL ? culm_webhook_get_plain (self->hook)
                                                            : g_ascii_strncasecmp (address, "http://", 7) == 0);
}

static void
on_address_changed (CulmWebhookEditor *self)
{
  culm_notice_set_text (self->notice, NULL);
  show_state (self);
}

static void
on_cancel_clicked (CulmWebhookEditor *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
on_make_clicked (CulmWebhookEditor *self)
{
  char *secret = culm_webhooks_make_secret ();

  gtk_editable_set_text (GTK_EDITABLE (self->secret), secret);
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
on_copy_clicked (CulmWebhookEditor *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_editable_get_text (GTK_EDITABLE (self->secret)));
}

static void
on_all_clicked (CulmWebhookEditor *self)
{
  for (int i = 0; i < CULM_EVENT_N_KINDS; i++)
    gtk_check_button_set_active (self->checks[i], TRUE);
}

static void
end_save (CulmWebhookEditor *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? culm_text_webhook_error (error) : NULL;

  self->busy = FALSE;
  if (self->webhooks == NULL) /* the page has gone */
    return;
  show_state (self);
  culm_notice_set_text (self->notice, sentence);
  if (error == NULL)
    g_signal_emit (self, signals[DONE], 0);
}

static void
add_cb (GObject *webhooks, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmWebhookEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmWebhook) hook = culm_webhooks_add_finish (CULM_WEBHOOKS (webhooks), result, &error);

  end_save (self, hook != NULL ? NULL : error);
}

static void
change_cb (GObject *webhooks, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmWebhookEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  culm_webhooks_change_finish (CULM_WEBHOOKS (webhooks), result, &error);
  end_save (self, error);
}

static void
on_save_clicked (CulmWebhookEditor *self)
{
  const char *secret = gtk_editable_get_text (GTK_EDITABLE (self->secret));

  if (self->webhooks == NULL || find_lack (self) != NULL)
    return;
  self->busy = TRUE;
  show_state (self);
  culm_notice_set_text (self->notice, NULL);
  if (self->hook == NULL)
    culm_webhooks_add_async (self->webhooks, gtk_editable_get_text (GTK_EDITABLE (self->address)), secret,
                             get_choice (self), self->cancellable, add_cb, g_object_ref (self));
  else
    culm_webhooks_change_async (self->webhooks, self->hook, *secret != '\0' ? secret : NULL, get_choice (self),
                                self->cancellable, change_cb, g_object_ref (self));
}

static void
add_events (CulmWebhookEditor *self, guint choice)
{
  for (int i = 0; i < CULM_EVENT_N_KINDS; i++) {
    GtkWidget *check = gtk_check_button_new ();
    GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "title",
                                   culm_text_event ((CulmEventKind) i), "activatable-widget", check, NULL);

    self->checks[i] = GTK_CHECK_BUTTON (check);
    gtk_check_button_set_active (self->checks[i], (choice & CULM_WEBHOOK_EVENT_BIT (i)) != 0);
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    culm_ui_set_name (check, culm_text_event ((CulmEventKind) i));
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_preferences_group_add (self->events, row);
  }
  for (int i = 0; i < CULM_EVENT_N_KINDS; i++)
    g_signal_connect_object (self->checks[i], "toggled", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
}

static void
culm_webhook_editor_dispose (GObject *object)
{
  CulmWebhookEditor *self = CULM_WEBHOOK_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->webhooks);
  g_clear_object (&self->hook);
  G_OBJECT_CLASS (culm_webhook_editor_parent_class)->dispose (object);
}

static void
culm_webhook_editor_finalize (GObject *object)
{
  g_object_unref (CULM_WEBHOOK_EDITOR (object)->cancellable);
  G_OBJECT_CLASS (culm_webhook_editor_parent_class)->finalize (object);
}

static void
culm_webhook_editor_class_init (CulmWebhookEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_webhook_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_webhook_editor_finalize;
  signals[DONE] =
      g_signal_new ("done", CULM_TYPE_WEBHOOK_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CULM_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-webhook-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, title);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, save);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, address);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, label);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, warning);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, secret);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, notice);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookEditor, events);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_make_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_all_clicked);
}

static void
culm_webhook_editor_init (CulmWebhookEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_entry (GtkWidget *row, const char *name)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))), name);
}

GtkWidget *
culm_webhook_editor_new (CulmWebhooks *webhooks, CulmWebhook *hook)
{
  CulmWebhookEditor *self = g_object_new (CULM_TYPE_WEBHOOK_EDITOR, NULL);

  g_set_object (&self->webhooks, webhooks);
  g_set_object (&self->hook, hook);
  adw_window_title_set_title (self->title, hook != NULL ? _ ("Webhook") : _ ("New Webhook"));
  gtk_button_set_label (GTK_BUTTON (self->save), hook != NULL ? _ ("Save") : _ ("Add"));
  gtk_widget_set_visible (self->address, hook == NULL);
  gtk_widget_set_visible (self->label, hook != NULL);
  name_entry (self->address, _ ("Address, https://…"));
  name_entry (self->secret, hook != NULL ? _ ("New secret (optional)") : _ ("Secret"));
  if (hook != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->label), culm_webhook_get_label (hook));
  else
    on_make_clicked (self);
  add_events (self, hook != NULL ? culm_webhook_get_events (hook) : FIRST_CHOICE);
  g_signal_connect_object (self->secret, "changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
