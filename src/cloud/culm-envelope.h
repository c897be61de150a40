/* culm-envelope.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* No answer of the service may be larger or deeper. */
#define CULM_ENVELOPE_MAX_BYTES (32 * 1024 * 1024)
#define CULM_ENVELOPE_MAX_DEPTH 64

/* What is known of an answer beside its body. */
typedef struct {
  guint status;             /* HTTP */
  const char *content_type; /* without parameters; may be NULL */
  gboolean filter_header;   /* `cf-mitigated` was there */
  gboolean filter_ray;      /* `cf-ray` was there */
  guint retry_after;        /* seconds; 0: not said */
} CulmEnvelopeHead;

/**
 * CulmEnvelope:
 *
 * A good answer of the service in any of its three shapes (reference/rest.md §3). Immutable and counted; a large one is
 * let go of in a worker.
 */
#define CULM_TYPE_ENVELOPE (culm_envelope_get_type ())
typedef struct _CulmEnvelope CulmEnvelope;
GType culm_envelope_get_type (void);

/* Decodes; pure, and for a large body slow: call it in a worker thread.
 * Returns: (transfer full), or NULL with a CULM_ERROR of origin cloud that carries HTTP status, server code, ERR_* name
 * and the server's own words with everything taken out that might be a secret (reference/errors.md §2):
 * UNAUTHORISED the token is dead, REFUSED, FORBIDDEN, BLOCKED a bot filter, NOT_FOUND, UNSUPPORTED (405), LIMITED with
 * retry-after, OFFLINE (1004), FULL (14), FAILED (5xx, 1005, 1006), MALFORMED. */
CulmEnvelope *culm_envelope_new (const CulmEnvelopeHead *head, GBytes *body, GError **error);
CulmEnvelope *culm_envelope_ref (CulmEnvelope *self);
void          culm_envelope_unref (CulmEnvelope *self);

/* The payload: `data` where there is one, else the whole document. Returns: (transfer none), or NULL when the answer
 * has none; the second only when it is an object. */
JsonNode   *culm_envelope_get_payload (CulmEnvelope *self);
JsonObject *culm_envelope_get_object (CulmEnvelope *self);
/* The list that an answer is about: the array `member` of the payload, or the payload when it is one itself.
 * Returns: (transfer none), or NULL. */
JsonArray *culm_envelope_get_list (CulmEnvelope *self, const char *member);
/* `pagination` beside `data` (reference/rest.md §5). Returns: (transfer none), or NULL. */
JsonObject *culm_envelope_get_pagination (CulmEnvelope *self);
/* Did it come in the seed's envelope, with a `code` of its own? */
gboolean culm_envelope_is_seed (CulmEnvelope *self);

/* MALFORMED, for an answer that is good and empty where one with a payload was needed. Returns: (transfer full). */
GError *culm_envelope_error_new_empty (void);
/* Is this the error of a token that the service no longer takes (1001, 1002, 401 with code 4; rest.md §4)? */
gboolean culm_envelope_error_is_dead_token (const GError *error);
/* Is this trouble that may pass: 500, 502, 503, 504, a 401 that says nothing of the token? */
gboolean culm_envelope_error_is_passing (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmEnvelope, culm_envelope_unref)

G_END_DECLS
