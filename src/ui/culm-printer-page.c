/* culm-printer-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-page.h"
#include "culm-back-button.h"
#include "culm-control.h"
#include "culm-engine-lan.h"
#include "culm-files-view.h"
#include "culm-follow.h"
#include "culm-lan-desk.h"
#include "culm-lan-trouble.h"
#include "culm-notice.h"
#include "culm-printer-actions.h"
#include "culm-printer-tools.h"
#include "culm-status-view.h"
#include "culm-text-printer.h"
#include "culm-ui.h"
#include "culm-upload-button.h"
#include <glib/gi18n-lib.h>

#define AGE_SECONDS 5 /* how often the age is looked at, and how often an idle printer reports */
#define OLD_SECONDS 8

struct _CulmPrinterPage {
  AdwBin parent_instance;
  CulmEngine *engine;
  CulmPrinter *printer;
  CulmPrinterActions *actions;
  CulmPrinterTools *tools;
  CulmLanDesk *lan;
  GSignalGroup *signals;
  guint clock;
  GtkWidget *leaflet; /* not owned */
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  GtkWidget *light, *upload;
  CulmNotice *control_notice, *light_notice, *age_notice, *lan_notice;
  GtkStack *stack;
  AdwStatusPage *waiting;
  CulmLanTrouble *trouble;
  CulmStatusView *status;
  GtkWidget *views;
  GtkActionBar *views_bar; /* has them where the header is narrow */
  GtkToggleButton *show_status, *show_files;
  CulmFilesView *files;
};

G_DEFINE_FINAL_TYPE (CulmPrinterPage, culm_printer_page, ADW_TYPE_BIN)

/* "8 s ago", once a report is overdue; NULL while the data is fresh, or known to be from before. */
static char *
describe_age (CulmPrinter *printer)
{
  gint64 reported = culm_printer_get_report_time (printer);
  int seconds = reported > 0 ? (int) ((g_get_monotonic_time () - reported) / G_USEC_PER_SEC) : 0;

  if (seconds < OLD_SECONDS || culm_printer_get_stale (printer) ||
      culm_printer_get_state (printer) == CULM_PRINTER_STATE_OFFLINE)
    return NULL;
  return culm_text_age (seconds);
}

/* Why what is shown is from before; NULL when it is not. */
static char *
describe_past (CulmPrinter *printer)
{
  g_autofree char *since = NULL;

  if (culm_printer_get_state (printer) == CULM_PRINTER_STATE_OFFLINE) {
    since = culm_text_offline (printer, g_get_real_time () / G_USEC_PER_SEC);
    return g_strdup_printf (_ ("%s. What you see is from before; controls come back with the printer."), since);
  }
  return culm_printer_get_stale (printer) ? g_strdup (_ ("Connecting… What you see is from the last time.")) : NULL;
}

static void
refresh_notices (CulmPrinterPage *self)
{
  gboolean refused = culm_printer_get_control (self->printer) == CULM_CONTROL_REFUSED;
  g_autofree char *past = culm_printer_get_complete (self->printer) ? describe_past (self->printer) : NULL;

  culm_notice_set_text (
      self->control_notice,
      refused ? _ ("This printer’s firmware refuses commands of other programs. Status, light and camera go on.")
              : NULL);
  culm_notice_set_text (self->light_notice, culm_steering_get_failure (culm_printer_actions_get_light (self->actions)));
  culm_notice_set_text (self->age_notice, past);
}

/* Nothing is shown in place of a printer that the cloud brings all the same. */
static gboolean
refresh_trouble (CulmPrinterPage *self)
{
  CulmLanPrinter *lan = self->lan != NULL ? culm_lan_desk_get_lan (self->lan) : NULL;
  gboolean due = culm_lan_trouble_is_due (lan);
  gboolean whole =
      due && culm_printer_get_route (self->printer) == CULM_ROUTE_NONE && !culm_lan_desk_is_put_off (self->lan);
  CulmLanState state = due ? culm_lan_printer_get_state (lan) : CULM_LAN_ONLINE;

  if (whole)
    culm_lan_trouble_show (self->trouble, lan);
  culm_notice_set_text (self->lan_notice, due && !whole ? culm_lan_trouble_get_notice (state) : NULL);
  if (state == CULM_LAN_WRONG_CODE)
    culm_notice_set_action (self->lan_notice, _ ("Type the Code…"), "lan.new-code");
  else if (state == CULM_LAN_TAKEN)
    culm_notice_set_action (self->lan_notice, _ ("Try Again"), "lan.retry");
  else if (due)
    culm_notice_set_action (self->lan_notice, _ ("Look…"), "lan.look");
  return whole;
}

