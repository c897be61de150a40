/* culm-envelope.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-envelope.h"

#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-server-text.h"

#include <string.h>

#define STATUS_IS_GOOD(status) ((status) >= 200 && (status) < 300)

/* Letting go of a document takes about as long as reading it: more than this is not for the main loop. */
#define LARGE (256 * 1024)

struct _CulmEnvelope {
  JsonNode *root; /* NULL for an empty body */
  gboolean seed;
  gboolean large;
};

G_DEFINE_BOXED_TYPE (CulmEnvelope, culm_envelope, culm_envelope_ref, culm_envelope_unref)

static void
drop_in_thread (GTask *task G_GNUC_UNUSED, gpointer source G_GNUC_UNUSED, gpointer root,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  json_node_unref (root);
}

static void
clear_envelope (CulmEnvelope *self)
{
  if (self->large && self->root != NULL) {
    g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

    g_task_set_task_data (task, g_steal_pointer (&self->root), NULL);
    g_task_run_in_thread (task, drop_in_thread);
  }
  g_clear_pointer (&self->root, json_node_unref);
}

static CulmEnvelope *
make_envelope (JsonNode *root, gboolean seed)
{
  CulmEnvelope *self = g_atomic_rc_box_new0 (CulmEnvelope);

  self->root = root != NULL ? json_node_ref (root) : NULL;
  self->seed = seed;
  return self;
}

static JsonObject *
peek_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

typedef enum { SHAPE_GOOD, SHAPE_DEEP, SHAPE_STRANGE } Shape;

/* json-glib descends by calling itself, so depth is looked at before it may begin. It also takes what no document has:
 * comments and single quotes, in which brackets could hide, assignments, a second document behind the first. */
static Shape
judge_shape (const char *text, gsize length)
{
  static const char legal[] = "{}[]:,+-.0123456789eEtrufalsn \t\r\n";
  gboolean is_legal[256] = { FALSE };
  gboolean in_string = FALSE, ended = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < sizeof legal - 1; i++)
    is_legal[(guchar) legal[i]] = TRUE;
  for (gsize i = 0; i < length; i++) {
    char c = text[i];

    if (in_string) {
      if (c == '\\')
        i++;
      else if (c == '"')
        in_string = FALSE;
    } else if (c == '"') {
      in_string = TRUE;
    } else if (!is_legal[(guchar) c] || (ended && !g_ascii_isspace (c))) {
      return SHAPE_STRANGE;
    } else if (c == '{' || c == '[') {
      if (++depth > CULM_ENVELOPE_MAX_DEPTH)
        return SHAPE_DEEP;
    } else if ((c == '}' || c == ']') && depth > 0) {
      ended = --depth == 0;
    }
  }
  return SHAPE_GOOD;
}

/* Returns: (transfer full) the document, or NULL when these bytes are none, with `refusal` when nobody looked. */
static JsonNode *
parse_json (const char *text, gsize length, const char **refusal)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *valid = NULL;
  Shape shape = length <= CULM_ENVELOPE_MAX_BYTES ? judge_shape (text, length) : SHAPE_STRANGE;

  if (length > CULM_ENVELOPE_MAX_BYTES)
    *refusal = "The answer is too large";
  else if (shape == SHAPE_DEEP)
    *refusal = "The answer is nested too deeply";
  if (shape != SHAPE_GOOD)
    return NULL;
  if (!g_utf8_validate_len (text, length, NULL)) {
    valid = g_utf8_make_valid (text, length);
    text = valid;
    length = strlen (valid);
  }
  if (!json_parser_load_from_data (parser, text, length, NULL))
    return NULL;
  return json_parser_get_root (parser) != NULL ? json_node_ref (json_parser_get_root (parser)) : NULL;
}

