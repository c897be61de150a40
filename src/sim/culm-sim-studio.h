/* culm-sim-studio.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

/* The live views of all printers: the program culm-sim-rtsp, started when somebody wants to see one, and ended with
 * this object. It is there only where gst-rtsp-server was when the simulator was built. */
#define CULM_SIM_TYPE_STUDIO (culm_sim_studio_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimStudio, culm_sim_studio, CULM_SIM, STUDIO, GObject)

/* Returns: (transfer full) (nullable): NULL where there is no such program */
CulmSimStudio *culm_sim_studio_new (void);

/* Has a view served under this name and with this code from now on. On the main thread. */
void culm_sim_studio_order (CulmSimStudio *self, const char *name, const char *code);

/* Waits in a thread until the view of this name is served. Returns: its port of 127.0.0.1, 0 when patience was over */
guint culm_sim_studio_wait (CulmSimStudio *self, const char *name, GCancellable *cancellable);
