/* culm-add-printer-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-add-printer-dialog.h"
#include "culm-broker.h"
#include "culm-error.h"
#include "culm-found-row.h"
#include "culm-import-dialog.h"
#include "culm-ports-row.h"
#include "culm-text-lan.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmAddPrinterDialog {
  AdwWindow parent_instance;
  CulmEngine *engine;
  CulmLanPrinter *lan;     /* whose code is asked for; NULL: a new one */
  CulmFoundPrinter *found; /* that was looked at */
  GCancellable *cancellable;
  GListModel *list;          /* of those that announce themselves */
  char *serial;              /* that is being tried */
  CulmLanPorts tried, ports; /* of what is looked at, and of what was */
  gboolean busy;
  GtkStack *stack;
  GtkListBox *printers;
  GtkEditable *host, *code;
  CulmPortsRow *ports_row;
  GtkLabel *heading, *place, *mode, *promise, *fingerprint, *find_error, *code_error;
  GtkWidget *empty, *find_spinner, *code_spinner, *certificate, *back;
  GtkButton *submit;
};

G_DEFINE_FINAL_TYPE (CulmAddPrinterDialog, culm_add_printer_dialog, ADW_TYPE_WINDOW)

static void
show_error (CulmAddPrinterDialog *self, const char *sentence)
{
  GtkLabel *labels[] = { self->find_error, self->code_error };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++) {
    gtk_label_set_text (labels[i], sentence != NULL ? sentence : "");
    gtk_widget_set_visible (GTK_WIDGET (labels[i]), sentence != NULL);
  }
}

static void
set_busy (CulmAddPrinterDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
  gtk_widget_set_visible (self->find_spinner, busy);
  gtk_widget_set_visible (self->code_spinner, busy);
}

/* Whether the person has closed the window: nothing is added behind their back. */
static gboolean
is_over (CulmAddPrinterDialog *self)
{
  return self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable);
}

/* ---- Looking ---- */

/* What the printer may still have to be told, where it has said how it is set. */
static void
show_mode (CulmAddPrinterDialog *self)
{
  gboolean said = culm_found_printer_get_model_id (self->found) != NULL;

  gtk_label_set_text (self->mode, culm_found_printer_get_lan_only (self->found)
                                      ? _ ("LAN Only is on at the printer. Newer firmware takes commands only when "
                                           "Developer Mode is on as well, in the same place.")
                                      : _ ("The printer is in its cloud mode: status, camera and files work. Newer "
                                           "firmware takes commands of this network only when LAN Only and Developer "
                                           "Mode are on; its access code changes then."));
  gtk_widget_set_visible (GTK_WIDGET (self->mode), said);
}

/* A known issuer vouches for it, or the person has to. */
static void
show_certificate (CulmAddPrinterDialog *self)
{
  const char *issuer = culm_found_printer_get_issuer (self->found);
  const char *fingerprint = culm_found_printer_get_fingerprint (self->found);
  g_autofree char *by = issuer != NULL ? culm_text_one_line (issuer, 60) : NULL;
  g_autofree char *known =
      by != NULL ? g_strdup_printf (_ ("Its certificate is by %s, an issuer that you know."), by) : NULL;
  g_autofree char *groups = fingerprint != NULL ? culm_text_fingerprint (fingerprint) : g_strdup ("");

  gtk_label_set_text (self->promise, known != NULL ? known
                                                   : _ ("Its certificate is accepted with it: Culm will say so if "
                                                        "another device ever answers in its place."));
  gtk_label_set_text (self->fingerprint, groups);
  gtk_widget_set_visible (GTK_WIDGET (self->fingerprint), issuer == NULL);
  gtk_button_set_label (self->submit, issuer != NULL ? _ ("Add") : _ ("Trust and Add"));
}

static void
show_found (CulmAddPrinterDialog *self)
{
  g_autofree char *name = culm_text_one_line (culm_found_printer_get_name (self->found), 40);
  g_autofree char *place = culm_text_found_line (self->found);

  gtk_label_set_text (self->heading, name);
  gtk_label_set_text (self->place, place);
  show_mode (self);
  show_certificate (self);
  gtk_editable_set_text (self->code, "");
  gtk_widget_set_visible (self->back, TRUE);
  culm_ui_show_page (self->stack, "code");
  gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static void
look_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmAddPrinterDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmFoundPrinter) found = culm_engine_look_at_finish (CULM_ENGINE (engine), result, &error);
  g_autofree char *sentence = NULL;

  if (is_over (self))
    return;
  set_busy (self, FALSE);
  if (found == NULL) {
    sentence = culm_text_lan_error (error);
    show_error (self, sentence);
    return;
  }
  g_set_object (&self->found, found);
  self->ports = self->tried;
  show_found (self);
}

