/* culm-http.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-contacts.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define CULM_HTTP_MAX_REDIRECTS 5

/* One message to send. Texts are copied in; `bearer` and `body` are wiped when it is freed. */
typedef struct {
  const char *method;
  char *url;
  char *bearer;                /* NULL: none */
  GBytes *json;                /* NULL: no body */
  SoupMessageHeaders *headers; /* further ones; NULL: none */
  CulmContactPurpose purpose;  /* what its host is noted for; an account, as it begins */
  gsize limit;                 /* bytes of the answer, after decompression */
} CulmHttpRequest;

CulmHttpRequest *culm_http_request_new (const char *method, const char *url, gsize limit);
CulmHttpRequest *culm_http_request_copy (const CulmHttpRequest *self);
void             culm_http_request_free (CulmHttpRequest *self);

typedef struct {
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body;
  gboolean elsewhere; /* a redirect led to another host */
} CulmHttpAnswer;
void culm_http_answer_free (CulmHttpAnswer *self);

/**
 * CulmHttp:
 *
 * HTTPS as the service wants it (reference/rest.md §1, reference/errors.md §2): the trust anchors of CulmTlsDatabase,
 * at most 10 s to connect, 30 s without a byte and 60 s from the head of an answer to its end, redirects followed by
 * hand so that neither the bearer nor a body ever reaches another host, an answer stopped at its limit. Knows no
 * envelope.
 */
#define CULM_TYPE_HTTP (culm_http_get_type ())
G_DECLARE_FINAL_TYPE (CulmHttp, culm_http, CULM, HTTP, GObject)

CulmHttp *culm_http_new (void);
/* In ms. */
void culm_http_set_timeouts (CulmHttp *self, guint connect, guint idle, guint total);

/* `request` (transfer full). Any status is an answer. finish returns (transfer full), or NULL with a CULM_ERROR of
 * origin cloud; `broken` then tells whether there was a connection, so that another try may help. */
void            culm_http_send_async (CulmHttp *self, CulmHttpRequest *request, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
CulmHttpAnswer *culm_http_send_finish (CulmHttp *self, GAsyncResult *result, gboolean *broken, GError **error);

/* An address that may be asked: https with a host and no user name. Returns: (transfer full), or NULL with
 * CULM_ERROR_USAGE and ERR_INVALID_URL. */
GUri *culm_http_parse_url (const char *url, GError **error);
/* The same host and port? */
gboolean culm_http_is_same_origin (GUri *a, GUri *b);
/* Where a redirect leads from `base`. Returns: (transfer full), or NULL with FAILED when it says nothing usable. */
GUri *culm_http_resolve_redirect (GUri *base, SoupMessageHeaders *headers, GError **error);
/* Retry-After in seconds or as a date (reference/rest.md §4), at most a day; 0: not said. */
guint culm_http_read_retry_after (SoupMessageHeaders *headers);
/* Whatever GIO and libsoup say, in our words. `error` (transfer full); Returns: (transfer full). */
GError *culm_http_convert_error (GError *error, gboolean cancelled, gboolean timed_out);
/* "Culm/VERSION" */
const char *culm_http_get_user_agent (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmHttpRequest, culm_http_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmHttpAnswer, culm_http_answer_free)

G_END_DECLS
