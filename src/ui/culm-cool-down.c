/* culm-cool-down.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-cool-down.h"
#include "culm-text-printer.h"
#include <glib/gi18n-lib.h>

static void
cool_cb (GObject *printer, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_send_finish (CULM_PRINTER (printer), result, NULL); /* each heater's row follows its run */
}

static gboolean
is_on (CulmHeater *heater)
{
  return heater != NULL && culm_heater_get_present (heater) && culm_heater_get_maximum (heater) > 0 &&
         culm_heater_get_target (heater) > 0;
}

const char *
culm_cool_down_get_obstacle (CulmPrinter *printer)
{
  g_autoptr (CulmCommand) probe = culm_command_new_bed (0);
  CulmObstacle obstacle = printer != NULL ? culm_printer_get_obstacle (printer, probe) : CULM_OBSTACLE_OFFLINE;
  gboolean any = FALSE;

  if (obstacle != CULM_OBSTACLE_NONE)
    return culm_text_obstacle (obstacle);
  switch (culm_printer_get_state (printer)) {
  case CULM_PRINTER_STATE_PREPARING:
  case CULM_PRINTER_STATE_PRINTING: return _ ("Cold, the print would be lost. Pause or stop it first.");
  case CULM_PRINTER_STATE_UNKNOWN:
  case CULM_PRINTER_STATE_IDLE:
  case CULM_PRINTER_STATE_PAUSED:
  case CULM_PRINTER_STATE_FINISHED:
  case CULM_PRINTER_STATE_CANCELLED:
  case CULM_PRINTER_STATE_FAILED:
  case CULM_PRINTER_STATE_OFFLINE:
  default: break;
  }
  for (int id = 0; id < CULM_N_HEATERS; id++)
    any = any || is_on (culm_printer_get_heater (printer, (CulmHeaterId) id));
  return any ? NULL : _ ("Every heater is off already.");
}

void
culm_cool_down (CulmPrinter *printer)
{
  for (int id = 0; id < CULM_N_HEATERS; id++) {
    g_autoptr (CulmCommand) off = culm_command_new_heater ((CulmHeaterId) id, 0);

    if (is_on (culm_printer_get_heater (printer, (CulmHeaterId) id)))
      culm_printer_send_async (printer, off, NULL, cool_cb, NULL);
  }
}
