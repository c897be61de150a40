/* culm-calibration-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmCalibrationPage:
 *
 * The parts of a calibration that this printer has, what each does and how long it may take. It asks before it starts,
 * and shows what the printer is doing afterwards.
 */
#define CULM_TYPE_CALIBRATION_PAGE (culm_calibration_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmCalibrationPage, culm_calibration_page, CULM, CALIBRATION_PAGE, AdwBin)

GtkWidget *culm_calibration_page_new (CulmPrinter *printer);

G_END_DECLS
