/* culm-sign-in-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-sign-in-page.h"
#include "culm-error.h"
#include "culm-log.h"
#include "culm-text-error.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmSignInPage {
  AdwBin parent_instance;
  CulmSignIn *sign_in;
  GCancellable *cancellable;
  char *code_at_hand; /* of a farm of virtual printers */
  GtkStack *stack;
  GtkEditable *account, *password, *code, *token, *server, *broker;
  AdwComboRow *region;
  GtkWidget *form, *spinner;
  GtkToggleButton *advanced;
  GtkLabel *error, *code_hint;
  GtkWidget *new_code;
};

enum { SIGNAL_DONE, SIGNAL_CANCELLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSignInPage, culm_sign_in_page, ADW_TYPE_BIN)

/* In the order of the template's list. */
static const char *const regions[] = { "global", "china", "dev", "qa", "pre", "pre-us" };

static void
show_error (CulmSignInPage *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->error), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

static void
set_busy (CulmSignInPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_visible (self->spinner, busy);
}

static void
wipe_secrets (CulmSignInPage *self)
{
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->token, "");
  gtk_editable_set_text (self->code, "");
}

static void
show_step (CulmSignInPage *self)
{
  CulmSignInStep step = culm_sign_in_get_step (self->sign_in);
  const char *account = gtk_editable_get_text (self->account);
  g_autofree char *hint = NULL;

  switch (step) {
  case CULM_SIGN_IN_CODE:
    hint = g_strdup_printf (_ ("A code is on its way to %s. Type it here."), account);
    gtk_label_set_text (self->code_hint, hint);
    gtk_widget_set_visible (self->new_code, TRUE);
    culm_ui_show_page (self->stack, "code");
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
    break;
  case CULM_SIGN_IN_AUTHENTICATOR:
    gtk_label_set_text (self->code_hint, _ ("Type the six digits that your authenticator app shows."));
    gtk_widget_set_visible (self->new_code, FALSE);
    culm_ui_show_page (self->stack, "code");
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
    break;
  case CULM_SIGN_IN_PASSWORD:
  case CULM_SIGN_IN_DONE:
  default: break;
  }
}

static void
use_code_at_hand (CulmSignInPage *self)
{
  g_autofree char *code = g_steal_pointer (&self->code_at_hand);
  CulmSignInStep step = culm_sign_in_get_step (self->sign_in);

  if (code == NULL || (step != CULM_SIGN_IN_CODE && step != CULM_SIGN_IN_AUTHENTICATOR))
    return;
  gtk_editable_set_text (self->code, code);
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}

static void
finish_cb (GObject *sign_in, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean going_on = culm_sign_in_finish (CULM_SIGN_IN (sign_in), result, &error);

  if (self->sign_in != CULM_SIGN_IN (sign_in))
    return; /* a person went back meanwhile */
  set_busy (self, FALSE);
  if (!going_on) {
    g_autofree char *sentence = culm_text_sign_in_error (error);
    g_autofree char *details = culm_text_error_details (error);

    culm_debug ("Sign-in: %s", culm_error_get_code_name (error->domain == CULM_ERROR ? error->code : 0));
    show_error (self, sentence);
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->error), details);
  } else if (culm_sign_in_get_step (self->sign_in) == CULM_SIGN_IN_DONE) {
    culm_sign_in_page_begin (self, NULL);
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
  } else {
    show_step (self);
    use_code_at_hand (self);
  }
}

/* What "Server" and "Region" mean together: an address that was typed wins. */
static gboolean
apply_server (CulmSignInPage *self)
{
  const char *server = gtk_editable_get_text (self->server);
  const char *broker = gtk_editable_get_text (self->broker);
  guint selected = adw_combo_row_get_selected (self->region);
  const char *region = selected < G_N_ELEMENTS (regions) ? regions[selected] : regions[0];
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (culm_sign_in_set_region (self->sign_in, *server != '\0' ? server : region, *broker != '\0' ? broker : NULL,
                               &error))
    return TRUE;
  sentence = culm_text_sign_in_error (error);
  show_error (self, sentence);
  gtk_toggle_button_set_active (self->advanced, TRUE);
  return FALSE;
}

static void
submit_account (CulmSignInPage *self, gboolean ask_for_code)
{
  const char *account = gtk_editable_get_text (self->account);
  const char *password = gtk_editable_get_text (self->password);

  if (*account == '\0') {
    show_error (self, _ ("Type the e-mail address or phone number of your account."));
    gtk_widget_grab_focus (GTK_WIDGET (self->account));
    return;
  }
  if (!apply_server (self))
    return;
  set_busy (self, TRUE);
  if (ask_for_code || *password == '\0')
    culm_sign_in_request_code_async (self->sign_in, account, self->cancellable, finish_cb, g_object_ref (self));
  else
    culm_sign_in_password_async (self->sign_in, account, password, self->cancellable, finish_cb, g_object_ref (self));
}

static void
submit_code (CulmSignInPage *self)
{
  set_busy (self, TRUE);
  culm_sign_in_code_async (self->sign_in, gtk_editable_get_text (self->code), self->cancellable, finish_cb,
                           g_object_ref (self));
}

