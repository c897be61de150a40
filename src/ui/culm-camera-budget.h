/* culm-camera-budget.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera-picture.h"

G_BEGIN_DECLS

/* How many cards may run their cameras at once: the first ones in sight keep theirs; each of the others has one turn
 * after the other, for one picture. `picture` joins for its life. */
#define CULM_CAMERA_BUDGET_LIVE 4
#define CULM_CAMERA_BUDGET_INTERVAL 1000 /* ms between the pictures of a card */

void culm_camera_budget_join (CulmCameraPicture *picture);

/* Whether it runs for as long as it is in sight. */
gboolean culm_camera_budget_is_live (CulmCameraPicture *picture);

G_END_DECLS
