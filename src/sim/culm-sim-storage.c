/* culm-sim-storage.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-storage.h"
#include "culm-sim-picture.h"
#include <openssl/evp.h>

#define TRANSFER "culm-sim-transfer"

/* A file on its way. */
typedef struct {
  EVP_MD_CTX *sum;
  EVP_MD_CTX *md5; /* (nullable) */
  gint64 size;
  gint64 breaks_at; /* bytes; -1 when it need not break */
} Transfer;

static void
free_transfer (Transfer *transfer)
{
  EVP_MD_CTX_free (transfer->sum);
  EVP_MD_CTX_free (transfer->md5);
  g_free (transfer);
}

static char *
make_signature (CulmSimWorld *world, const char *path, const char *expires)
{
  g_autofree char *text = g_strdup_printf ("%s?%s", path, expires);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) world->storage_key, strlen (world->storage_key),
                                    text, -1);
}

static void
refuse (CulmSimExchange *exchange, const char *code, const char *message)
{
  g_autofree char *text = g_strdup_printf (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>", code, message);

  culm_sim_exchange_answer_text (exchange, 403, "application/xml", text);
}

/* Returns: FALSE when the request was refused */
static gboolean
check_access (CulmSimWorld *world, CulmSimExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *expires = culm_sim_exchange_get_query (exchange, "Expires");
  const char *given = culm_sim_exchange_get_query (exchange, "Signature");
  g_autofree char *signature = make_signature (world, exchange->path, expires != NULL ? expires : "");
  gboolean is_file = g_str_has_prefix (exchange->path, CULM_SIM_STORAGE_UPLOAD);

  if (g_strcmp0 (given, signature) != 0) {
    refuse (exchange, "SignatureDoesNotMatch", "The signature is not the one that was computed.");
  } else if (g_ascii_strtoll (expires, NULL, 10) < g_get_real_time () / G_USEC_PER_SEC) {
    refuse (exchange, "AccessDenied", "Request has expired");
  } else if (soup_message_headers_get_one (headers, "Authorization") != NULL ||
             (is_file && !exchange->seed_contract && soup_message_headers_get_one (headers, "Content-Type") != NULL)) {
    refuse (exchange, "SignatureDoesNotMatch", "A header is there that was not signed.");
  } else {
    return TRUE;
  }
  return FALSE;
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, Transfer *transfer)
{
  gsize size;
  const void *bytes = g_bytes_get_data (chunk, &size);

  EVP_DigestUpdate (transfer->sum, bytes, size);
  if (transfer->md5 != NULL)
    EVP_DigestUpdate (transfer->md5, bytes, size);
  transfer->size += (gint64) size;
  if (transfer->breaks_at >= 0 && transfer->size >= transfer->breaks_at) {
    transfer->breaks_at = -1;
    culm_sim_exchange_reset (message);
  }
}

/* Returns: (transfer full): hex. base64: (out) (optional) */
static char *
finish_sum (EVP_MD_CTX *sum, char **base64)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  guint length;
  GString *hex = g_string_new (NULL);

  EVP_DigestFinal_ex (sum, digest, &length);
  for (guint i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  if (base64 != NULL)
    *base64 = g_base64_encode (digest, length);
  return g_string_free (hex, FALSE);
}

char *
culm_sim_storage_sign (CulmSimWorld *world, const char *path, gint64 lifetime)
{
  g_autofree char *expires = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC + lifetime);
  g_autofree char *signature = make_signature (world, path, expires);

  return g_strdup_printf ("%s%s?Expires=%s&Signature=%s", world->rest_url, path, expires, signature);
}

char *
culm_sim_storage_sign_cover (CulmSimWorld *world, const char *title, const char *color)
{
  g_autofree char *path = g_strdup_printf (CULM_SIM_STORAGE_COVER "%08x-%.6s.png", g_str_hash (title), color);

  return culm_sim_storage_sign (world, path, CULM_SIM_STORAGE_COVER_LIFETIME);
}

void
culm_sim_storage_begin (CulmSimWorld *world, SoupServerMessage *message, const char *path)
{
  g_autoptr (CulmSimFault) fault = NULL;
  CulmSimOffer *offer;
  Transfer *transfer;

  if (!g_str_has_prefix (path, CULM_SIM_STORAGE_UPLOAD))
    return;
  transfer = g_new0 (Transfer, 1);
  transfer->sum = EVP_MD_CTX_new ();
  transfer->breaks_at = -1;
  EVP_DigestInit_ex (transfer->sum, EVP_sha256 (), NULL);
  offer = culm_sim_uploads_find (world->uploads, path + strlen (CULM_SIM_STORAGE_UPLOAD));
  if (offer != NULL && offer->wants_md5) {
    transfer->md5 = EVP_MD_CTX_new ();
    EVP_DigestInit_ex (transfer->md5, EVP_md5 (), NULL);
  }
  g_object_set_data_full (G_OBJECT (message), TRANSFER, transfer, (GDestroyNotify) free_transfer);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), transfer);
  fault = culm_sim_faults_take_reset (world->faults, path);
  if (fault != NULL)
    transfer->breaks_at = MAX (fault->after, 0);
}

void
culm_sim_storage_put_file (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  Transfer *transfer = g_object_get_data (G_OBJECT (exchange->message), TRANSFER);
  CulmSimOffer *offer = culm_sim_uploads_find (self->uploads, exchange->part);
  g_autofree char *hex = NULL, *md5 = NULL, *base64 = NULL;

  if (!check_access (self, exchange))
    return;
  if (offer == NULL || soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED) {
    refuse (exchange, "AccessDenied", offer == NULL ? "There is no such place." : "A length is wanted.");
    return;
  }
  hex = finish_sum (transfer->sum, &base64);
  md5 = transfer->md5 != NULL ? finish_sum (transfer->md5, NULL) : NULL;
  culm_sim_uploads_arrive (self->uploads, offer, transfer->size, hex, md5);
  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message), "x-amz-checksum-sha256",
                                base64);
  soup_server_message_set_status (exchange->message, 200, NULL);
}

void
culm_sim_storage_put_size (gpointer world, CulmSimExchange *exchange)
{
  CulmSimWorld *self = world;
  CulmSimOffer *offer = culm_sim_uploads_find (self->uploads, exchange->part);
  SoupMessageBody *body = soup_server_message_get_request_body (exchange->message);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  guint64 size;

  if (!check_access (self, exchange))
    return;
  bytes = soup_message_body_flatten (body);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (offer == NULL || !g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, G_MAXINT64, &size, NULL) ||
      !culm_sim_uploads_confirm (self->uploads, offer, (gint64) size))
    culm_sim_exchange_answer_text (exchange, 400, "application/xml", "<Error><Code>InvalidArgument</Code></Error>");
  else
    soup_server_message_set_status (exchange->message, 200, NULL);
}

void
culm_sim_storage_get_cover (gpointer world, CulmSimExchange *exchange)
{
  g_autoptr (GBytes) picture = NULL;
  char *end;
  guint64 seed = g_ascii_strtoull (exchange->part, &end, 16);
  guint64 rgb = *end == '-' ? g_ascii_strtoull (end + 1, &end, 16) : 0;

  if (!check_access (world, exchange))
    return;
  picture = culm_sim_picture_draw (seed, (guint32) rgb);
  soup_server_message_set_status (exchange->message, 200, NULL);
  soup_server_message_set_response (exchange->message, "image/png", SOUP_MEMORY_COPY, g_bytes_get_data (picture, NULL),
                                    g_bytes_get_size (picture));
}
