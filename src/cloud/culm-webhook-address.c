/* culm-webhook-address.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-address.h"

#include "culm-error.h"

#include <libsoup/soup.h>
#include <string.h>

/* Segments of a path that say nothing about who owns it. */
static const char *const plain_words[] = { "api",   "culm",     "event",   "events",   "hook",
                                           "hooks", "services", "webhook", "webhooks", NULL };

static void
set_invalid (GError **error, const char *message)
{
  GError *invalid = culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "%s", message);

  culm_error_set_err (invalid, "ERR_INVALID_URL");
  g_propagate_error (error, invalid);
}

static void
set_public (GError **error)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_REFUSED, "Plain http leads to a public address");
}

/* GUri takes them, and nothing else would. */
static gboolean
has_blanks (const char *text)
{
  while (*text != '\0' && (guchar) *text > ' ' && *text != 0x7f)
    text++;
  return *text != '\0';
}

/* The address in figures that a host is. Returns: (transfer full) (nullable): NULL for a name. */
static GInetAddress *
read_figures (const char *host)
{
  const char *scope = strchr (host, '%'); /* fe80::1%eth0 */
  g_autofree char *figures = scope != NULL ? g_strndup (host, (gsize) (scope - host)) : g_strdup (host);

  return g_inet_address_new_from_string (figures);
}

gboolean
culm_webhook_address_is_plain (GUri *uri)
{
  return g_strcmp0 (g_uri_get_scheme (uri), "http") == 0;
}

GUri *
culm_webhook_address_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *whole =
      strstr (trimmed, "://") != NULL ? g_strdup (trimmed) : g_strconcat ("https://", trimmed, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) figures = NULL;

  if (*trimmed == '\0' || has_blanks (trimmed) || host == NULL || *host == '\0' || g_uri_get_fragment (uri) != NULL ||
      (!culm_webhook_address_is_plain (uri) && g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)) {
    set_invalid (error, "This is no address of a webhook");
    return NULL;
  }
  figures = read_figures (host);
  if (culm_webhook_address_is_plain (uri) && figures != NULL && !culm_webhook_address_is_private (figures)) {
    set_public (error);
    return NULL;
  }
  return g_steal_pointer (&uri);
}

char *
culm_webhook_address_describe (GUri *uri)
{
  gboolean plain = culm_webhook_address_is_plain (uri);
  gboolean whole = g_uri_get_query (uri) == NULL && g_uri_get_userinfo (uri) == NULL;
  GString *text = g_string_new (plain ? "http://" : "https://");
  g_auto (GStrv) segments = g_strsplit (g_uri_get_path (uri), "/", -1);
  gboolean is_figures = strchr (g_uri_get_host (uri), ':') != NULL;

  g_string_append_printf (text, is_figures ? "[%s]" : "%s", g_uri_get_host (uri));
  if (g_uri_get_port (uri) != (plain ? 80 : 443))
    g_string_append_printf (text, ":%d", g_uri_get_port (uri));
  for (guint i = 1; segments[0] != NULL && segments[i] != NULL && *segments[i] != '\0'; i++) {
    if (!g_strv_contains (plain_words, segments[i])) {
      whole = FALSE;
      break;
    }
    g_string_append_printf (text, "/%s", segments[i]);
  }
  if (!whole)
    g_string_append (text, "/…");
  return g_string_free (text, FALSE);
}

/* An IPv4 address that is written as one of IPv6, ::ffff:a.b.c.d. Returns: (transfer full). */
static GInetAddress *
unwrap (GInetAddress *address)
{
  static const guint8 prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && memcmp (bytes, prefix, sizeof prefix) == 0)
    return g_inet_address_new_from_bytes (bytes + sizeof prefix, G_SOCKET_FAMILY_IPV4);
  return g_object_ref (address);
}

gboolean
culm_webhook_address_is_private (GInetAddress *address)
{
  g_autoptr (GInetAddress) plain = unwrap (address);
  const guint8 *bytes = g_inet_address_to_bytes (plain);

  return g_inet_address_get_is_loopback (plain) || g_inet_address_get_is_site_local (plain) ||
         g_inet_address_get_is_link_local (plain) ||
         (g_inet_address_get_family (plain) == G_SOCKET_FAMILY_IPV6 && (bytes[0] & 0xfe) == 0xfc);
}

static void
lookup_cb (GObject *resolver, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) usable = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) cause = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, &cause);
  GError *error = NULL;

  for (GList *address = found; address != NULL; address = address->next) {
    if (culm_webhook_address_is_private (address->data))
      g_ptr_array_add (usable, g_object_ref (address->data));
  }
  g_resolver_free_addresses (found);
  if (usable->len > 0) {
    g_task_return_pointer (task, g_steal_pointer (&usable), (GDestroyNotify) g_ptr_array_unref);
    return;
  }
  if (cause == NULL)
    set_public (&error);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    culm_error_set (&error, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_CANCELLED, "Cancelled");
  else
    culm_error_set (&error, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_OFFLINE, "There is no such host");
  g_task_return_error (task, error);
}

void
culm_webhook_address_resolve_async (GUri *uri, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_task_set_source_tag (task, culm_webhook_address_resolve_async);
  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (uri), cancellable, lookup_cb, g_object_ref (task));
}

GPtrArray *
culm_webhook_address_resolve_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
