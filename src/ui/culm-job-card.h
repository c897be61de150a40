/* culm-job-card.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmJobCard:
 *
 * What a printer prints: name, stage, progress, times and layers, with Pause or Resume, and Stop apart from them. Says
 * how the last of these commands ended. The buttons are the actions "printer.pause", "printer.resume", "printer.stop".
 */
#define CULM_TYPE_JOB_CARD (culm_job_card_get_type ())
G_DECLARE_FINAL_TYPE (CulmJobCard, culm_job_card, CULM, JOB_CARD, AdwBin)

void culm_job_card_set_printer (CulmJobCard *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
