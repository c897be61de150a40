/* culm-cloud-client.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-envelope.h"
#include "culm-limiter.h"
#include "culm-region.h"

G_BEGIN_DECLS

/**
 * CulmCloudClient:
 *
 * One account's way to the service: each REST call passes here, and nowhere else. It adds the bearer, follows
 * redirects itself (at most 5, never with the bearer to another host), stops an answer at 32 MiB, decodes it in a
 * worker thread, tries a GET again where that may help (500, 502, 503, 504, a broken connection: after 1 s and 2 s; a
 * 401 that says nothing of the token: once; 429 with a short Retry-After), and knows when the token has died.
 *
 * Requests with the bearer keep to the limits of the account (reference/rest.md §5): see CulmLimiter. They may wait, or
 * end with LIMITED as culm_limit_error_new() makes it.
 *
 * Everything happens on the main context that was the thread's default when the call was made. Errors are CULM_ERROR of
 * origin cloud; besides those of culm_envelope_new(): OFFLINE with ERR_NETWORK, TIMED_OUT with ERR_NETWORK, UNTRUSTED,
 * CANCELLED with ERR_CANCELED, FAILED with ERR_FR_TOO_MANY_REDIRECTS, USAGE with ERR_INVALID_URL.
 *
 * Signal `token-died` (no argument): the service said that the token is not valid. Emitted once for each token, before
 * the call that met it ends.
 */
#define CULM_TYPE_CLOUD_CLIENT (culm_cloud_client_get_type ())
G_DECLARE_FINAL_TYPE (CulmCloudClient, culm_cloud_client, CULM, CLOUD_CLIENT, GObject)

typedef enum {
  CULM_CLOUD_CALL_NONE = 0,
  CULM_CLOUD_CALL_ANONYMOUS = 1 << 0, /* without the bearer */
  CULM_CLOUD_CALL_WEB = 1 << 1,       /* below the web base instead of the API base */
  CULM_CLOUD_CALL_LOOKUP = 1 << 3,    /* below the base of the public look-ups */
  CULM_CLOUD_CALL_TRIAL = 1 << 2,     /* a refusal does not mean that the token died: no `token-died` */
  CULM_CLOUD_CALL_URGENT = 1 << 4,    /* is counted by the limiter, and not held up by it */
} CulmCloudCallFlags;

CulmCloudClient *culm_cloud_client_new (CulmRegion *region);
/* Returns: (transfer none). */
CulmRegion *culm_cloud_client_get_region (CulmCloudClient *self);

/* The bearer, or NULL. It is wiped from memory when it is replaced and when the client ends. */
void        culm_cloud_client_set_token (CulmCloudClient *self, const char *token);
const char *culm_cloud_client_get_token (CulmCloudClient *self);
/* FALSE without a token and after `token-died`. */
gboolean culm_cloud_client_is_signed_in (CulmCloudClient *self);

/* Who is asked before each request that bears the token, and told when the service wants a pause (429); NULL, as it
 * begins: nobody. (transfer none) (nullable). */
void         culm_cloud_client_set_limiter (CulmCloudClient *self, CulmLimiter *limiter);
CulmLimiter *culm_cloud_client_get_limiter (CulmCloudClient *self);

/* `path` begins with "/", is escaped where it holds names, and bears no query; `query` is NULL or already escaped
 * ("limit=20&offset=0", see g_uri_escape_string()); `body` (nullable) is sent as JSON. */
void culm_cloud_client_call_async (CulmCloudClient *self, const char *method, const char *path, const char *query,
                                   JsonNode *body, CulmCloudCallFlags flags, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full), or NULL with an error. */
CulmEnvelope *culm_cloud_client_call_finish (CulmCloudClient *self, GAsyncResult *result, GError **error);

/* The broker of the region: of the table; for a free address what its /.well-known/culm.json says, else its own host
 * and port 8883 (contract.md §3). finish returns the host (transfer full) and sets `port`, or NULL with an error:
 * UNSUPPORTED for a test environment, whose broker must be typed in. */
void  culm_cloud_client_find_broker_async (CulmCloudClient *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
char *culm_cloud_client_find_broker_finish (CulmCloudClient *self, GAsyncResult *result, guint16 *port,
                                            GError **error);

/* A picture (the `cover` of a task, the `thumbnail` of a device) from a presigned https address: without the bearer, at
 * most 8 MiB, of a type image/…. Returns: (transfer full) the picture as it came, or NULL with an error. */
void    culm_cloud_client_fetch_cover_async (CulmCloudClient *self, const char *url, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GBytes *culm_cloud_client_fetch_cover_finish (CulmCloudClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
