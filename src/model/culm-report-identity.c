/* culm-report-identity.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-identity.h"
#include <string.h>

/* reference/mqtt.md §3.9: bits 0–3 count, bits 4–7 the current one, 0xF while it switches. */
#define EXTRUDER_SWITCHING 0xF

static CulmRecord *
get_extruders (const CulmReport *report)
{
  CulmRecord *device = culm_record_get_record (culm_report_get_status (report), CULM_STATUS_DEVICE);

  return culm_record_get_record (device, CULM_DEVICE_EXTRUDER);
}

static gboolean
looks_like_serial (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length != 15 && length != 16)
    return FALSE;
  while (length > 0 && g_ascii_isalnum (text[length - 1]))
    length--;
  return length == 0;
}

CulmRecord *
culm_report_find_module (const CulmReport *report, const char *name)
{
  CulmRecord *info = culm_report_get_info (report);
  guint n = culm_record_get_n_items (info, CULM_INFO_MODULES);

  for (guint i = 0; i < n; i++) {
    CulmRecord *module = culm_record_get_item (info, CULM_INFO_MODULES, i);

    if (g_strcmp0 (culm_record_get_string (module, CULM_MODULE_NAME), name) == 0)
      return module;
  }
  return NULL;
}

const CulmPrinterModel *
culm_report_find_model (const CulmReport *report)
{
  CulmRecord *info = culm_report_get_info (report);
  const char *product = culm_record_get_text (culm_report_find_module (report, "ota"), CULM_MODULE_PRODUCT);
  const CulmPrinterModel *model = product != NULL ? culm_printer_model_find_by_product_name (product) : NULL;
  guint n = culm_record_get_n_items (info, CULM_INFO_MODULES);

  for (guint i = 0; model == NULL && i < n; i++) {
    CulmRecord *module = culm_record_get_item (info, CULM_INFO_MODULES, i);
    const char *project = culm_record_get_text (module, CULM_MODULE_PROJECT);

    model = project != NULL ? culm_printer_model_find (project) : NULL;
  }
  return model;
}

const char *
culm_report_get_firmware (const CulmReport *report)
{
  static const char *const names[] = { "ota", "esp32", "rv1126" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *version = culm_record_get_text (culm_report_find_module (report, names[i]), CULM_MODULE_VERSION);

    if (version != NULL)
      return version;
  }
  return NULL;
}

const char *
culm_report_get_serial (const CulmReport *report)
{
  const char *serial = culm_record_get_text (culm_report_find_module (report, "ota"), CULM_MODULE_SERIAL);

  return looks_like_serial (serial) ? serial : NULL;
}

gboolean
culm_report_is_dual (const CulmReport *report, const CulmPrinterModel *model)
{
  if (culm_printer_model_is_known (model))
    return model->n_extruders == 2;
  return culm_record_get_n_items (get_extruders (report), CULM_EXTRUDERS_INFO) >= 2;
}

int
culm_report_get_active_extruder (const CulmReport *report, const CulmPrinterModel *model)
{
  gint64 state;

  if (!culm_report_is_dual (report, model))
    return 0;
  state = culm_record_get_int (get_extruders (report), CULM_EXTRUDERS_STATE, -1);
  if (state < 0 || (state >> 4 & 0xF) == EXTRUDER_SWITCHING)
    return -1;
  return (int) (state >> 4 & 0xF);
}
