/* culm-test-vsftpd.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define CULM_TEST_VSFTPD_CODE "12345678"

/**
 * CulmTestVsftpd:
 *
 * A real vsftpd as printers have it: implicit TLS, a data connection must resume the session of its control
 * connection, user "bblp" with CULM_TEST_VSFTPD_CODE. On a free loopback port; its user, password and files are in a
 * mount namespace and a folder of their own. For tests alone. Ends, and is waited for, when it is freed.
 */
typedef struct _CulmTestVsftpd CulmTestVsftpd;

/* `folder` holds `CERTIFICATE.pem` and `.key`; the files are served from its sub-folder "card", which is made. `extra`
 * (nullable) are further lines of its configuration. Returns: (transfer full) (nullable): NULL, and the test is marked
 * as skipped, where vsftpd is not installed or we may not make a mount namespace. */
CulmTestVsftpd *culm_test_vsftpd_new (const char *folder, const char *certificate, const char *extra);
void            culm_test_vsftpd_free (CulmTestVsftpd *self);
guint16         culm_test_vsftpd_get_port (CulmTestVsftpd *self);
/* A path below the folder that it serves. Returns: (transfer full). */
char           *culm_test_vsftpd_make_path (CulmTestVsftpd *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestVsftpd, culm_test_vsftpd_free)

G_END_DECLS
