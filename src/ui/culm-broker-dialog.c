/* culm-broker-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-broker-dialog.h"
#include "culm-printer-model.h"
#include "culm-text-broker.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmBrokerDialog {
  AdwWindow parent_instance;
  CulmEngine *engine;
  CulmBroker *broker; /* whose password is asked for; NULL: a new one */
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
  GFile *certificate;
  char *serial; /* that is being tried */
  GtkEditable *host, *port, *user, *password, *serial_number;
  AdwComboRow *model;
  AdwActionRow *certificate_row;
  GtkSwitch *plain;
  GtkLabel *heading, *error;
  GtkWidget *form, *spinner, *place, *printer_group, *warning, *forget_certificate;
  GtkButton *submit;
};

G_DEFINE_FINAL_TYPE (CulmBrokerDialog, culm_broker_dialog, ADW_TYPE_WINDOW)

static void
show_error (CulmBrokerDialog *self, const char *sentence, GtkEditable *culprit)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  if (culprit != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (culprit));
}

static void
set_busy (CulmBrokerDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_visible (self->spinner, busy);
}

static void
show_certificate (CulmBrokerDialog *self)
{
  g_autofree char *name = self->certificate != NULL ? g_file_get_basename (self->certificate) : NULL;
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;
  gboolean plain = gtk_switch_get_active (self->plain);

  adw_action_row_set_subtitle (self->certificate_row,
                               shown != NULL ? shown : _ ("Only if the broker’s comes from no public authority"));
  gtk_widget_set_visible (self->forget_certificate, self->certificate != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->certificate_row), !plain);
  gtk_widget_set_visible (self->warning, plain);
}

/* Whether the person has closed the window: nothing is added behind their back. */
static gboolean
is_over (CulmBrokerDialog *self)
{
  return self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable);
}

static void
end (CulmBrokerDialog *self, gboolean done, const GError *error)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *sentence = NULL;

  set_busy (self, FALSE);
  if (!done) {
    sentence = culm_text_broker_error (error);
    show_error (self, sentence, g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED) ? self->password : NULL);
    return;
  }
  gtk_editable_set_text (self->password, "");
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-printer", "s", self->serial);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmBrokerDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = culm_engine_add_broker_finish (CULM_ENGINE (engine), result, &error);

  if (!is_over (self))
    end (self, done, error);
}

static void
renew_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmBrokerDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = culm_engine_renew_broker_finish (CULM_ENGINE (engine), result, &error);

  if (!is_over (self))
    end (self, done, error);
}

/* FALSE when it is no number of a port. Nothing is the usual port. */
static gboolean
read_port (CulmBrokerDialog *self, guint16 *port)
{
  const char *text = gtk_editable_get_text (self->port);
  guint64 number = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &number, NULL))
    return FALSE;
  if (number != 0)
    *port = (guint16) number;
  return TRUE;
}

static const char *
get_model (CulmBrokerDialog *self)
{
  guint n_models, selected = adw_combo_row_get_selected (self->model);
  const CulmPrinterModel *models = culm_printer_model_get_all (&n_models);

  return selected > 0 && selected <= n_models ? models[selected - 1].short_name : NULL;
}

static void
submit_new (CulmBrokerDialog *self)
{
  CulmBrokerDraft draft = { .serial = gtk_editable_get_text (self->serial_number),
                            .user = gtk_editable_get_text (self->user),
                            .password = gtk_editable_get_text (self->password),
                            .model = get_model (self),
                            .plain = gtk_switch_get_active (self->plain) };
  g_autofree char *host = culm_broker_parse_address (gtk_editable_get_text (self->host), &draft.port, NULL);
  g_autofree char *path = self->certificate != NULL ? g_file_get_path (self->certificate) : NULL;

  if (host == NULL) {
    show_error (self, _ ("Type the broker’s host: a name or a number."), self->host);
  } else if (!read_port (self, &draft.port)) {
    show_error (self, _ ("The port is a number from 1 to 65535."), self->port);
  } else if (*draft.user == '\0') {
    show_error (self, _ ("Type the user that the broker knows. Printers know bblp."), self->user);
  } else if (!culm_broker_is_serial (draft.serial)) {
    show_error (self, _ ("Type the printer’s serial number: letters and digits, as its screen shows them."),
                self->serial_number);
  } else {
    draft.host = host;
    draft.ca_file = draft.plain ? NULL : path;
    g_free (self->serial);
    self->serial = g_strdup (draft.serial);
    set_busy (self, TRUE);
    culm_engine_add_broker_async (self->engine, &draft, self->cancellable, add_cb, g_object_ref (self));
  }
}

