/* culm-cloud-round.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-session.h"

G_BEGIN_DECLS

/* Asks all of these sessions (element-type CulmCloudSession, at least one) for their lists, at once, and ends the task
 * with TRUE or with the first error when the last has answered. Uses the data of the task. */
void culm_cloud_round_begin (GPtrArray *sessions, GTask *task);

G_END_DECLS