static void
submit_token (CulmSignInPage *self)
{
  if (!apply_server (self))
    return;
  set_busy (self, TRUE);
  culm_sign_in_token_async (self->sign_in, gtk_editable_get_text (self->token), self->cancellable, finish_cb,
                            g_object_ref (self));
}

static void
submit (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmSignInPage *self = CULM_SIGN_IN_PAGE (widget);
  const char *step = gtk_stack_get_visible_child_name (self->stack);

  if (self->sign_in == NULL || culm_sign_in_get_busy (self->sign_in))
    return;
  show_error (self, NULL);
  if (g_strcmp0 (step, "code") == 0)
    submit_code (self);
  else if (g_strcmp0 (step, "token") == 0)
    submit_token (self);
  else
    submit_account (self, FALSE);
}

static void
request_code (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmSignInPage *self = CULM_SIGN_IN_PAGE (widget);

  if (self->sign_in == NULL || culm_sign_in_get_busy (self->sign_in))
    return;
  show_error (self, NULL);
  submit_account (self, TRUE);
}

static void
choose_way (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *way)
{
  CulmSignInPage *self = CULM_SIGN_IN_PAGE (widget);

  show_error (self, NULL);
  culm_ui_show_page (self->stack, g_variant_get_string (way, NULL));
}

static void
go_back (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmSignInPage *self = CULM_SIGN_IN_PAGE (widget);

  culm_sign_in_page_begin (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
on_entry_activated (CulmSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}

static void
culm_sign_in_page_dispose (GObject *object)
{
  CulmSignInPage *self = CULM_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sign_in);
  g_clear_pointer (&self->code_at_hand, g_free);
  G_OBJECT_CLASS (culm_sign_in_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, account);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, code);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, token);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, server);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, broker);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, region);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, form);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, advanced);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, error);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, code_hint);
  gtk_widget_class_bind_template_child (widget_class, CulmSignInPage, new_code);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
}

static void
culm_sign_in_page_class_init (CulmSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_sign_in_page_dispose;
  signals[SIGNAL_DONE] =
      g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCELLED] =
      g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "sign-in.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "sign-in.request-code", NULL, request_code);
  gtk_widget_class_install_action (widget_class, "sign-in.way", "s", choose_way);
  gtk_widget_class_install_action (widget_class, "sign-in.back", NULL, go_back);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-sign-in-page.ui");
  bind_children (widget_class);
}

static void
culm_sign_in_page_init (CulmSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The text inside a row is what a person types into: it carries the name. */
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->account)), _ ("Account"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->password)), _ ("Password"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->code)), _ ("Code"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->token)), _ ("Token"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->server)), _ ("Server"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->broker)), _ ("Broker"));
}

GtkWidget *
culm_sign_in_page_new (void)
{
  return g_object_new (CULM_TYPE_SIGN_IN_PAGE, NULL);
}

void
culm_sign_in_page_begin (CulmSignInPage *self, CulmSignIn *sign_in)
{
  g_return_if_fail (CULM_IS_SIGN_IN_PAGE (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->sign_in, sign_in);
  self->cancellable = sign_in != NULL ? g_cancellable_new () : NULL;
  g_clear_pointer (&self->code_at_hand, g_free);
  wipe_secrets (self);
  show_error (self, NULL);
  set_busy (self, FALSE);
  culm_ui_show_page (self->stack, "password");
}

void
culm_sign_in_page_start (CulmSignInPage *self, CulmEngine *engine, CulmAccount *account, const char *server)
{
  g_autoptr (CulmSignIn) sign_in = culm_engine_begin_sign_in (engine);
  g_autofree char *last = g_settings_get_string (culm_engine_get_settings (engine), "last-region");

  culm_sign_in_page_begin (self, sign_in);
  if (account != NULL)
    culm_sign_in_page_fill (self, culm_account_get_account (account), culm_account_get_region (account));
  else
    culm_sign_in_page_fill (self, NULL, server != NULL ? server : last);
}

void
culm_sign_in_page_fill (CulmSignInPage *self, const char *account, const char *server)
{
  guint position;

  g_return_if_fail (CULM_IS_SIGN_IN_PAGE (self));
  if (account != NULL)
    gtk_editable_set_text (self->account, account);
  for (position = 0; position < G_N_ELEMENTS (regions); position++) {
    if (g_strcmp0 (server, regions[position]) == 0)
      break;
  }
  if (position < G_N_ELEMENTS (regions))
    adw_combo_row_set_selected (self->region, position);
  gtk_editable_set_text (self->server, server != NULL && position == G_N_ELEMENTS (regions) ? server : "");
}

void
culm_sign_in_page_run (CulmSignInPage *self, const char *account, const char *password, const char *code)
{
  g_return_if_fail (CULM_IS_SIGN_IN_PAGE (self));
  gtk_editable_set_text (self->account, account);
  gtk_editable_set_text (self->password, password);
  self->code_at_hand = g_strdup (code);
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}
