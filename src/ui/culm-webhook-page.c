/* culm-webhook-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-webhook-page.h"
#include "culm-box-filler.h"
#include "culm-question.h"
#include "culm-text-webhook.h"
#include "culm-ui.h"
#include "culm-webhook-editor.h"
#include <glib/gi18n-lib.h>

#define HOOK "webhook" /* what a row and its buttons belong to */

struct _CulmWebhookPage {
  AdwPreferencesPage parent_instance;
  CulmWebhooks *webhooks; /* nullable */
  CulmBoxFiller *filler;
  GCancellable *cancellable;
  GtkListBox *list;
  GtkWidget *add;
};

/* A test on its way. */
typedef struct {
  CulmWebhookPage *page;
  GtkWidget *button;
} Test;

G_DEFINE_FINAL_TYPE (CulmWebhookPage, culm_webhook_page, ADW_TYPE_PREFERENCES_PAGE)

static AdwPreferencesWindow *
find_window (CulmWebhookPage *self)
{
  return (AdwPreferencesWindow *) gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);
}

static void
tell (CulmWebhookPage *self, const char *sentence)
{
  AdwPreferencesWindow *window = find_window (self);

  if (window != NULL && sentence != NULL)
    adw_preferences_window_add_toast (window, adw_toast_new (sentence));
}

static void
on_done (CulmWebhookPage *self)
{
  AdwPreferencesWindow *window = find_window (self);

  if (window != NULL)
    adw_preferences_window_close_subpage (window);
}

