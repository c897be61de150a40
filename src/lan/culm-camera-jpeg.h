/* culm-camera-jpeg.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-camera.h"

G_BEGIN_DECLS

/**
 * CulmCameraJpeg:
 *
 * The stream of JPEG files on port 6000 (reference/lan.md §8.1).
 */
#define CULM_TYPE_CAMERA_JPEG (culm_camera_jpeg_get_type ())
G_DECLARE_FINAL_TYPE (CulmCameraJpeg, culm_camera_jpeg, CULM, CAMERA_JPEG, CulmLanCamera)

/* `target` nullable, see culm_lan_camera_set_target(). */
CulmCamera *culm_camera_jpeg_new (CulmLanTarget *target);

G_END_DECLS
