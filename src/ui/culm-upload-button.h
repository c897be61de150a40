/* culm-upload-button.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmUploadButton:
 *
 * "Upload File…" at the end of a page's header bar ("win.upload"); an icon alone while the leaflet around the page is
 * folded.
 */
#define CULM_TYPE_UPLOAD_BUTTON (culm_upload_button_get_type ())
G_DECLARE_FINAL_TYPE (CulmUploadButton, culm_upload_button, CULM, UPLOAD_BUTTON, AdwBin)

G_END_DECLS