static void
open_editor (CulmWebhookPage *self, CulmWebhook *hook)
{
  AdwPreferencesWindow *window = find_window (self);
  GtkWidget *editor;

  if (window == NULL || self->webhooks == NULL)
    return;
  editor = culm_webhook_editor_new (self->webhooks, hook);
  g_signal_connect_object (editor, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  adw_preferences_window_present_subpage (window, editor);
}

static void
on_add_clicked (CulmWebhookPage *self)
{
  open_editor (self, NULL);
}

static void
on_row_activated (CulmWebhookPage *self, GtkListBoxRow *row)
{
  open_editor (self, g_object_get_data (G_OBJECT (row), HOOK));
}

/* ---- Test ---- */

static void
test_cb (GObject *webhooks, GAsyncResult *result, gpointer user_data)
{
  Test *test = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (culm_webhooks_test_finish (CULM_WEBHOOKS (webhooks), result, &error))
    sentence = g_strdup (_ ("The test was delivered."));
  else
    sentence = culm_text_webhook_error (error);
  gtk_widget_set_sensitive (test->button, TRUE);
  tell (test->page, sentence);
  g_object_unref (test->page);
  g_object_unref (test->button);
  g_free (test);
}

static void
on_test_clicked (CulmWebhookPage *self, GtkWidget *button)
{
  Test *test;

  if (self->webhooks == NULL)
    return;
  test = g_new0 (Test, 1);
  test->page = g_object_ref (self);
  test->button = g_object_ref (button);
  gtk_widget_set_sensitive (button, FALSE);
  culm_webhooks_test_async (self->webhooks, g_object_get_data (G_OBJECT (button), HOOK), self->cancellable, test_cb,
                            test);
}

/* ---- Remove ---- */

static void
remove_cb (GObject *webhooks, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmWebhookPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (culm_webhooks_remove_finish (CULM_WEBHOOKS (webhooks), result, &error))
    return;
  sentence = culm_text_webhook_error (error);
  tell (self, sentence);
}

static void
remove_hook (gpointer button)
{
  CulmWebhookPage *self = CULM_WEBHOOK_PAGE (gtk_widget_get_ancestor (button, CULM_TYPE_WEBHOOK_PAGE));

  if (self != NULL && self->webhooks != NULL) /* it may have gone meanwhile */
    culm_webhooks_remove_async (self->webhooks, g_object_get_data (button, HOOK), NULL, remove_cb, g_object_ref (self));
}

static void
on_remove_clicked (CulmWebhookPage *self G_GNUC_UNUSED, GtkWidget *button)
{
  CulmWebhook *hook = g_object_get_data (G_OBJECT (button), HOOK);
  g_autofree char *text =
      g_strdup_printf (_ ("%s is not told of events any more. Its secret is wiped, and what waits for it is dropped."),
                       culm_webhook_get_label (hook));

  culm_question_ask_loss (button, _ ("Remove Webhook?"), text, _ ("_Remove"), remove_hook, button);
}

/* ---- Rows ---- */

static void
show_hook (AdwActionRow *row, GParamSpec *pspec G_GNUC_UNUSED, CulmWebhook *hook)
{
  g_autofree char *choice = culm_text_webhook_choice (hook);
  g_autofree char *result = culm_text_webhook (hook, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *line = g_strdup_printf ("%s · %s", choice, result);

  adw_action_row_set_subtitle (row, line);
}

static gboolean
refresh_row (gpointer row)
{
  show_hook (row, NULL, g_object_get_data (row, HOOK));
  return G_SOURCE_CONTINUE;
}

static void
add_button (CulmWebhookPage *self, AdwActionRow *row, GtkWidget *button, CulmWebhook *hook, const char *name,
            GCallback on_clicked)
{
  g_autofree char *whole =
      g_strdup_printf ("%s %d: %s", name, culm_webhook_get_number (hook), culm_webhook_get_label (hook));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  culm_ui_set_name (button, whole);
  g_object_set_data_full (G_OBJECT (button), HOOK, g_object_ref (hook), g_object_unref);
  g_signal_connect_object (button, "clicked", on_clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  CulmWebhookPage *self = user_data;
  CulmWebhook *hook = item;
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *number = g_strdup_printf ("%d", culm_webhook_get_number (hook)); /* two may look alike */
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), culm_webhook_get_label (hook)); /* alone: no markup */
  g_object_set_data_full (G_OBJECT (row), HOOK, g_object_ref (hook), g_object_unref);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_label_new (number));
  gtk_widget_set_tooltip_text (row, _ ("Change Events and Secret"));
  add_button (self, ADW_ACTION_ROW (row), gtk_button_new_with_label (_ ("Test")), hook, _ ("Test"),
              G_CALLBACK (on_test_clicked));
  gtk_widget_add_css_class (remove, "flat");
  add_button (self, ADW_ACTION_ROW (row), remove, hook, _ ("Remove"), G_CALLBACK (on_remove_clicked));
  g_signal_connect_object (hook, "notify", G_CALLBACK (show_hook), row, G_CONNECT_SWAPPED);
  culm_ui_refresh_while_mapped (row, refresh_row);
  show_hook (ADW_ACTION_ROW (row), NULL, hook);
  return row;
}

static void
culm_webhook_page_dispose (GObject *object)
{
  CulmWebhookPage *self = CULM_WEBHOOK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->filler != NULL)
    culm_box_filler_set_model (self->filler, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->webhooks);
  G_OBJECT_CLASS (culm_webhook_page_parent_class)->dispose (object);
}

static void
culm_webhook_page_finalize (GObject *object)
{
  g_object_unref (CULM_WEBHOOK_PAGE (object)->cancellable);
  G_OBJECT_CLASS (culm_webhook_page_parent_class)->finalize (object);
}

static void
culm_webhook_page_class_init (CulmWebhookPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_webhook_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_webhook_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-webhook-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookPage, list);
  gtk_widget_class_bind_template_child (widget_class, CulmWebhookPage, add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
culm_webhook_page_init (CulmWebhookPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = culm_box_filler_new (GTK_WIDGET (self->list), create_row, self);
}

GtkWidget *
culm_webhook_page_new (CulmWebhooks *webhooks, GListModel *hooks)
{
  CulmWebhookPage *self = g_object_new (CULM_TYPE_WEBHOOK_PAGE, NULL);

  g_set_object (&self->webhooks, webhooks);
  culm_box_filler_set_model (self->filler, hooks != NULL ? hooks : G_LIST_MODEL (webhooks));
  return GTK_WIDGET (self);
}
