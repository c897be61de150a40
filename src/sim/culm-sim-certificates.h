/* culm-sim-certificates.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

/* Paths of what culm_sim_certificates_write () left. The server's file holds its certificate, then its authority. */
typedef struct {
  char *ca;
  char *server;
  char *server_key;
} CulmSimCertificates;

/* Makes an authority and a server certificate for 127.0.0.1, ::1, localhost and `address` below `dir`, good for
 * ten years; the keys are readable by the owner alone.
 * Returns: (transfer full) (nullable): NULL with an error of G_IO_ERROR or G_FILE_ERROR. */
CulmSimCertificates *culm_sim_certificates_write (const char *dir, const char *address, GError **error);

void culm_sim_certificates_free (CulmSimCertificates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimCertificates, culm_sim_certificates_free)
