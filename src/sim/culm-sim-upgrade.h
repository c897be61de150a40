/* culm-sim-upgrade.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

typedef enum {
  CULM_SIM_UPGRADE_IDLE,
  CULM_SIM_UPGRADE_DOWNLOADING,
  CULM_SIM_UPGRADE_FLASHING,
  CULM_SIM_UPGRADE_DONE,
} CulmSimUpgradeState;

/* The firmware that is installed, the one on offer, and the way from one to the other. */
typedef struct {
  CulmSimUpgradeState state;
  char *installed;
  char *offered; /* (nullable): nothing newer */
  double elapsed;
} CulmSimUpgrade;

void culm_sim_upgrade_init  (CulmSimUpgrade *self, const char *installed, const char *offered);
void culm_sim_upgrade_clear (CulmSimUpgrade *self);

/* Installs that version; FALSE while one is being installed. */
gboolean culm_sim_upgrade_begin   (CulmSimUpgrade *self, const char *version);
void     culm_sim_upgrade_advance (CulmSimUpgrade *self, double seconds);

gboolean    culm_sim_upgrade_is_running   (const CulmSimUpgrade *self);
guint       culm_sim_upgrade_get_progress (const CulmSimUpgrade *self); /* percent */
const char *culm_sim_upgrade_get_status   (const CulmSimUpgrade *self); /* word of upgrade_state.status */
