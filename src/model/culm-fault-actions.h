/* culm-fault-actions.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"
#include "culm-fault.h"

G_BEGIN_DECLS

/* What a person can answer to a print error (reference/hms.md §4, mqtt.md §4.2). */
typedef enum {
  CULM_FAULT_ACTION_RESUME, /* the cause is gone: go on */
  CULM_FAULT_ACTION_IGNORE, /* there is no cause: go on */
  CULM_FAULT_ACTION_RETRY,  /* the AMS tries again */
  CULM_FAULT_ACTION_DONE,   /* what the AMS asked for is done */
  CULM_FAULT_ACTION_LOAD,   /* put filament in: no command of its own */
  CULM_FAULT_ACTION_STOP,   /* end the print */
  CULM_FAULT_ACTION_CLOSE,  /* close its dialog on the printer's screen */
} CulmFaultAction;
#define CULM_N_FAULT_ACTIONS (CULM_FAULT_ACTION_CLOSE + 1)

/* Those that fit this print error of a printer in this state: bit n is CulmFaultAction n. The vendor's table by code is
 * not public; what fits follows from the kind of the code, its module, and the short texts of reference/hms.md §5. */
guint culm_fault_get_actions (CulmFault *error, CulmPrinterState state);

/* The command of an action. Returns: (transfer full) (nullable): NULL for CULM_FAULT_ACTION_LOAD. */
CulmCommand *culm_fault_action_create_command (CulmFaultAction action);

G_END_DECLS
