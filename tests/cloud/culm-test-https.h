/* culm-test-https.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-await.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A real HTTPS server on a free loopback port, in the test's own main context. */
typedef struct _CulmTestHttps CulmTestHttps;

/* Answers one request; runs once the request has arrived whole. */
typedef void (*CulmTestHandler) (CulmTestHttps *https, SoupServerMessage *message, const char *path,
                                 gpointer user_data);

/* Makes a certificate for 127.0.0.1, and lets CULM_CA_FILE name it. Once, at the start of main(). */
void culm_test_https_trust (void);

CulmTestHttps *culm_test_https_new (CulmTestHandler handler, gpointer user_data);
/* With another certificate than the one that is trusted. */
CulmTestHttps *culm_test_https_new_with_certificate (GTlsCertificate *its, CulmTestHandler handler,
                                                     gpointer user_data);
void           culm_test_https_free (CulmTestHttps *self);
/* Refuses connections from now on, and breaks off those that are there. */
void culm_test_https_close (CulmTestHttps *self);
/* "https://127.0.0.1:PORT" */
const char *culm_test_https_get_base (CulmTestHttps *self);
SoupServer *culm_test_https_get_server (CulmTestHttps *self);
/* "METHOD PATH?QUERY bearer=… body=…" of each request, one a line. The last is taken away from the log. */
const char *culm_test_https_get_log (CulmTestHttps *self);
guint       culm_test_https_count (CulmTestHttps *self);

void culm_test_https_answer (SoupServerMessage *message, guint status, const char *type, const char *body);
/* Writes these bytes in place of an answer, and closes. */
void culm_test_https_answer_raw (SoupServerMessage *message, const char *bytes);
/* The one below TLS; soup_server_message_get_socket () knows none. Returns: (transfer none). */
GSocket *culm_test_https_get_socket (SoupServerMessage *message);

/* culm_test_await() with 20 s, and the result stays in its slot. Returns: (transfer none). */
GAsyncResult *culm_test_https_await (GAsyncResult **slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestHttps, culm_test_https_free)

G_END_DECLS
