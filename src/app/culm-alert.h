/* culm-alert.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-event.h"

G_BEGIN_DECLS

typedef enum {
  CULM_ALERT_SHOW,
  CULM_ALERT_WITHDRAW, /* what was told under this id is solved */
} CulmAlertKind;

/* What can be done about it, beside opening the printer. */
typedef enum {
  CULM_ALERT_ACT_NONE,
  CULM_ALERT_ACT_PAUSE,
  CULM_ALERT_ACT_RESUME,
} CulmAlertAct;

/* What a person is told about an event. Names of printers and files stand in the title alone, and the body is our own
 * words, since desktops may take a body for markup. A later alert of one topic has the id of the earlier one, and so
 * replaces it. */
typedef struct {
  CulmAlertKind kind;
  char *id;
  char *title, *body; /* NULL to withdraw */
  const char *setting; /* the key of the choice in the settings; NULL to withdraw */
  gboolean urgent;
  CulmAlertAct act;
} CulmAlert;

/* Returns: (transfer full) (nullable): NULL for an event that nobody is told of. */
CulmAlert *culm_alert_new (const CulmEvent *event);
void        culm_alert_free (CulmAlert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmAlert, culm_alert_free)

G_END_DECLS
