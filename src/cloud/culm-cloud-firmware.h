/* culm-cloud-firmware.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"

G_BEGIN_DECLS

/* The firmware on offer for a printer (reference/rest.md §9). What is installed is known from MQTT. */
typedef struct {
  char *version;     /* NULL: up to date */
  char *url;
  char *description;
  gboolean forced;
} CulmCloudFirmware;
void culm_cloud_firmware_free (CulmCloudFirmware *self);

/* `beta` also looks at rows that are no releases. Returns: (transfer full), or NULL with an error: NOT_FOUND when the
 * answer does not speak of this printer, MALFORMED with ERR_UPDATER_INVALID_VERSION when it names no version that is
 * one. */
void               culm_cloud_firmware_load_async (CulmCloudClient *client, const char *serial, gboolean beta,
                                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                                   gpointer user_data);
CulmCloudFirmware *culm_cloud_firmware_load_finish (CulmCloudClient *client, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCloudFirmware, culm_cloud_firmware_free)

G_END_DECLS
