/* culm-sim-cloud.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-world.h"

/* The HTTPS side: REST of reference/rest.md, web sign-in, look-ups and /.well-known/culm.json on one port. */
#define CULM_SIM_TYPE_CLOUD (culm_sim_cloud_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimCloud, culm_sim_cloud, CULM_SIM, CLOUD, GObject)

/* Listens on a free port of the world's address and sets world->rest_url. world: must outlive the cloud.
 * Returns: (transfer full) (nullable) */
CulmSimCloud *culm_sim_cloud_new (CulmSimWorld *world, GError **error);
