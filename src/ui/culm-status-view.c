/* culm-status-view.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-status-view.h"
#include "culm-airduct-button.h"
#include "culm-ams-group.h"
#include "culm-camera-panel.h"
#include "culm-columns.h"
#include "culm-control.h"
#include "culm-cool-down.h"
#include "culm-engine-camera.h"
#include "culm-fan-row.h"
#include "culm-fault-list.h"
#include "culm-follow.h"
#include "culm-heater-row.h"
#include "culm-job-card.h"
#include "culm-nozzle-switch.h"
#include "culm-plate-picture.h"
#include "culm-ratio-layout.h"
#include "culm-speed-row.h"
#include "culm-temperature-chart.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

#define CHART_HEIGHT 120
#define CHART_HEIGHT_CROWDED 88

struct _CulmStatusView {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GSignalGroup *signals;
  CulmEngine *engine; /* nullable */
  GtkStack *sight;
  CulmPlatePicture *picture;
  CulmCameraPanel *camera;
  GtkWidget *no_camera;
  CulmFaultList *faults;
  CulmJobCard *job_card;
  CulmTemperatureChart *chart;
  CulmSpeedRow *speed;
  GtkListBox *heaters, *fans;
  GtkWidget *fans_title, *cool_down;
  CulmNozzleSwitch *nozzle_switch;
  CulmAirductButton *airduct;
  GtkLabel *nozzle_failure, *airduct_failure;
  GtkBox *filament, *units, *singles;
  GtkWidget *external; /* nullable */
};

G_DEFINE_FINAL_TYPE (CulmStatusView, culm_status_view, ADW_TYPE_BIN)

static void
clear_box (GtkBox *box, GtkWidget *kept)
{
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL; child = next) {
    next = gtk_widget_get_next_sibling (child);
    if (child != kept)
      gtk_box_remove (box, child);
  }
}

/* Units of one slot share a line with each other and with the external spool. */
static void
fill_units (CulmStatusView *self)
{
  GListModel *units = culm_printer_get_ams (self->printer);

  clear_box (self->units, NULL);
  clear_box (self->singles, self->external);
  for (guint i = 0; i < g_list_model_get_n_items (units); i++) {
    g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (units, i);
    GtkWidget *group = culm_ams_group_new (self->printer, unit);

    if (g_strcmp0 (culm_ams_unit_get_kind (unit), "ams_ht") == 0)
      gtk_box_insert_child_after (self->singles, group, gtk_widget_get_prev_sibling (self->external));
    else
      gtk_box_append (self->units, group);
  }
}

static gboolean
has_loaded_spool (GListModel *spools)
{
  for (guint i = 0; i < g_list_model_get_n_items (spools); i++) {
    g_autoptr (CulmAmsSlot) spool = g_list_model_get_item (spools, i);

    if (!culm_ams_slot_get_empty (spool) || culm_ams_slot_get_active (spool))
      return TRUE;
  }
  return FALSE;
}

/* The external spools take room only when one is loaded, or when there is no AMS. */
static void
show_external (CulmStatusView *self)
{
  GListModel *spools = culm_printer_get_external (self->printer);
  guint n_units = g_list_model_get_n_items (culm_printer_get_ams (self->printer));
  guint n_spools = g_list_model_get_n_items (spools);

  gtk_widget_set_visible (self->external, n_spools > 0 && (n_units == 0 || has_loaded_spool (spools)));
  gtk_widget_set_visible (GTK_WIDGET (self->filament), n_units + n_spools > 0);
}

static guint
count_fans (CulmPrinter *printer)
{
  guint n = 0;

  for (int id = 0; id < CULM_FAN_HOTEND; id++)
    n += culm_fan_get_present (culm_printer_get_fan (printer, (CulmFanId) id));
  return n;
}

/* The most crowded printer still fits a window of 1280 × 800 with its AMS. */
static void
set_chart_height (CulmStatusView *self, guint n_fans)
{
  gboolean dual = culm_printer_get_heater (self->printer, CULM_HEATER_NOZZLE_LEFT) != NULL;
  int height = dual && n_fans == CULM_FAN_HOTEND ? CHART_HEIGHT_CROWDED : CHART_HEIGHT, now;

  gtk_widget_get_size_request (GTK_WIDGET (self->chart), NULL, &now);
  if (now != height)
    gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, height);
}

/* The camera stands where the plate does, when there is a way to it. */
static void
show_sight (CulmStatusView *self)
{
  CulmCamera *camera = NULL;

  if (self->printer != NULL && culm_printer_get_state (self->printer) != CULM_PRINTER_STATE_OFFLINE)
    camera =
        self->engine != NULL ? culm_engine_get_camera (self->engine, self->printer) : culm_camera_of (self->printer);
  culm_camera_panel_set_camera (self->camera, self->printer, camera);
  gtk_widget_set_visible (self->no_camera,
                          self->printer != NULL && culm_printer_get_route (self->printer) == CULM_ROUTE_CLOUD);
  culm_ui_show_page (self->sight, camera != NULL ? "camera" : "plate");
}

static void
refresh (CulmStatusView *self)
{
  const char *off = culm_cool_down_get_obstacle (self->printer);
  guint n_fans = count_fans (self->printer);

  gtk_widget_set_visible (GTK_WIDGET (self->fans), n_fans > 0);
  gtk_widget_set_visible (self->fans_title, n_fans > 0);
  set_chart_height (self, n_fans);
  if (culm_printer_get_stale (self->printer) || culm_printer_get_state (self->printer) == CULM_PRINTER_STATE_OFFLINE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "past");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "past");
  culm_control_set_tooltip (self->cool_down, off != NULL ? off : _ ("Turn Every Heater Off"));
  culm_control_describe (self->cool_down, NULL, off);
  show_external (self);
  show_sight (self);
}

