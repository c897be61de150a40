/* culm-fault-answers.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* The answers that fit the print error of a printer, as buttons; it hides when there is no error. */
#define CULM_TYPE_FAULT_ANSWERS (culm_fault_answers_get_type ())
G_DECLARE_FINAL_TYPE (CulmFaultAnswers, culm_fault_answers, CULM, FAULT_ANSWERS, AdwBin)

void culm_fault_answers_set_printer (CulmFaultAnswers *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
