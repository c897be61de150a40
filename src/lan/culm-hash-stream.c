/* culm-hash-stream.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-hash-stream.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>

struct _CulmHashStream {
  GFilterInputStream parent_instance;
  EVP_MD_CTX *digest; /* GChecksum takes four times as long */
};

G_DEFINE_FINAL_TYPE (CulmHashStream, culm_hash_stream, G_TYPE_FILTER_INPUT_STREAM)

static gssize
culm_hash_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  GInputStream *base = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (stream));
  gssize n = g_input_stream_read (base, buffer, count, cancellable, error);

  if (n > 0)
    EVP_DigestUpdate (CULM_HASH_STREAM (stream)->digest, buffer, (size_t) n);
  return n;
}

static void
culm_hash_stream_finalize (GObject *object)
{
  EVP_MD_CTX_free (CULM_HASH_STREAM (object)->digest);
  G_OBJECT_CLASS (culm_hash_stream_parent_class)->finalize (object);
}

static void
culm_hash_stream_class_init (CulmHashStreamClass *klass)
{
  /* A thread may outlive the main loop, and must not find OpenSSL cleaned up. The first call decides. */
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
  G_OBJECT_CLASS (klass)->finalize = culm_hash_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = culm_hash_stream_read;
}

static void
culm_hash_stream_init (CulmHashStream *self)
{
  self->digest = EVP_MD_CTX_new ();
  EVP_DigestInit_ex (self->digest, EVP_sha256 (), NULL);
}

CulmHashStream *
culm_hash_stream_new (GInputStream *base)
{
  return g_object_new (CULM_TYPE_HASH_STREAM, "base-stream", base, NULL);
}

char *
culm_hash_stream_finish (CulmHashStream *self)
{
  guchar bytes[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  GString *text = g_string_new (NULL);

  EVP_DigestFinal_ex (self->digest, bytes, &length);
  for (unsigned int i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}
