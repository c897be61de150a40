/* culm-report-machine.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* The machine around the print: light, storage, door, network, camera, firmware update, rights (reference/mqtt.md §2.1,
 * §3.7, §3.10; rules in state.md). */

typedef struct {
  const char *kind;     /* "jpeg", "rtsps"; NULL for a model not known */
  CulmSwitch available; /* ON: may be asked for pictures */
  CulmSwitch recording; /* the fact, not the setting */
  CulmSwitch timelapse; /* the setting */
  CulmSwitch record;    /* the setting */
} CulmCameraFacts;

typedef struct {
  const char *status;    /* "IDLE"; NULL when empty; points into the report */
  int progress;          /* %, -1 not known */
  const char *available; /* a newer version; NULL when there is none */
} CulmUpgradeFacts;

int              culm_report_get_homed (const CulmReport *report); /* bits: 0 X, 1 Y, 2 Z; -1 not known */
/* "New protocol": `cfg`, `fun`, `aux` and `stat` are all there, and win over the older fields. */
gboolean         culm_report_is_new_protocol (const CulmReport *report);

CulmSwitch       culm_report_get_light (const CulmReport *report);
CulmStorage      culm_report_get_storage (const CulmReport *report);
CulmSwitch       culm_report_get_door (const CulmReport *report, const CulmPrinterModel *model); /* ON: open */
int              culm_report_get_wifi (const CulmReport *report);                               /* dBm, 0 not known */
char            *culm_report_dup_address (const CulmReport *report); /* IPv4; (nullable) (transfer full) */
CulmCameraFacts  culm_report_get_camera (const CulmReport *report, const CulmPrinterModel *model);
CulmUpgradeFacts culm_report_get_upgrade (const CulmReport *report);

/* Whether print commands must be signed, by bit 29 of `fun`: REFUSED when set, ALLOWED when clear, else UNKNOWN. */
CulmControl culm_report_get_control (const CulmReport *report);

G_END_DECLS
