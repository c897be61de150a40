/* culm-test-dialogs.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-shot.h"

G_BEGIN_DECLS

/* What opens over a printer: its popovers and dialogs. The last has no name. */
extern const CulmTestShot culm_test_dialog_shots[];

G_END_DECLS
