/* culm-notice.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-event.h"

G_BEGIN_DECLS

typedef enum {
  CULM_NOTICE_SHOW,
  CULM_NOTICE_WITHDRAW, /* what was told under this id is solved */
} CulmNoticeKind;

/* What can be done about it, beside opening the printer. */
typedef enum {
  CULM_NOTICE_ACT_NONE,
  CULM_NOTICE_ACT_PAUSE,
  CULM_NOTICE_ACT_RESUME,
} CulmNoticeAct;

/* What a person is told about an event. Names of printers and files stand in the title alone, and the body is our own
 * words, since desktops may take a body for markup. A later notice of one topic has the id of the earlier one, and so
 * replaces it. */
typedef struct {
  CulmNoticeKind kind;
  char *id;
  char *title, *body; /* NULL to withdraw */
  const char *setting; /* the key of the choice in the settings; NULL to withdraw */
  const char *icon;
  gboolean urgent;
  CulmNoticeAct act;
} CulmNotice;

/* Returns: (transfer full) (nullable): NULL for an event that nobody is told of. */
CulmNotice *culm_notice_new (const CulmEvent *event);
void        culm_notice_free (CulmNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmNotice, culm_notice_free)

G_END_DECLS
