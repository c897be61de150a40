/* culm-text-filament.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ams-unit.h"
#include "culm-report-ams.h"

G_BEGIN_DECLS

/* Filament, slots and AMS units as a person reads them: translated plain text, never markup. */

/* A colour in a word, for those who cannot see it: "Orange", "Dark blue", "Clear"; `color` is "#RRGGBB" or "#RRGGBBAA".
 * NULL for what is no colour. */
const char *culm_text_color (const char *color);

/* "PLA Basic", "PLA", "Unknown filament", "Empty". */
const char *culm_text_filament (CulmAmsSlot *slot);

/* All that a slot shows: "PLA Basic, orange, 62 % left, in use". (transfer full). */
char *culm_text_slot (CulmAmsSlot *slot);

/* "AMS A", "AMS 2 Pro B", "AMS HT 1", "AMS Lite". (transfer full). */
char *culm_text_ams (CulmAmsUnit *unit);

/* "Humidity 24 %", or the level where no percentage is told; then the temperature. Empty when nothing is told.
 * (transfer full). */
char *culm_text_climate (CulmAmsUnit *unit);

/* "190–240 °C"; NULL when it is not known. (transfer full). */
char *culm_text_nozzle_range (CulmAmsSlot *slot);

/* "Purging the nozzle"; NULL when no change is on. */
const char *culm_text_filament_step (CulmFilamentStep step);

G_END_DECLS
