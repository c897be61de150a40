/* culm-camera-rtsp.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-camera.h"

G_BEGIN_DECLS

/**
 * CulmCameraRtsp:
 *
 * The H.264 stream on port 322 (reference/lan.md §8.2), decoded by GStreamer in threads of its own. What of GStreamer
 * is not installed ends in UNSUPPORTED, with the name of the package as the detail.
 */
#define CULM_TYPE_CAMERA_RTSP (culm_camera_rtsp_get_type ())
G_DECLARE_FINAL_TYPE (CulmCameraRtsp, culm_camera_rtsp, CULM, CAMERA_RTSP, CulmLanCamera)

/* `target` nullable, see culm_lan_camera_set_target(). */
CulmCamera *culm_camera_rtsp_new (CulmLanTarget *target);

G_END_DECLS
