/* culm-test-certificate.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Writes `NAME.pem` and `NAME.key` into @folder: a certificate of @subject with a new key. @issuer is the name of one
 * written before, or NULL: signed by itself. @names is a list for the subjectAltName ("DNS:localhost,IP:127.0.0.1"), or
 * NULL: none, as printers have it. @authority: may it issue others? For tests alone. */
void culm_test_certificate_write (const char *folder, const char *name, const char *subject, const char *issuer,
                                  const char *names, gboolean authority);

G_END_DECLS
