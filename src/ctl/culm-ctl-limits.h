/* culm-ctl-limits.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ctl.h"

G_BEGIN_DECLS

/* The sentence of a LIMITED: what is used up, and when it goes on. Returns: (transfer full). */
char *culm_ctl_describe_limit (const GError *error);

/* With --wait the engine waits where a limit is reached, and stderr says until when; else it refuses. Twice: before the
 * engine starts, and when it knows its accounts. */
void culm_ctl_prepare_limits (CulmCtl *self);
/* The same of one upload. */
void culm_ctl_follow_transfer (CulmTransfer *transfer);

/* A command that a limit refused: with --wait waits until it may be sent. FALSE: it has failed. */
gboolean culm_ctl_wait_for_limit (CulmCtl *self, const GError *failure);

G_END_DECLS
