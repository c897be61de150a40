/* culm-lan-camera.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera-feed.h"
#include "culm-camera.h"

G_BEGIN_DECLS

/**
 * CulmLanCamera:
 *
 * A camera in the local network (reference/lan.md §8): connects while it is held, gives up on a stream without frames
 * after 15 s, and tries again after 5 s, later after up to 60 s. A wrong access code, a certificate that is not the
 * printer's and a part that is not installed are said once: nothing more is tried until culm_camera_retry() or another
 * target.
 */
#define CULM_TYPE_LAN_CAMERA (culm_lan_camera_get_type ())
G_DECLARE_DERIVABLE_TYPE (CulmLanCamera, culm_lan_camera, CULM, LAN_CAMERA, CulmCamera)

struct _CulmLanCameraClass {
  CulmCameraClass parent_class;

  CulmCameraRun run;
};

/* Another address, code or certificate connects anew; the same does nothing. NULL: there is no way now (OFFLINE). */
void culm_lan_camera_set_target (CulmLanCamera *self, CulmLanTarget *target);

/* For tests: a factor for the waits. */
void culm_lan_camera_set_time_scale (CulmLanCamera *self, double time_scale);

G_END_DECLS
