/* culm-window.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-window.h"
#include "culm-access-desk.h"
#include "culm-account-banner.h"
#include "culm-broker-banner.h"
#include "culm-drop-area.h"
#include "culm-engine-lan.h"
#include "culm-overview-page.h"
#include "culm-printer-page.h"
#include "culm-sidebar.h"
#include "culm-sign-in-page.h"
#include "culm-ui.h"
#include "culm-upload-desk.h"
#include "culm-welcome-page.h"
#include "culm-window-size.h"
#include <glib/gi18n-lib.h>

struct _CulmWindow {
  AdwApplicationWindow parent_instance;
  CulmEngine *engine;
  CulmUploadDesk *desk;
  CulmAccessDesk *access;
  CulmDemo *demo;
  char *wanted_serial; /* to be shown as soon as it is among the printers */
  gboolean signing_in;
  CulmDropArea *drop_area;
  AdwToastOverlay *toasts;
  GtkStack *stack, *content;
  AdwBin *sign_in_bin;
  CulmSignInPage *sign_in_page; /* made when it is first wanted */
  AdwLeaflet *leaflet;
  CulmSidebar *sidebar;
  CulmWelcomePage *welcome;
  CulmOverviewPage *overview;
  CulmAccountBanner *banner;
  CulmBrokerBanner *broker_banner;
  AdwBin *printer_bin;
  GtkWidget *printer_page;
};