static void
on_units_changed (CulmStatusView *self)
{
  fill_units (self);
  show_external (self);
}

/* To the first slot: what is not in sight scrolls there. */
static void
show_filament (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  gtk_widget_child_focus (GTK_WIDGET (CULM_STATUS_VIEW (widget)->filament), GTK_DIR_TAB_FORWARD);
}

static void
drop_printer (CulmStatusView *self)
{
  if (self->printer == NULL)
    return;
  g_signal_handlers_disconnect_by_data (culm_printer_get_ams (self->printer), self);
  if (self->external != NULL)
    gtk_box_remove (self->singles, g_steal_pointer (&self->external));
  g_clear_object (&self->printer);
  culm_camera_panel_set_camera (self->camera, NULL, NULL);
}

static void
take_printer (CulmStatusView *self, CulmPrinter *printer)
{
  if (printer == NULL)
    return;
  self->printer = g_object_ref (printer);
  self->external = culm_ams_group_new_external (printer);
  gtk_box_append (self->singles, self->external);
  g_signal_connect_object (culm_printer_get_ams (printer), "items-changed", G_CALLBACK (on_units_changed), self,
                           G_CONNECT_SWAPPED);
  fill_units (self);
  refresh (self);
}

static void
culm_status_view_dispose (GObject *object)
{
  CulmStatusView *self = CULM_STATUS_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->engine);
  drop_printer (self);
  G_OBJECT_CLASS (culm_status_view_parent_class)->dispose (object);
}

static void
culm_status_view_class_init (CulmStatusViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_status_view_dispose;
  g_type_ensure (CULM_TYPE_AIRDUCT_BUTTON);
  g_type_ensure (CULM_TYPE_CAMERA_PANEL);
  g_type_ensure (CULM_TYPE_COLUMNS);
  g_type_ensure (CULM_TYPE_FAULT_LIST);
  g_type_ensure (CULM_TYPE_RATIO_LAYOUT);
  g_type_ensure (CULM_TYPE_NOZZLE_SWITCH);
  g_type_ensure (CULM_TYPE_PLATE_PICTURE);
  g_type_ensure (CULM_TYPE_JOB_CARD);
  g_type_ensure (CULM_TYPE_TEMPERATURE_CHART);
  g_type_ensure (CULM_TYPE_SPEED_ROW);
  gtk_widget_class_install_action (widget_class, "status.show-filament", NULL, show_filament);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-status-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, sight);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, picture);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, camera);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, no_camera);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, faults);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, job_card);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, chart);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, speed);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, heaters);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, fans);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, fans_title);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, nozzle_switch);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, nozzle_failure);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, airduct);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, airduct_failure);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, filament);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, units);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, singles);
  gtk_widget_class_bind_template_child (widget_class, CulmStatusView, cool_down);
}

static void
culm_status_view_init (CulmStatusView *self)
{
  /* As they lie on the printer: the left nozzle at the left, so first. */
  static const CulmHeaterId heaters[] = { CULM_HEATER_NOZZLE_LEFT, CULM_HEATER_NOZZLE, CULM_HEATER_BED,
                                          CULM_HEATER_CHAMBER };
  static const CulmFanId fans[] = { CULM_FAN_PART, CULM_FAN_AUX, CULM_FAN_AUX2, CULM_FAN_CHAMBER };
  g_autoptr (GtkSizeGroup) titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  g_autoptr (GtkSizeGroup) fields = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (refresh), self);
  culm_nozzle_switch_set_failure_label (self->nozzle_switch, self->nozzle_failure);
  culm_airduct_button_set_failure_label (self->airduct, self->airduct_failure);
  for (gsize i = 0; i < G_N_ELEMENTS (heaters); i++)
    gtk_list_box_append (self->heaters, culm_heater_row_new (heaters[i], fields));
  for (gsize i = 0; i < G_N_ELEMENTS (fans); i++)
    gtk_list_box_append (self->fans, culm_fan_row_new (fans[i], titles));
}

void
culm_status_view_set_printer (CulmStatusView *self, CulmEngine *engine, CulmPrinter *printer)
{
  GSettings *settings = engine != NULL ? culm_engine_get_settings (engine) : NULL;
  GtkListBoxRow *row;

  if (self->printer == printer)
    return;
  g_signal_group_set_target (self->signals, NULL);
  drop_printer (self);
  g_set_object (&self->engine, engine);
  take_printer (self, printer);
  g_signal_group_set_target (self->signals, printer);
  if (engine != NULL)
    culm_fault_list_set_sources (self->faults, culm_engine_get_fault_journal (engine),
                                 culm_engine_get_fault_library (engine));
  culm_fault_list_set_printer (self->faults, printer);
  culm_plate_picture_set_printer (self->picture, engine, printer);
  culm_job_card_set_printer (self->job_card, printer);
  culm_temperature_chart_set_history (self->chart, printer != NULL ? culm_temperature_history_of (printer) : NULL);
  culm_speed_row_set_printer (self->speed, printer);
  culm_nozzle_switch_set_printer (self->nozzle_switch, printer);
  culm_airduct_button_set_printer (self->airduct, printer);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->heaters, i)) != NULL; i++)
    culm_heater_row_set_printer (CULM_HEATER_ROW (row), printer, settings);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->fans, i)) != NULL; i++)
    culm_fan_row_set_printer (CULM_FAN_ROW (row), printer);
}
