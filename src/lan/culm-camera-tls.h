/* culm-camera-tls.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-target.h"

G_BEGIN_DECLS

/**
 * CulmCameraTls:
 *
 * A database that knows no issuer, so that every certificate comes before culm_lan_target_check(): a certificate of a
 * public authority proves no printer.
 */
#define CULM_TYPE_CAMERA_TLS (culm_camera_tls_get_type ())
G_DECLARE_FINAL_TYPE (CulmCameraTls, culm_camera_tls, CULM, CAMERA_TLS, GTlsDatabase)

/* (transfer full). */
GTlsDatabase *culm_camera_tls_new (void);

/* What culm_lan_target_check() says of a certificate as GIO has it. From any thread. */
gboolean culm_camera_tls_check (const CulmLanTarget *target, GTlsCertificate *certificate, GError **error);

G_END_DECLS
