/* culm-hash-stream.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* A stream that counts the SHA-256 of what is read through it, from its first byte to its end. */
#define CULM_TYPE_HASH_STREAM (culm_hash_stream_get_type ())
G_DECLARE_FINAL_TYPE (CulmHashStream, culm_hash_stream, CULM, HASH_STREAM, GFilterInputStream)

CulmHashStream *culm_hash_stream_new (GInputStream *base);

/* Of what was read so far, lower-case digits; nothing may be read afterwards. Returns: (transfer full). */
char *culm_hash_stream_finish (CulmHashStream *self);

G_END_DECLS