static void
submit (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmBrokerDialog *self = CULM_BROKER_DIALOG (widget);

  if (self->engine == NULL || gtk_widget_get_visible (self->spinner))
    return;
  show_error (self, NULL, NULL);
  if (self->broker == NULL) {
    submit_new (self);
    return;
  }
  set_busy (self, TRUE);
  culm_engine_renew_broker_async (self->engine, self->serial, gtk_editable_get_text (self->password), self->cancellable,
                                  renew_cb, g_object_ref (self));
}

static void
on_entry_activated (CulmBrokerDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "broker.submit", NULL);
}

static void
on_certificate_chosen (CulmBrokerDialog *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  g_clear_object (&self->certificate);
  self->certificate = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  show_certificate (self);
}

static void
choose_certificate (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmBrokerDialog *self = CULM_BROKER_DIALOG (widget);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a Certificate"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_certificate_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
forget_certificate (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmBrokerDialog *self = CULM_BROKER_DIALOG (widget);

  g_clear_object (&self->certificate);
  show_certificate (self);
}

/* What is under way holds the window, so that its end comes only later. */
static void
culm_broker_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (CULM_BROKER_DIALOG (widget)->cancellable);
  GTK_WIDGET_CLASS (culm_broker_dialog_parent_class)->unrealize (widget);
}

static void
culm_broker_dialog_dispose (GObject *object)
{
  CulmBrokerDialog *self = CULM_BROKER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->certificate);
  g_clear_object (&self->broker);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->serial, g_free);
  G_OBJECT_CLASS (culm_broker_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, host);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, port);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, user);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, password);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, serial_number);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, model);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, forget_certificate);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, plain);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, warning);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, error);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, form);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, place);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, printer_group);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmBrokerDialog, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, show_certificate);
}

static void
culm_broker_dialog_class_init (CulmBrokerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_broker_dialog_dispose;
  widget_class->unrealize = culm_broker_dialog_unrealize;
  gtk_widget_class_install_action (widget_class, "broker.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "broker.choose-certificate", NULL, choose_certificate);
  gtk_widget_class_install_action (widget_class, "broker.forget-certificate", NULL, forget_certificate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-broker-dialog.ui");
  bind_children (widget_class);
}

static void
fill_models (CulmBrokerDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_models;
  const CulmPrinterModel *models = culm_printer_model_get_all (&n_models);

  gtk_string_list_append (names, _ ("As the printer says"));
  for (guint i = 0; i < n_models; i++)
    gtk_string_list_append (names, models[i].name);
  adw_combo_row_set_model (self->model, G_LIST_MODEL (names));
}

static void
culm_broker_dialog_init (CulmBrokerDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_models (self);
  show_certificate (self);
  /* The text inside a row is what a person types into: it carries the name. */
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->host)), _ ("Host"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->port)), _ ("Port"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->user)), _ ("User"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->password)), _ ("Password"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->serial_number)), _ ("Serial number"));
}

static void
show_broker (CulmBrokerDialog *self)
{
  CulmPrinter *printer = self->engine != NULL ? culm_engine_find_printer (self->engine, self->serial) : NULL;
  g_autofree char *name = culm_text_one_line (printer != NULL ? culm_printer_get_name (printer) : self->serial, 40);
  g_autofree char *heading = g_strdup_printf (_ ("The broker asks for the password of “%s” again."), name);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Password"));
  gtk_label_set_text (self->heading, heading);
  gtk_widget_set_visible (self->place, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->user), FALSE);
  gtk_widget_set_visible (self->printer_group, FALSE);
  gtk_button_set_label (self->submit, _ ("Connect"));
  gtk_window_set_default_size (GTK_WINDOW (self), 420, 300);
}

GtkWidget *
culm_broker_dialog_new (GtkWindow *parent, CulmEngine *engine, CulmBroker *broker)
{
  CulmBrokerDialog *self = g_object_new (CULM_TYPE_BROKER_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  g_set_object (&self->engine, engine);
  g_set_object (&self->broker, broker);
  if (broker != NULL) {
    self->serial = g_strdup (culm_broker_get_serial (broker));
    show_broker (self);
  }
  return GTK_WIDGET (self);
}
