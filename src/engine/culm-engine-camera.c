/* culm-engine-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-camera.h"
#include "culm-camera-jpeg.h"
#include "culm-camera-rtsp.h"
#include "culm-engine-private.h"
#include "culm-lan-keeper.h"

static GType
get_type (CulmPrinter *printer)
{
  const CulmPrinterModel *model = culm_printer_get_printer_model (printer);

  switch (model != NULL ? model->camera : CULM_CAMERA_KIND_UNKNOWN) {
  case CULM_CAMERA_KIND_JPEG: return CULM_TYPE_CAMERA_JPEG;
  case CULM_CAMERA_KIND_RTSPS: return CULM_TYPE_CAMERA_RTSP;
  case CULM_CAMERA_KIND_UNKNOWN:
  default: return G_TYPE_INVALID;
  }
}

CulmCamera *
culm_engine_get_camera (CulmEngine *self, CulmPrinter *printer)
{
  CulmLanKeeper *keeper = culm_engine_get_lan_keeper (self);
  g_autoptr (CulmLanRecord) record = culm_lan_keeper_dup_record (keeper, culm_printer_get_serial (printer));
  g_autoptr (CulmLanTarget) target = NULL;
  CulmCamera *camera = culm_camera_of (printer);
  GType type = record != NULL ? get_type (printer) : G_TYPE_INVALID;

  if (CULM_IS_LAN_CAMERA (camera) && G_OBJECT_TYPE (camera) != type)
    culm_camera_attach (printer, NULL);
  if (type == G_TYPE_INVALID)
    return culm_camera_of (printer);
  if (culm_camera_of (printer) == NULL) {
    g_autoptr (CulmCamera) made = g_object_new (type, NULL);

    culm_camera_attach (printer, made);
  }
  camera = culm_camera_of (printer);
  target = culm_lan_keeper_make_target (keeper, record,
                                        type == CULM_TYPE_CAMERA_JPEG ? record->ports.camera : record->ports.rtsps);
  if (CULM_IS_LAN_CAMERA (camera))
    culm_lan_camera_set_target (CULM_LAN_CAMERA (camera), target);
  return camera;
}
