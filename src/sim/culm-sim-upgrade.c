/* culm-sim-upgrade.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-upgrade.h"

#define STEP_SECONDS 60.0

void
culm_sim_upgrade_init (CulmSimUpgrade *self, const char *installed, const char *offered)
{
  *self = (CulmSimUpgrade){ .installed = g_strdup (installed), .offered = g_strdup (offered) };
}

void
culm_sim_upgrade_clear (CulmSimUpgrade *self)
{
  g_clear_pointer (&self->installed, g_free);
  g_clear_pointer (&self->offered, g_free);
}

gboolean
culm_sim_upgrade_begin (CulmSimUpgrade *self, const char *version)
{
  g_autofree char *copy = g_strdup (version);

  if (culm_sim_upgrade_is_running (self))
    return FALSE;
  g_free (self->offered);
  self->offered = g_steal_pointer (&copy);
  self->state = CULM_SIM_UPGRADE_DOWNLOADING;
  self->elapsed = 0;
  return TRUE;
}

void
culm_sim_upgrade_advance (CulmSimUpgrade *self, double seconds)
{
  if (!culm_sim_upgrade_is_running (self))
    return;
  self->elapsed += seconds;
  if (self->elapsed < STEP_SECONDS)
    return;
  self->elapsed = 0;
  if (self->state++ == CULM_SIM_UPGRADE_FLASHING) {
    g_free (self->installed);
    self->installed = g_steal_pointer (&self->offered);
  }
}

gboolean
culm_sim_upgrade_is_running (const CulmSimUpgrade *self)
{
  return self->state == CULM_SIM_UPGRADE_DOWNLOADING || self->state == CULM_SIM_UPGRADE_FLASHING;
}

guint
culm_sim_upgrade_get_progress (const CulmSimUpgrade *self)
{
  if (self->state == CULM_SIM_UPGRADE_DONE)
    return 100;
  return culm_sim_upgrade_is_running (self) ? (guint) (100 * self->elapsed / STEP_SECONDS) : 0;
}

const char *
culm_sim_upgrade_get_status (const CulmSimUpgrade *self)
{
  static const char *const words[] = { "IDLE", "DOWNLOADING", "FLASHING", "UPGRADE_SUCCESS" };

  return words[self->state];
}
