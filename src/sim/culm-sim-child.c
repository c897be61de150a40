/* culm-sim-child.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-child.h"
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Runs in the child. */
static void
bind_to_parent (gpointer parent)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != GPOINTER_TO_INT (parent))
    _exit (1);
}

void
culm_sim_child_bind (GSubprocessLauncher *launcher)
{
  g_subprocess_launcher_set_child_setup (launcher, bind_to_parent, GINT_TO_POINTER (getpid ()), NULL);
}
