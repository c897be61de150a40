/* culm-link-context.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-link-context.h"
#include "culm-report-schema.h"

/* Bits of reference/mqtt.md §3.10. */
#define HOME_FLAG_220V 3
#define HOME_FLAG_REMAIN 7
#define FUN_220V 2
#define CFG_READ_INSERTED 0
#define CFG_READ_STARTUP 1
#define CFG_REMAIN 17

static void
read_status (CulmCommandContext *context, CulmRecord *status)
{
  CulmRecord *airduct =
      culm_record_get_record (culm_record_get_record (status, CULM_STATUS_DEVICE), CULM_DEVICE_AIRDUCT);

  context->has_fun = culm_record_has (status, CULM_STATUS_FUN);
  context->fun = (guint64) culm_record_get_int (status, CULM_STATUS_FUN, 0);
  context->has_fun2 = culm_record_has (status, CULM_STATUS_FUN2);
  context->fun2 = (guint64) culm_record_get_int (status, CULM_STATUS_FUN2, 0);
  if (culm_record_has (status, CULM_STATUS_HOME_FLAG) || context->has_fun)
    context->state.mains_220v = culm_record_get_bit (status, CULM_STATUS_HOME_FLAG, HOME_FLAG_220V) ||
                                culm_record_get_bit (status, CULM_STATUS_FUN, FUN_220V);
  context->print_error = (guint32) culm_record_get_int (status, CULM_STATUS_ERROR, 0);
  context->job_id = culm_record_get_text (status, CULM_STATUS_JOB_ID);
  context->subtask_id = culm_record_get_text (status, CULM_STATUS_SUBTASK_ID);
  context->chamber_heating = culm_record_get_int (airduct, CULM_AIRDUCT_MODE, -1) == 1;
  for (guint i = 0; i < culm_record_get_n_items (airduct, CULM_AIRDUCT_PARTS); i++) {
    CulmRecord *part = culm_record_get_item (airduct, CULM_AIRDUCT_PARTS, i);
    gint64 number = (culm_record_get_int (part, CULM_AIRDUCT_PART_ID, -1) >> 4) & 0xff; /* §3.6 */

    if (culm_record_has (part, CULM_AIRDUCT_PART_ID) && number < 32)
      context->airduct_parts |= 1u << number;
  }
  for (guint i = 0; i < culm_record_get_n_items (airduct, CULM_AIRDUCT_MODES); i++) {
    gint64 mode = culm_record_get_int (culm_record_get_item (airduct, CULM_AIRDUCT_MODES, i), CULM_AIRDUCT_MODE_ID, -1);

    if (mode >= 0 && mode < 32)
      context->airduct_modes |= 1u << mode;
  }
  for (guint i = 0; i < culm_record_get_n_items (status, CULM_STATUS_LIGHTS); i++) {
    CulmRecord *light = culm_record_get_item (status, CULM_STATUS_LIGHTS, i);

    if (g_strcmp0 (culm_record_get_string (light, CULM_LIGHT_NODE), "chamber_light2") == 0)
      context->second_light = TRUE;
  }
}

/* `cfg` where the printer has it (reference/mqtt.md §3.10). */
static void
read_ams_settings (CulmCommandContext *context, CulmRecord *status)
{
  CulmRecord *ams = culm_record_get_record (status, CULM_STATUS_AMS);

  if (culm_record_has (status, CULM_STATUS_CFG)) {
    context->ams_reads_inserted = culm_record_get_bit (status, CULM_STATUS_CFG, CFG_READ_INSERTED);
    context->ams_reads_startup = culm_record_get_bit (status, CULM_STATUS_CFG, CFG_READ_STARTUP);
    context->ams_reckons_remain = culm_record_get_bit (status, CULM_STATUS_CFG, CFG_REMAIN);
    return;
  }
  context->ams_reads_inserted = culm_record_get_int (ams, CULM_AMS_INSERT_FLAG, 0) != 0;
  context->ams_reads_startup = culm_record_get_int (ams, CULM_AMS_POWER_ON, 0) != 0;
  context->ams_reckons_remain = culm_record_has (ams, CULM_AMS_REMAIN_FLAG)
                                    ? culm_record_get_int (ams, CULM_AMS_REMAIN_FLAG, 0) != 0
                                    : culm_record_get_bit (status, CULM_STATUS_HOME_FLAG, HOME_FLAG_REMAIN);
}

