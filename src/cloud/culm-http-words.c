/* culm-http-words.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-http.h"

#include "config.h"
#include "culm-error.h"
#include "culm-wipe.h"

#define MAX_RETRY_AFTER (24 * 60 * 60)

/* https alone, and no name and password in front of the host. */
static gboolean
is_usable (GUri *uri)
{
  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL;
}

CulmHttpRequest *
culm_http_request_new (const char *method, const char *url, gsize limit)
{
  CulmHttpRequest *self = g_new0 (CulmHttpRequest, 1);

  self->method = g_intern_string (method);
  self->url = g_strdup (url);
  self->limit = limit;
  return self;
}

CulmHttpRequest *
culm_http_request_copy (const CulmHttpRequest *self)
{
  CulmHttpRequest *copy = culm_http_request_new (self->method, self->url, self->limit);

  copy->purpose = self->purpose;
  copy->bearer = g_strdup (self->bearer);
  copy->json = self->json != NULL ? g_bytes_ref (self->json) : NULL;
  copy->headers = self->headers != NULL ? soup_message_headers_ref (self->headers) : NULL;
  return copy;
}

void
culm_http_request_free (CulmHttpRequest *self)
{
  culm_wipe (self->bearer);
  g_free (self->url);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_free (self);
}

void
culm_http_answer_free (CulmHttpAnswer *self)
{
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

GUri *
culm_http_parse_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  GError *invalid;

  if (is_usable (uri))
    return g_steal_pointer (&uri);
  invalid = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_USAGE, "This is no https address");
  culm_error_set_err (invalid, "ERR_INVALID_URL");
  g_propagate_error (error, invalid);
  return NULL;
}

gboolean
culm_http_is_same_origin (GUri *a, GUri *b)
{
  /* SOUP_HTTP_URI_FLAGS normalises the scheme, and fills in its port. */
  return g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && g_uri_get_port (a) == g_uri_get_port (b);
}

GUri *
culm_http_resolve_redirect (GUri *base, SoupMessageHeaders *headers, GError **error)
{
  const char *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GUri) uri = location != NULL ? g_uri_parse_relative (base, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  GError *useless;

  if (is_usable (uri))
    return g_steal_pointer (&uri);
  useless = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_FAILED, "A redirect leads to no https address");
  culm_error_set_err (useless, "ERR_BAD_RESPONSE");
  g_propagate_error (error, useless);
  return NULL;
}

guint
culm_http_read_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL)) {
    g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (text);
    gint64 ahead = date != NULL ? g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC : 0;

    seconds = (guint64) MAX (ahead, 0);
  }
  return (guint) MIN (seconds, MAX_RETRY_AFTER);
}

GError *
culm_http_convert_error (GError *error, gboolean cancelled, gboolean timed_out)
{
  CulmError code = CULM_ERROR_OFFLINE;
  GError *converted;

  if (cancelled)
    code = CULM_ERROR_CANCELLED;
  else if (timed_out || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = CULM_ERROR_TIMED_OUT;
  else if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    code = CULM_ERROR_UNTRUSTED;
  converted = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, code, "%s", timed_out ? "No answer in time" : error->message);
  culm_error_set_err (converted, cancelled ? "ERR_CANCELED" : "ERR_NETWORK");
  g_error_free (error);
  return converted;
}

const char *
culm_http_get_user_agent (void)
{
  return "Culm/" PACKAGE_VERSION;
}
