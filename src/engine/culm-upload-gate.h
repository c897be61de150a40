/* culm-upload-gate.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-limits.h"

G_BEGIN_DECLS

/**
 * CulmUploadGate:
 *
 * Asks whether one more upload may begin (reference/rest.md §5), and asks again when the time has come.
 *
 * Signals: "open" (): one may; "held" (CulmLimit as int, gint64 unix seconds): not before then, it is asked again by
 * itself; "shut" (GError): an impatient program does not wait.
 */
#define CULM_TYPE_UPLOAD_GATE (culm_upload_gate_get_type ())
G_DECLARE_FINAL_TYPE (CulmUploadGate, culm_upload_gate, CULM, UPLOAD_GATE, GObject)

CulmUploadGate *culm_upload_gate_new (CulmLimits *limits);

/* Of this account. While an answer is on its way, nothing happens. */
void culm_upload_gate_ask (CulmUploadGate *self, CulmLimiter *limiter, gboolean hurried);
/* It opened, and nobody went through: the next one need not ask. */
void culm_upload_gate_keep (CulmUploadGate *self);
/* Nothing is asked any more. */
void culm_upload_gate_stop (CulmUploadGate *self);

G_END_DECLS
