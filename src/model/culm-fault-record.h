/* culm-fault-record.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault.h"

G_BEGIN_DECLS

/**
 * CulmFaultRecord:
 *
 * A fault that a printer had or has, with its times. Properties: "fault" (CulmFault), "raised" and "cleared" (unix
 * seconds; cleared is 0 while the printer still reports it), "dismissed" (boolean: a person has read it, and wants it
 * out of sight until it comes back).
 */
#define CULM_TYPE_FAULT_RECORD (culm_fault_record_get_type ())
G_DECLARE_FINAL_TYPE (CulmFaultRecord, culm_fault_record, CULM, FAULT_RECORD, GObject)

/* Returns: (transfer full). */
CulmFaultRecord *culm_fault_record_new (CulmFault *fault, gint64 raised);

CulmFault *culm_fault_record_get_fault (CulmFaultRecord *self); /* (transfer none) */
gint64     culm_fault_record_get_raised (CulmFaultRecord *self);
gint64     culm_fault_record_get_cleared (CulmFaultRecord *self);
void       culm_fault_record_set_cleared (CulmFaultRecord *self, gint64 cleared);
gboolean   culm_fault_record_get_dismissed (CulmFaultRecord *self);
void       culm_fault_record_set_dismissed (CulmFaultRecord *self, gboolean dismissed);

G_END_DECLS
