/* culm-doctor.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-detect.h"
#include "culm-doctor-step.h"
#include "culm-lan-ports.h"
#include "culm-printer-model.h"
#include "culm-trust.h"

G_BEGIN_DECLS

/**
 * CulmDoctor:
 *
 * Looks at what of a printer can be looked at without its access code: name, ports, certificate and clock, all ports at
 * once and in workers. The steps that need the code, or what the printer reports, are left waiting for the engine.
 */
#define CULM_TYPE_DOCTOR (culm_doctor_get_type ())
G_DECLARE_FINAL_TYPE (CulmDoctor, culm_doctor, CULM, DOCTOR, GObject)

/* `serial` NULL: any printer will do; `pin` NULL: no certificate was accepted yet; `model` NULL: not known, then it is
 * taken from what answers. */
CulmDoctor *culm_doctor_new (const char *host, const CulmLanPorts *ports, const char *serial, const char *pin,
                             const CulmPrinterModel *model);

/* Issuers that the person has (culm_trust_check()); nullable, and never changed any more. */
void culm_doctor_set_roots (CulmDoctor *self, GPtrArray *roots);

/* Milliseconds for the name, and for all ports together; 6000 unless told otherwise. */
void culm_doctor_set_timeout (CulmDoctor *self, guint milliseconds);

/* GListModel of CulmDoctorStep, (transfer none): all of them from the start, in order. */
GListModel     *culm_doctor_get_steps (CulmDoctor *self);
CulmDoctorStep *culm_doctor_get_step (CulmDoctor *self, CulmDoctorCheck check); /* (transfer none) */

/* Once. Ends when every step but those of the engine has; the only error is CANCELLED. */
void     culm_doctor_run_async (CulmDoctor *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean culm_doctor_run_finish (CulmDoctor *self, GAsyncResult *result, GError **error);

/* What the detect frame said. (transfer none) (nullable). */
const CulmDetected *culm_doctor_get_detected (CulmDoctor *self);

G_END_DECLS
