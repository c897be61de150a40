/* culm-doctor-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-doctor-step.h"
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmDoctorPage:
 *
 * The connection doctor of one printer of the local network: a row for each step, with what it found and what to do,
 * and a report that can be copied. It looks once, when it is made; leaving it ends that.
 */
#define CULM_TYPE_DOCTOR_PAGE (culm_doctor_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmDoctorPage, culm_doctor_page, CULM, DOCTOR_PAGE, AdwBin)

/* `engine` nullable: nothing is looked at. */
GtkWidget *culm_doctor_page_new (CulmEngine *engine, CulmPrinter *printer);

/* Shows these (GListModel of CulmDoctorStep), which may still change. */
void culm_doctor_page_set_steps (CulmDoctorPage *self, GListModel *steps);

G_END_DECLS
