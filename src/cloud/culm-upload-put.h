/* culm-upload-put.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What came back. */
typedef struct {
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body; /* its first 64 KiB */
} CulmUploadAnswer;
void culm_upload_answer_clear (CulmUploadAnswer *self);

/* One PUT by libcurl: HTTP/1.1 over TLS 1.2 or newer with Content-Length, and no header that a signature might not know
 * (reference/rest.md §10.3); the system's trust anchors and those of CULM_CA_FILE, the proxy of the desktop. 10 s to
 * connect, 60 s without a byte, 60 s from the first byte of the answer to its last. Blocks: for a worker thread.
 *
 * Any status is an answer, a redirect too. One above 299 that comes while the bytes are still on their way ends the
 * sending: a store that refuses an old address, or a size, says so at once, reads on for a while and then hangs up.
 *
 * `content_type` may be NULL: no such header. Exactly `size` bytes of `body` are sent; its error is handed on.
 * Cancelling takes effect at once. Returns: FALSE with a CULM_ERROR, and an empty `answer`. */
gboolean culm_upload_put (GUri *uri, const char *content_type, GInputStream *body, guint64 size,
                          GCancellable *cancellable, CulmUploadAnswer *answer, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmUploadAnswer, culm_upload_answer_clear)

G_END_DECLS
