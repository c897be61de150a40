/* culm-upload-checksum.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-checksum.h"

#include "culm-error.h"
#include "culm-json-read.h"

#include <string.h>

#define SHA256_DIGITS 64
#define MD5_DIGITS 32

/* `text` (transfer full, nullable) when it is a checksum of that many digits. */
static void
take (char **field, char *text, gsize digits)
{
  if (text != NULL && *field == NULL && strlen (text) == digits && strspn (text, "0123456789abcdefABCDEF") == digits)
    *field = g_ascii_strdown (text, -1);
  g_free (text);
}

/* A header in base64. Returns: (transfer full) hex, or NULL. */
static char *
read_base64 (SoupMessageHeaders *headers, const char *name)
{
  const char *value = soup_message_headers_get_one (headers, name);
  g_autofree guchar *bytes = NULL;
  gsize length = 0;
  GString *hex;

  if (value == NULL)
    return NULL;
  bytes = g_base64_decode (value, &length);
  hex = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  return g_string_free (hex, FALSE);
}

static char *
read_etag (SoupMessageHeaders *headers)
{
  const char *etag = soup_message_headers_get_one (headers, "ETag");
  const char *encryption = soup_message_headers_get_one (headers, "x-amz-server-side-encryption");
  gsize length = etag != NULL ? strlen (etag) : 0;

  if (length != MD5_DIGITS + 2 || etag[0] != '"' || etag[length - 1] != '"')
    return NULL;
  if ((encryption != NULL && !g_str_equal (encryption, "AES256")) ||
      soup_message_headers_get_one (headers, "x-amz-server-side-encryption-customer-algorithm") != NULL)
    return NULL;
  return g_strndup (etag + 1, MD5_DIGITS);
}

static gboolean
is_equal (const char *a, const char *b)
{
  return a == NULL || b == NULL || g_str_equal (a, b);
}

void
culm_upload_checksum_read (CulmUploadChecksum *self, SoupMessageHeaders *headers, JsonObject *document)
{
  if (headers != NULL) {
    take (&self->sha256, read_base64 (headers, "x-amz-checksum-sha256"), SHA256_DIGITS);
    take (&self->md5, read_base64 (headers, "Content-MD5"), MD5_DIGITS);
    take (&self->md5, read_etag (headers), MD5_DIGITS);
  }
  take (&self->sha256, culm_json_read_word (document, "sha256", "sha256sum"), SHA256_DIGITS);
  take (&self->md5, culm_json_read_word (document, "md5", "md5sum"), MD5_DIGITS);
}

void
culm_upload_checksum_clear (CulmUploadChecksum *self)
{
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->md5, g_free);
}

gboolean
culm_upload_checksum_compare (const CulmUploadChecksum *self, const char *sha256, const char *md5, GError **error)
{
  GError *differs;

  if (is_equal (self->sha256, sha256) && is_equal (self->md5, md5))
    return TRUE;
  differs = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_DAMAGED, "The server received something else");
  culm_error_set_err (differs, "ERR_CHECKSUM_MISMATCH");
  g_propagate_error (error, differs);
  return FALSE;
}