static void
add_tray (GArray *trays, CulmCommandContext *context, CulmAmsSlot *slot, int unit, const char *kind, int nozzle)
{
  CulmCommandTray tray = {
    .unit = unit, .slot = unit >= 254 ? 0 : culm_ams_slot_get_id (slot), .kind = kind, .nozzle = nozzle
  };

  if (!culm_ams_slot_get_empty (slot)) {
    tray.material = culm_ams_slot_get_material (slot);
    tray.color = culm_ams_slot_get_color (slot);
    tray.preset = culm_ams_slot_get_preset (slot);
    tray.nozzle_min = culm_ams_slot_get_nozzle_min (slot);
    tray.nozzle_max = culm_ams_slot_get_nozzle_max (slot);
  }
  if (culm_ams_slot_get_active (slot)) {
    context->filament_loaded = TRUE;
    context->loaded_unit = unit;
    context->loaded_slot = tray.slot;
  }
  g_array_append_val (trays, tray);
}

static void
read_trays (CulmLinkContext *self, CulmPrinter *printer)
{
  GListModel *units = culm_printer_get_ams (printer);
  GListModel *external = culm_printer_get_external (printer);

  self->trays = g_array_new (FALSE, FALSE, sizeof (CulmCommandTray));
  for (guint i = 0; i < g_list_model_get_n_items (units); i++) {
    g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (units, i);
    GListModel *slots = culm_ams_unit_get_slots (unit);

    for (guint j = 0; j < g_list_model_get_n_items (slots); j++) {
      g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (slots, j);

      add_tray (self->trays, &self->values, slot, culm_ams_unit_get_id (unit), culm_ams_unit_get_kind (unit),
                culm_ams_unit_get_nozzle (unit));
    }
  }
  for (guint i = 0; i < g_list_model_get_n_items (external); i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (external, i);

    /* One spool holder is the main one, whatever number the firmware gives it (state.md, `external`). */
    add_tray (self->trays, &self->values, slot,
              g_list_model_get_n_items (external) == 1 ? 255 : culm_ams_slot_get_id (slot), NULL,
              culm_ams_slot_get_nozzle (slot));
  }
  self->values.trays = (const CulmCommandTray *) (gpointer) self->trays->data;
  self->values.n_trays = self->trays->len;
}

void
culm_link_context_init (CulmLinkContext *self, CulmPrinter *printer, CulmDialect dialect, gboolean seed_by_default,
                        gboolean with_trays)
{
  static const CulmCommandContext empty = CULM_COMMAND_CONTEXT_INIT;
  CulmCommandContext *context = &self->values;
  CulmReport *report = culm_printer_get_report (printer);
  GListModel *nozzles = culm_printer_get_nozzles (printer);

  *context = empty;
  self->trays = NULL;
  context->model = culm_printer_get_printer_model (printer);
  context->dialect = dialect;
  context->seed_by_default = seed_by_default;
  context->state.firmware = culm_printer_get_firmware (printer);
  context->state.printing = culm_printer_get_state (printer) == CULM_PRINTER_STATE_PRINTING ||
                            culm_printer_get_state (printer) == CULM_PRINTER_STATE_PREPARING;
  context->paused = culm_printer_get_state (printer) == CULM_PRINTER_STATE_PAUSED;
  for (guint i = 0; i < g_list_model_get_n_items (nozzles); i++) {
    g_autoptr (CulmNozzle) nozzle = g_list_model_get_item (nozzles, i);
    guint id = (guint) culm_nozzle_get_id (nozzle);

    if (i < G_N_ELEMENTS (context->nozzles))
      context->nozzles[i] = (CulmCommandNozzle){ culm_nozzle_get_diameter (nozzle), culm_nozzle_get_kind (nozzle),
                                                 culm_nozzle_get_flow (nozzle) };
    if (id < G_N_ELEMENTS (context->state.nozzles))
      context->state.nozzles[id] = culm_heater_get_current (culm_nozzle_get_heater (nozzle));
    if (culm_nozzle_get_active (nozzle))
      context->state.active_extruder = culm_nozzle_get_id (nozzle);
  }
  if (report != NULL && culm_report_get_status (report) != NULL)
    read_status (context, culm_report_get_status (report));
  if (report != NULL)
    read_ams_settings (context, culm_report_get_status (report));
  if (with_trays)
    read_trays (self, printer);
}

void
culm_link_context_clear (CulmLinkContext *self)
{
  g_clear_pointer (&self->trays, g_array_unref);
}
