/* culm-test-tls.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmTestTls:
 *
 * A TLS server on a free loopback port, each guest in a thread of its own. For tests alone.
 */
typedef struct _CulmTestTls CulmTestTls;

/* What is done with a guest, the first of which is number 0, in its thread; then it is sent away. */
typedef void (*CulmTestTlsFunc) (CulmTestTls *server, GIOStream *stream, guint guest, gpointer user_data);

/* `certificate` is what culm_test_certificate_write() wrote as NAME.pem. */
CulmTestTls *culm_test_tls_new (const char *folder, const char *certificate, CulmTestTlsFunc func, gpointer user_data);
void         culm_test_tls_free (CulmTestTls *self); /* waits for the guests */

guint16 culm_test_tls_get_port (CulmTestTls *self);
guint   culm_test_tls_count_guests (CulmTestTls *self); /* TLS was done */
guint   culm_test_tls_count_bytes (CulmTestTls *self);  /* that came after TLS, and were read */
guint   culm_test_tls_count_open (CulmTestTls *self);   /* guests that are still here */

/* For the function; each ends when the server does. */
gboolean culm_test_tls_read (CulmTestTls *self, GIOStream *stream, void *data, gsize size);
gboolean culm_test_tls_write (CulmTestTls *self, GIOStream *stream, const void *data, gsize size);
/* FALSE when the server ends. */
gboolean culm_test_tls_wait (CulmTestTls *self, guint milliseconds);
/* Until the guest leaves. */
void     culm_test_tls_wait_for_end (CulmTestTls *self, GIOStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestTls, culm_test_tls_free)

G_END_DECLS