G_DEFINE_FINAL_TYPE (CulmWindow, culm_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_page (CulmWindow *self)
{
  const char *page = self->signing_in ? "sign-in" : culm_access_desk_choose_page (self->access, self->welcome);

  /* The start is no change of place: fading in would only delay it. */
  gtk_stack_set_transition_type (self->stack, g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") == 0
                                                  ? GTK_STACK_TRANSITION_TYPE_NONE
                                                  : GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  culm_ui_show_page (self->stack, page);
}

static void
show_wanted (CulmWindow *self)
{
  const char *serial = self->wanted_serial != NULL ? self->wanted_serial : "";
  CulmPrinter *printer = *serial != '\0' ? culm_engine_find_printer (self->engine, serial) : NULL;

  if (printer == NULL)
    return;
  g_clear_pointer (&self->wanted_serial, g_free);
  culm_sidebar_set_printer (self->sidebar, printer);
}

static void
on_printer_selected (CulmWindow *self)
{
  CulmPrinter *printer = culm_sidebar_get_printer (self->sidebar);

  if (printer != NULL && self->printer_page == NULL) {
    self->printer_page = culm_printer_page_new (self->engine);
    adw_bin_set_child (self->printer_bin, self->printer_page);
  }
  if (printer != NULL)
    g_clear_pointer (&self->wanted_serial, g_free);
  if (self->printer_page != NULL)
    culm_printer_page_set_printer (CULM_PRINTER_PAGE (self->printer_page), printer);
  culm_drop_area_set_printer (self->drop_area, printer);
  culm_upload_desk_set_printer (self->desk, printer);
  culm_ui_show_page (self->content, printer != NULL ? "printer" : "overview");
  g_settings_set_string (culm_engine_get_settings (self->engine), "selected-printer",
                         printer != NULL ? culm_printer_get_serial (printer) : "");
}

static void
on_row_activated (CulmWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_sign_in_ended (CulmWindow *self)
{
  self->signing_in = FALSE;
  show_page (self);
}

/* "win.show-printer", "win.back", "win.search". */
static void
navigate (GtkWidget *widget, const char *action, GVariant *serial)
{
  CulmWindow *self = CULM_WINDOW (widget);

  if (serial != NULL)
    culm_window_show_printer (self, g_variant_get_string (serial, NULL));
  else
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  if (g_str_equal (action, "win.search"))
    g_object_set (self->sidebar, "search-mode", TRUE, NULL);
}

static void
ensure_sign_in_page (CulmWindow *self)
{
  GtkWidget *page;

  if (self->sign_in_page != NULL)
    return;
  page = culm_sign_in_page_new ();
  self->sign_in_page = CULM_SIGN_IN_PAGE (page);
  g_signal_connect_object (page, "done", G_CALLBACK (on_sign_in_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "cancelled", G_CALLBACK (on_sign_in_ended), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->sign_in_bin, page);
}

static void
begin_sign_in (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  CulmWindow *self = CULM_WINDOW (widget);

  ensure_sign_in_page (self);
  culm_sign_in_page_start (self->sign_in_page, self->engine, culm_account_banner_get_expired (self->banner),
                           self->demo != NULL ? self->demo->server : NULL);
  self->signing_in = TRUE;
  show_page (self);
}

static void
refresh (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  culm_engine_refresh_async (CULM_WINDOW (widget)->engine, NULL, NULL, NULL);
}

static gboolean
culm_window_close_request (GtkWindow *window)
{
  CulmWindow *self = CULM_WINDOW (window);

  culm_window_size_keep (window, culm_engine_get_settings (self->engine));
  if (culm_upload_desk_ask_before_close (self->desk))
    return TRUE;
  return GTK_WINDOW_CLASS (culm_window_parent_class)->close_request (window);
}

static void
culm_window_dispose (GObject *object)
{
  CulmWindow *self = CULM_WINDOW (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->access);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->demo, culm_demo_free);
  g_clear_pointer (&self->wanted_serial, g_free);
  G_OBJECT_CLASS (culm_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-printer", "s", navigate);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, navigate);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, navigate);
  gtk_widget_class_install_action (widget_class, "win.sign-in", NULL, begin_sign_in);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh);
}

static void
culm_window_class_init (CulmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = culm_window_close_request;
  g_type_ensure (CULM_TYPE_ACCOUNT_BANNER);
  g_type_ensure (CULM_TYPE_BROKER_BANNER);
  g_type_ensure (CULM_TYPE_DROP_AREA);
  g_type_ensure (CULM_TYPE_OVERVIEW_PAGE);
  g_type_ensure (CULM_TYPE_SIDEBAR);
  g_type_ensure (CULM_TYPE_WELCOME_PAGE);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, drop_area);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, content);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, sign_in_bin);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, overview);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, broker_banner);
  gtk_widget_class_bind_template_child (widget_class, CulmWindow, printer_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_printer_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
culm_window_init (CulmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_window_new (GtkApplication *application, CulmEngine *engine)
{
  CulmWindow *self = g_object_new (CULM_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = culm_engine_get_settings (engine);
  GListModel *printers = culm_engine_get_printers (engine);
  GListModel *accounts = culm_engine_get_accounts (engine);
  GListModel *brokers = culm_engine_get_brokers (engine);

  self->engine = g_object_ref (engine);
  self->access = culm_access_desk_new (engine, GTK_WINDOW (self));
  self->desk = culm_upload_desk_new (engine, GTK_WINDOW (self));
  self->wanted_serial = g_settings_get_string (settings, "selected-printer");
  culm_window_size_restore (GTK_WINDOW (self), settings);
  g_signal_connect_object (self->desk, "told", G_CALLBACK (culm_window_tell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->drop_area, "dropped", G_CALLBACK (culm_upload_desk_drop), self->desk,
                           G_CONNECT_SWAPPED);
  culm_sidebar_set_printers (self->sidebar, printers);
  culm_sidebar_set_transfers (self->sidebar, culm_engine_get_transfers (engine));
  culm_overview_page_set_printers (self->overview, engine, printers);
  culm_overview_page_set_accounts (self->overview, accounts);
  culm_account_banner_set_accounts (self->banner, accounts);
  culm_broker_banner_set_brokers (self->broker_banner, brokers);
  g_signal_connect_object (engine, "notify::ready", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (brokers, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (culm_engine_get_lan_printers (engine), "items-changed", G_CALLBACK (show_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (printers, "items-changed", G_CALLBACK (show_wanted), self, G_CONNECT_SWAPPED);
  show_page (self);
  show_wanted (self);
  return GTK_WIDGET (self);
}

void
culm_window_set_demo (CulmWindow *self, const CulmDemo *demo)
{
  g_return_if_fail (CULM_IS_WINDOW (self));
  g_clear_pointer (&self->demo, culm_demo_free);
  self->demo = demo != NULL ? culm_demo_copy (demo) : NULL;
}

void
culm_window_run_demo (CulmWindow *self)
{
  g_return_if_fail (CULM_IS_WINDOW (self));
  g_return_if_fail (self->demo != NULL);
  begin_sign_in (GTK_WIDGET (self), NULL, NULL);
  culm_sign_in_page_run (self->sign_in_page, self->demo->account, self->demo->password, self->demo->code);
}

void
culm_window_show_printer (CulmWindow *self, const char *serial)
{
  g_return_if_fail (CULM_IS_WINDOW (self));
  g_free (self->wanted_serial);
  self->wanted_serial = g_strdup (serial);
  if (*serial == '\0')
    culm_sidebar_set_printer (self->sidebar, NULL);
  show_wanted (self);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

void
culm_window_upload (CulmWindow *self, GListModel *files)
{
  g_return_if_fail (CULM_IS_WINDOW (self));
  culm_upload_desk_take (self->desk, files, NULL);
}

void
culm_window_tell (CulmWindow *self, const char *sentence)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1); /* a toast takes its title for markup */

  g_return_if_fail (CULM_IS_WINDOW (self));
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}
