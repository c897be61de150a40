/* culm-sim-child.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

/* What is started with it is ended by the kernel when this program is gone, however it went. */
void culm_sim_child_bind (GSubprocessLauncher *launcher);
