/* culm-upload-checksum.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The checksums that a server gave for what it received, in lower-case hex; NULL where it gave none. */
typedef struct {
  char *sha256;
  char *md5;
} CulmUploadChecksum;

/* Looks at the headers of an answer to PUT (nullable) and at the members `sha256` and `md5` of a document (nullable).
 * An ETag of 32 hex digits is the MD5 of the object, unless the store encrypts with keys of its own. */
void culm_upload_checksum_read (CulmUploadChecksum *self, SoupMessageHeaders *headers, JsonObject *document);
void culm_upload_checksum_clear (CulmUploadChecksum *self);

/* Whether each checksum that both sides have is equal. FALSE with CULM_ERROR_DAMAGED and ERR_CHECKSUM_MISMATCH. */
gboolean culm_upload_checksum_compare (const CulmUploadChecksum *self, const char *sha256, const char *md5,
                                       GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmUploadChecksum, culm_upload_checksum_clear)

G_END_DECLS