static void
refresh_waiting (CulmPrinterPage *self)
{
  gboolean offline = culm_printer_get_state (self->printer) == CULM_PRINTER_STATE_OFFLINE;
  g_autofree char *since = culm_text_offline (self->printer, g_get_real_time () / G_USEC_PER_SEC);

  culm_ui_show_page (self->stack, refresh_trouble (self)                            ? "trouble"
                                  : gtk_toggle_button_get_active (self->show_files) ? "files"
                                  : culm_printer_get_complete (self->printer)       ? "status"
                                                                                    : "waiting");
  adw_status_page_set_title (self->waiting, offline ? since : _ ("Waiting for the Printer"));
  adw_status_page_set_description (self->waiting, offline
                                                      ? _ ("Turn it on, or check its connection. It appears here by "
                                                           "itself.")
                                                      : _ ("Its first report is on the way."));
}

static void
refresh_light (CulmPrinterPage *self)
{
  g_autoptr (CulmCommand) probe = culm_command_new_light (TRUE);
  CulmSwitch light = culm_printer_get_light (self->printer);
  const char *off = culm_text_obstacle (culm_printer_get_obstacle (self->printer, probe));
  const char *words = light == CULM_SWITCH_UNKNOWN ? _ ("Not known") : light == CULM_SWITCH_ON ? _ ("On") : _ ("Off");

  const char *icon = light == CULM_SWITCH_ON ? "culm-light-on-symbolic" : "culm-light-off-symbolic";

  if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (self->light)), icon) != 0)
    gtk_button_set_icon_name (GTK_BUTTON (self->light), icon);
  culm_control_set_pending (self->light,
                            culm_steering_get_wanted (culm_printer_actions_get_light (self->actions)) != NULL);
  culm_control_set_tooltip (self->light, off != NULL ? off : _ ("Light"));
  culm_control_describe (self->light, words, off);
}

/* Its files are reached over the local network alone. */
static void
refresh_views (CulmPrinterPage *self)
{
  const char *serial = culm_printer_get_serial (self->printer);
  gboolean near = self->engine != NULL && culm_engine_find_lan_printer (self->engine, serial) != NULL;

  gtk_widget_set_visible (self->views, near);
  gtk_action_bar_set_revealed (self->views_bar, near && gtk_action_bar_get_center_widget (self->views_bar) != NULL);
  if (!near && gtk_toggle_button_get_active (self->show_files))
    gtk_toggle_button_set_active (self->show_status, TRUE);
  culm_files_view_set_printer (self->files, self->engine, near ? serial : NULL);
}

static void
refresh (CulmPrinterPage *self)
{
  g_autofree char *name = NULL;
  g_autofree char *place = NULL;
  g_autofree char *age = NULL;
  g_autofree char *subtitle = NULL;

  if (self->printer == NULL)
    return;
  name = culm_text_one_line (culm_printer_get_name (self->printer), 0);
  place = culm_text_model_and_route (self->printer);
  age = describe_age (self->printer);
  subtitle = age != NULL ? g_strdup_printf ("%s · %s", place, age) : g_steal_pointer (&place);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, subtitle);
  refresh_notices (self);
  refresh_views (self);
  refresh_waiting (self);
  refresh_light (self);
}

static gboolean
on_clock (gpointer self)
{
  refresh (self);
  return G_SOURCE_CONTINUE;
}

static void
place_views (CulmPrinterPage *self, gboolean folded)
{
  g_autoptr (GtkWidget) views = g_object_ref (self->views);

  gtk_action_bar_set_revealed (self->views_bar, folded && gtk_widget_get_visible (views));
  if (folded == (gtk_action_bar_get_center_widget (self->views_bar) != NULL))
    return;
  if (folded) {
    adw_header_bar_remove (self->header, views);
    gtk_action_bar_set_center_widget (self->views_bar, views);
  } else {
    gtk_action_bar_set_center_widget (self->views_bar, NULL);
    adw_header_bar_pack_start (self->header, views);
  }
}

/* Where it is narrow the name needs the room: light and upload are in the menu as well. Before the first layout it is
 * taken for narrow, or a window that was kept narrow would open wider. */
static void
show_buttons (CulmPrinterPage *self)
{
  gboolean folded = self->leaflet != NULL &&
                    (adw_leaflet_get_folded (ADW_LEAFLET (self->leaflet)) || gtk_widget_get_width (self->leaflet) == 0);

  gtk_widget_set_visible (self->light, !folded);
  gtk_widget_set_visible (self->upload, !folded);
  place_views (self, folded);
}

static gboolean
on_tick (GtkWidget *page, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  CulmPrinterPage *self = CULM_PRINTER_PAGE (page);

  if (self->leaflet != NULL && gtk_widget_get_width (self->leaflet) == 0)
    return G_SOURCE_CONTINUE;
  show_buttons (self);
  return G_SOURCE_REMOVE;
}