static void
look_at (CulmAddPrinterDialog *self, const char *host, const CulmLanPorts *ports)
{
  if (self->engine == NULL || self->busy)
    return;
  show_error (self, NULL);
  set_busy (self, TRUE);
  self->tried = *ports;
  culm_engine_look_at_async (self->engine, host, ports, self->cancellable, look_cb, g_object_ref (self));
}

static void
look (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmAddPrinterDialog *self = CULM_ADD_PRINTER_DIALOG (widget);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->host)));
  g_autofree char *host = NULL;
  CulmLanPorts ports;
  guint16 port = 0;

  if (!culm_ports_row_read (self->ports_row, &ports)) {
    show_error (self, _ ("A port is a number from 1 to 65535."));
    return;
  }
  host = culm_broker_parse_address (text, &port, NULL);
  if (host == NULL) {
    show_error (self, *text == '\0' ? _ ("Type the printer’s address or name. Its screen shows the address under "
                                         "Settings, Network.")
                                    : _ ("This is no address and no name. Type it as the printer shows it, for example "
                                         "192.168.1.7."));
    return;
  }
  if (port != 0)
    ports.mqtt = port;
  look_at (self, host, &ports);
}

static void
on_host_activated (CulmAddPrinterDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "add.look", NULL);
}

static void
on_row_activated (CulmAddPrinterDialog *self, GtkListBoxRow *row)
{
  g_autoptr (CulmFoundPrinter) found = g_list_model_get_item (self->list, (guint) gtk_list_box_row_get_index (row));

  if (found != NULL)
    culm_add_printer_dialog_look_at (self, culm_found_printer_get_host (found));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  CulmAddPrinterDialog *self = user_data;
  const char *serial = culm_found_printer_get_serial (item);
  gboolean known = self->engine != NULL && culm_engine_find_lan_printer (self->engine, serial) != NULL;

  return culm_found_row_new (item, known ? _ ("added already") : NULL);
}

static void
show_emptiness (CulmAddPrinterDialog *self)
{
  gboolean any = self->list != NULL && g_list_model_get_n_items (self->list) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->printers), any);
  gtk_widget_set_visible (self->empty, !any);
}

/* ---- Adding ---- */

static void
end (CulmAddPrinterDialog *self, gboolean done, const GError *error)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *sentence = NULL;

  set_busy (self, FALSE);
  if (!done) {
    sentence = culm_text_lan_error (error);
    show_error (self, sentence);
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
    return;
  }
  gtk_editable_set_text (self->code, "");
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-printer", "s", self->serial);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmAddPrinterDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = culm_engine_add_printer_finish (CULM_ENGINE (engine), result, &error);

  if (!is_over (self))
    end (self, done, error);
}

static void
renew_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmAddPrinterDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = culm_engine_renew_printer_finish (CULM_ENGINE (engine), result, &error);

  if (!is_over (self))
    end (self, done, error);
}

static void
submit_new (CulmAddPrinterDialog *self, const char *code)
{
  const char *name = culm_found_printer_get_name (self->found), *serial = culm_found_printer_get_serial (self->found);
  CulmLanDraft draft = { .host = culm_found_printer_get_host (self->found),
                         .serial = serial,
                         .fingerprint = culm_found_printer_get_fingerprint (self->found),
                         .code = code,
                         .name = g_str_equal (name, serial) ? NULL : name,
                         .model = culm_found_printer_get_model_id (self->found),
                         .ports = self->ports };

  g_free (self->serial);
  self->serial = g_strdup (serial);
  culm_engine_add_printer_async (self->engine, &draft, self->cancellable, add_cb, g_object_ref (self));
}

static void
submit (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmAddPrinterDialog *self = CULM_ADD_PRINTER_DIALOG (widget);
  const char *code = gtk_editable_get_text (self->code);

  if (self->engine == NULL || self->busy || (self->found == NULL && self->lan == NULL))
    return;
  show_error (self, NULL);
  if (*code == '\0') {
    show_error (self, _ ("Type the access code. The printer’s screen shows it."));
    return;
  }
  set_busy (self, TRUE);
  if (self->lan != NULL)
    culm_engine_renew_printer_async (self->engine, self->serial, code, NULL, self->cancellable, renew_cb,
                                     g_object_ref (self));
  else
    submit_new (self, code);
}

