/* culm-upload-early.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* An answer that comes while the file is still being sent: a store that refuses an old address, or a size, says so at
 * once, goes on reading for a while, and then closes. libsoup looks for an answer only after the last byte, and would
 * find a broken connection in place of the reason. For one connection and one thread. */
typedef struct _CulmUploadEarly CulmUploadEarly;

/* `connection` carries HTTP/1.1 and is written by the thread that asks here. */
CulmUploadEarly *culm_upload_early_new (GIOStream *connection);
void             culm_upload_early_free (CulmUploadEarly *self);

/* Never blocks. Between two writes. Returns: whether the head of a final answer is there, after which the connection is
 * of no use to anybody else. */
gboolean culm_upload_early_look (CulmUploadEarly *self);

/* Of that answer; the body as far as it had come. Returns: (transfer none). */
guint               culm_upload_early_get_status (CulmUploadEarly *self);
SoupMessageHeaders *culm_upload_early_get_headers (CulmUploadEarly *self);
GBytes             *culm_upload_early_get_body (CulmUploadEarly *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmUploadEarly, culm_upload_early_free)

G_END_DECLS