static void
culm_printer_page_map (GtkWidget *widget)
{
  CulmPrinterPage *self = CULM_PRINTER_PAGE (widget);

  GTK_WIDGET_CLASS (culm_printer_page_parent_class)->map (widget);
  self->clock = g_timeout_add_seconds (AGE_SECONDS, on_clock, self);
  gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
  refresh (self);
}

static void
culm_printer_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CULM_PRINTER_PAGE (widget)->clock, g_source_remove);
  GTK_WIDGET_CLASS (culm_printer_page_parent_class)->unmap (widget);
}

static void
culm_printer_page_root (GtkWidget *widget)
{
  CulmPrinterPage *self = CULM_PRINTER_PAGE (widget);

  GTK_WIDGET_CLASS (culm_printer_page_parent_class)->root (widget);
  self->leaflet = gtk_widget_get_ancestor (widget, ADW_TYPE_LEAFLET);
  if (self->leaflet != NULL)
    g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (show_buttons), self, G_CONNECT_SWAPPED);
  show_buttons (self);
}

static void
culm_printer_page_unroot (GtkWidget *widget)
{
  CulmPrinterPage *self = CULM_PRINTER_PAGE (widget);

  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_func (self->leaflet, show_buttons, self);
  self->leaflet = NULL;
  GTK_WIDGET_CLASS (culm_printer_page_parent_class)->unroot (widget);
}

static void
culm_printer_page_dispose (GObject *object)
{
  CulmPrinterPage *self = CULM_PRINTER_PAGE (object);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "printer", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tool", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "lan", NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->actions);
  g_clear_object (&self->tools);
  g_clear_object (&self->lan);
  g_clear_object (&self->printer);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (culm_printer_page_parent_class)->dispose (object);
}

static void
culm_printer_page_class_init (CulmPrinterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_printer_page_dispose;
  widget_class->root = culm_printer_page_root;
  widget_class->unroot = culm_printer_page_unroot;
  widget_class->map = culm_printer_page_map;
  widget_class->unmap = culm_printer_page_unmap;
  g_type_ensure (CULM_TYPE_BACK_BUTTON);
  g_type_ensure (CULM_TYPE_FILES_VIEW);
  g_type_ensure (CULM_TYPE_LAN_TROUBLE);
  g_type_ensure (CULM_TYPE_NOTICE);
  g_type_ensure (CULM_TYPE_STATUS_VIEW);
  g_type_ensure (CULM_TYPE_UPLOAD_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-printer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, title);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, header);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, views_bar);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, light);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, upload);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, control_notice);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, light_notice);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, age_notice);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, lan_notice);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, status);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, views);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, show_status);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, show_files);
  gtk_widget_class_bind_template_child (widget_class, CulmPrinterPage, files);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
culm_printer_page_init (CulmPrinterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_ui_name_face (self->menu_button);
  self->actions = culm_printer_actions_new (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "printer", culm_printer_actions_get_group (self->actions));
  self->tools = culm_printer_tools_new (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tool", culm_printer_tools_get_group (self->tools));
  culm_notice_set_action (self->control_notice, _ ("What to Do…"), "printer.developer-mode");
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  g_signal_connect_object (culm_printer_actions_get_light (self->actions), "changed::run", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
culm_printer_page_new (CulmEngine *engine)
{
  CulmPrinterPage *self = g_object_new (CULM_TYPE_PRINTER_PAGE, NULL);

  g_set_object (&self->engine, engine);
  self->lan = culm_lan_desk_new (GTK_WIDGET (self), engine);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "lan", culm_lan_desk_get_group (self->lan));
  g_signal_connect_object (self->lan, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  if (engine != NULL) {
    culm_printer_actions_set_engine (self->actions, engine);
    culm_printer_actions_set_journal (self->actions, culm_engine_get_fault_journal (engine));
    culm_printer_actions_set_settings (self->actions, culm_engine_get_settings (engine));
  }
  return GTK_WIDGET (self);
}

void
culm_printer_page_set_printer (CulmPrinterPage *self, CulmPrinter *printer)
{
  if (self->printer == printer)
    return;
  g_set_object (&self->printer, printer);
  gtk_toggle_button_set_active (self->show_status, TRUE);
  g_signal_group_set_target (self->signals, printer);
  culm_printer_actions_set_printer (self->actions, printer);
  culm_printer_tools_set_printer (self->tools, printer);
  culm_lan_desk_set_printer (self->lan, printer);
  culm_status_view_set_printer (self->status, self->engine, printer);
  refresh (self);
}

CulmPrinter *
culm_printer_page_get_printer (CulmPrinterPage *self)
{
  return self->printer;
}