static gboolean
starts_with (const char *text, gsize length, const char *prefix)
{
  return length >= strlen (prefix) && g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

static gboolean
is_html (const CulmEnvelopeHead *head, const char *text, gsize length)
{
  if (head->content_type != NULL && g_ascii_strcasecmp (head->content_type, "text/html") == 0)
    return TRUE;
  return starts_with (text, length, "<!doctype html") || starts_with (text, length, "<html");
}

/* reference/rest.md §6 */
static gboolean
is_bot_filter (const CulmEnvelopeHead *head, const char *text, gsize length)
{
  static const char *const marks[] = { "Just a moment...", "Attention Required! | Cloudflare",
                                       "challenges.cloudflare.com" };

  if (head->filter_header)
    return TRUE;
  if (!is_html (head, text, length))
    return FALSE;
  if (head->status == 403 || (head->filter_ray && (head->status == 429 || head->status == 503)))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (g_strstr_len (text, length, marks[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* What the code of the document says, or the HTTP status where it says nothing more (reference/rest.md §4). */
static CulmError
choose_code (guint status, gint64 server_code)
{
  switch (server_code) {
  case 1001:
  case 1002: return CULM_ERROR_UNAUTHORISED;
  case 1003: return CULM_ERROR_NOT_FOUND;
  case 1004: return CULM_ERROR_OFFLINE;
  case 1005:
  case 1006: return CULM_ERROR_FAILED;
  case 8: return CULM_ERROR_FORBIDDEN;
  case 14: return CULM_ERROR_FULL;
  case 4:
    if (status == 401)
      return CULM_ERROR_UNAUTHORISED;
    break;
  default: break;
  }
  if (STATUS_IS_GOOD (status) && server_code >= 400 && server_code < 600)
    status = (guint) server_code;
  switch (status) {
  case 403: return CULM_ERROR_FORBIDDEN;
  case 404: return CULM_ERROR_NOT_FOUND;
  case 405: return CULM_ERROR_UNSUPPORTED;
  case 408: return CULM_ERROR_TIMED_OUT;
  case 429: return CULM_ERROR_LIMITED;
  default: break;
  }
  return status >= 500 ? CULM_ERROR_FAILED : CULM_ERROR_REFUSED;
}

/* The ERR_* name where nothing more exact is known (reference/errors.md §1). */
static const char *
choose_err (CulmError code, guint status)
{
  if (code == CULM_ERROR_REFUSED || code == CULM_ERROR_UNSUPPORTED)
    return "ERR_BAD_REQUEST";
  if (code == CULM_ERROR_MALFORMED || (code == CULM_ERROR_FAILED && status >= 500))
    return "ERR_BAD_RESPONSE";
  return NULL;
}

/* The words of an error document in any of its shapes. */
static char *
read_words (JsonObject *object)
{
  static const char *const members[] = { "message", "detail", "error" };
  g_autofree char *reason = culm_json_read_string (culm_json_read_object (object, "details"), "reason");
  g_autofree char *words = NULL;
  g_autofree char *both = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members) && words == NULL; i++)
    words = culm_json_read_string (object, members[i]);
  if (words != NULL && reason != NULL)
    both = g_strdup_printf ("%s: %s", words, reason);
  return culm_server_text_clean (both != NULL ? both : words != NULL ? words : reason, -1);
}

static GError *
make_error (const CulmEnvelopeHead *head, CulmError code, gint64 server_code, const char *detail, const char *what)
{
  GError *error = server_code != 0
                      ? culm_error_new (CULM_ERROR_ORIGIN_CLOUD, code, "%s (HTTP %u, code %" G_GINT64_FORMAT ")", what,
                                        head->status, server_code)
                      : culm_error_new (CULM_ERROR_ORIGIN_CLOUD, code, "%s (HTTP %u)", what, head->status);

  culm_error_set_http_status (error, head->status);
  culm_error_set_server_code (error, server_code);
  culm_error_set_detail (error, detail);
  culm_error_set_err (error, choose_err (code, MAX (head->status, server_code >= 500 && server_code < 600 ? 500 : 0)));
  if (code == CULM_ERROR_LIMITED || head->retry_after > 0)
    culm_error_set_retry_after (error, head->retry_after);
  return error;
}

/* An answer that is no JSON: pages of gateways, plain words, documents of an object store. */
static GError *
make_text_error (const CulmEnvelopeHead *head, const char *text, gsize length)
{
  g_autofree char *detail = culm_server_text_read_xml_code (text, length);

  if (is_html (head, text, length)) {
    g_clear_pointer (&detail, g_free);
    if (STATUS_IS_GOOD (head->status))
      return make_error (head, CULM_ERROR_MALFORMED, 0, NULL, "A web page came instead of an answer");
    return make_error (head, choose_code (head->status, 0), 0, NULL, "A gateway answered");
  }
  /* Only what was meant for reading: a broken document may hold access codes. */
  if (detail == NULL && !STATUS_IS_GOOD (head->status) && g_strcmp0 (head->content_type, "text/plain") == 0)
    detail = culm_server_text_clean (text, length);
  if (STATUS_IS_GOOD (head->status))
    return make_error (head, CULM_ERROR_MALFORMED, 0, detail, "The answer is no JSON");
  return make_error (head, choose_code (head->status, 0), 0, detail, "The service refused");
}

/* `code` of the document: FALSE when it is absent or null. */
static gboolean
read_code (JsonObject *object, gint64 *code, gboolean *readable)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, "code") : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  *code = culm_json_read_int (object, "code", 0);
  *readable = *code != 0 || culm_json_read_int (object, "code", 1) == 0;
  return TRUE;
}

static CulmEnvelope *
judge_document (const CulmEnvelopeHead *head, JsonNode *root, GError **error)
{
  JsonObject *object = peek_object (root);
  gint64 code = 0;
  gboolean readable = TRUE;
  gboolean has_code = read_code (object, &code, &readable);
  g_autofree char *detail = NULL;

  if (STATUS_IS_GOOD (head->status) && code == 0 && readable) {
    /* A lone value, such as `true`, says that it went well and nothing else. */
    return make_envelope (JSON_NODE_HOLDS_OBJECT (root) || JSON_NODE_HOLDS_ARRAY (root) ? root : NULL, has_code);
  }
  detail = read_words (object);
  g_propagate_error (error, make_error (head, choose_code (head->status, code), code, detail, "The service refused"));
  return NULL;
}

CulmEnvelope *
culm_envelope_new (const CulmEnvelopeHead *head, GBytes *body, GError **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = NULL;
  const char *refusal = NULL;
  CulmEnvelope *self;

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  if (starts_with (text, length, "\xef\xbb\xbf"))
    text += 3, length -= 3;
  if (is_bot_filter (head, text, length)) {
    g_propagate_error (error, make_error (head, CULM_ERROR_BLOCKED, 0, NULL, "A bot filter stands in the way"));
    return NULL;
  }
  if (length == 0) {
    if (STATUS_IS_GOOD (head->status))
      return make_envelope (NULL, FALSE);
    g_propagate_error (error, make_error (head, choose_code (head->status, 0), 0, NULL, "The service refused"));
    return NULL;
  }
  if (!is_html (head, text, length))
    root = parse_json (text, length, &refusal);
  if (refusal != NULL && STATUS_IS_GOOD (head->status)) {
    g_propagate_error (error, make_error (head, CULM_ERROR_MALFORMED, 0, NULL, refusal));
    return NULL;
  }
  if (root == NULL) {
    g_propagate_error (error, make_text_error (head, text, length));
    return NULL;
  }
  self = judge_document (head, root, error);
  if (self != NULL)
    self->large = length > LARGE;
  return self;
}

CulmEnvelope *
culm_envelope_ref (CulmEnvelope *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
culm_envelope_unref (CulmEnvelope *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_envelope);
}

JsonNode *
culm_envelope_get_payload (CulmEnvelope *self)
{
  JsonObject *object = peek_object (self->root);
  JsonNode *data = object != NULL ? json_object_get_member (object, "data") : NULL;

  if (data != NULL && (JSON_NODE_HOLDS_OBJECT (data) || JSON_NODE_HOLDS_ARRAY (data)))
    return data;
  return self->root;
}

JsonObject *
culm_envelope_get_object (CulmEnvelope *self)
{
  return peek_object (culm_envelope_get_payload (self));
}

JsonArray *
culm_envelope_get_list (CulmEnvelope *self, const char *member)
{
  JsonNode *payload = culm_envelope_get_payload (self);

  if (payload != NULL && JSON_NODE_HOLDS_ARRAY (payload))
    return json_node_get_array (payload);
  return culm_json_read_array (peek_object (payload), member);
}

JsonObject *
culm_envelope_get_pagination (CulmEnvelope *self)
{
  return culm_json_read_object (peek_object (self->root), "pagination");
}

gboolean
culm_envelope_is_seed (CulmEnvelope *self)
{
  return self->seed;
}

GError *
culm_envelope_error_new_empty (void)
{
  GError *error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "The answer is empty");

  culm_error_set_http_status (error, 200);
  culm_error_set_err (error, "ERR_BAD_RESPONSE");
  return error;
}

gboolean
culm_envelope_error_is_dead_token (const GError *error)
{
  return g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED) &&
         culm_error_get_origin (error) == CULM_ERROR_ORIGIN_CLOUD;
}

gboolean
culm_envelope_error_is_passing (const GError *error)
{
  guint status = culm_error_get_http_status (error);
  gint64 code = culm_error_get_server_code (error);

  if (culm_envelope_error_is_dead_token (error) || g_error_matches (error, CULM_ERROR, CULM_ERROR_BLOCKED))
    return FALSE;
  if (STATUS_IS_GOOD (status) && code >= 400 && code < 600)
    status = (guint) code;
  return status == 401 || status == 500 || status == 502 || status == 503 || status == 504;
}