static void
import (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmAddPrinterDialog *self = CULM_ADD_PRINTER_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->engine == NULL)
    return;
  gtk_window_present (GTK_WINDOW (culm_import_dialog_new (parent, self->engine)));
  gtk_window_close (GTK_WINDOW (self));
}

static void
go_back (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmAddPrinterDialog *self = CULM_ADD_PRINTER_DIALOG (widget);

  show_error (self, NULL);
  gtk_editable_set_text (self->code, "");
  gtk_widget_set_visible (self->back, FALSE);
  culm_ui_show_page (self->stack, "find");
}

static void
on_code_activated (CulmAddPrinterDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "add.submit", NULL);
}

/* What is under way holds the window, so that its end comes only later. */
static void
culm_add_printer_dialog_unrealize (GtkWidget *widget)
{
  g_cancellable_cancel (CULM_ADD_PRINTER_DIALOG (widget)->cancellable);
  GTK_WIDGET_CLASS (culm_add_printer_dialog_parent_class)->unrealize (widget);
}

static void
culm_add_printer_dialog_dispose (GObject *object)
{
  CulmAddPrinterDialog *self = CULM_ADD_PRINTER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->found);
  g_clear_object (&self->lan);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->serial, g_free);
  G_OBJECT_CLASS (culm_add_printer_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, printers);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, host);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, code);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, place);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, mode);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, promise);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, ports_row);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, find_error);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, code_error);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, find_spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, code_spinner);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, certificate);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, back);
  gtk_widget_class_bind_template_child (widget_class, CulmAddPrinterDialog, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_host_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_code_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
culm_add_printer_dialog_class_init (CulmAddPrinterDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CULM_TYPE_PORTS_ROW);
  G_OBJECT_CLASS (klass)->dispose = culm_add_printer_dialog_dispose;
  widget_class->unrealize = culm_add_printer_dialog_unrealize;
  gtk_widget_class_install_action (widget_class, "add.look", NULL, look);
  gtk_widget_class_install_action (widget_class, "add.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "add.back", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "add.import", NULL, import);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-add-printer-dialog.ui");
  bind_children (widget_class);
}

static void
culm_add_printer_dialog_init (CulmAddPrinterDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_ui_show_page (self->stack, "find");
  /* The text inside a row is what a person types into: it carries the name. */
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->host)), _ ("Address or name"));
  culm_ui_set_name (GTK_WIDGET (gtk_editable_get_delegate (self->code)), _ ("Access code"));
}

static void
show_known (CulmAddPrinterDialog *self)
{
  CulmPrinter *printer = self->engine != NULL ? culm_engine_find_printer (self->engine, self->serial) : NULL;
  g_autofree char *name = culm_text_one_line (printer != NULL ? culm_printer_get_name (printer) : self->serial, 40);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Access Code"));
  gtk_label_set_text (self->heading, name);
  gtk_label_set_text (self->place, culm_lan_printer_get_host (self->lan));
  gtk_widget_set_visible (self->certificate, FALSE);
  gtk_button_set_label (self->submit, _ ("Connect"));
  gtk_window_set_default_size (GTK_WINDOW (self), 420, 380);
  culm_ui_show_page (self->stack, "code");
}

void
culm_add_printer_dialog_set_found (CulmAddPrinterDialog *self, GListModel *found)
{
  g_set_object (&self->list, found);
  gtk_list_box_bind_model (self->printers, found, create_row, self, NULL);
  g_signal_connect_object (found, "items-changed", G_CALLBACK (show_emptiness), self, G_CONNECT_SWAPPED);
  show_emptiness (self);
}

void
culm_add_printer_dialog_look_at (CulmAddPrinterDialog *self, const char *host)
{
  static const CulmLanPorts usual = CULM_LAN_PORTS_INIT;

  look_at (self, host, &usual);
}

void
culm_add_printer_dialog_show_printer (CulmAddPrinterDialog *self, CulmFoundPrinter *found)
{
  g_set_object (&self->found, found);
  show_found (self);
}

GtkWidget *
culm_add_printer_dialog_new (GtkWindow *parent, CulmEngine *engine, CulmLanPrinter *lan)
{
  CulmAddPrinterDialog *self =
      g_object_new (CULM_TYPE_ADD_PRINTER_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  g_set_object (&self->engine, engine);
  g_set_object (&self->lan, lan);
  if (lan != NULL) {
    self->serial = g_strdup (culm_lan_printer_get_serial (lan));
    show_known (self);
  } else if (engine != NULL) {
    culm_add_printer_dialog_set_found (self, culm_engine_get_found_printers (engine));
    culm_engine_search_printers (engine, NULL); /* who cannot be heard can be typed */
  }
  return GTK_WIDGET (self);
}
