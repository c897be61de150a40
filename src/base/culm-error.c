/* culm-error.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"

/* `err` is one of a few static names, interned so that a copy of the error costs nothing. */
typedef struct {
  CulmErrorOrigin origin;
  const char *err;
  char *detail;
  gint64 server_code;
  guint http_status;
  guint retry_after;
} CulmErrorPrivate;

static void
culm_error_private_init (CulmErrorPrivate *priv G_GNUC_UNUSED)
{
}

static void
culm_error_private_copy (const CulmErrorPrivate *source, CulmErrorPrivate *target)
{
  *target = *source;
  target->detail = g_strdup (source->detail);
}

static void
culm_error_private_clear (CulmErrorPrivate *priv)
{
  g_clear_pointer (&priv->detail, g_free);
}

G_DEFINE_EXTENDED_ERROR (CulmError, culm_error)

static CulmErrorPrivate *
peek_private (const GError *error)
{
  return error != NULL && error->domain == CULM_ERROR ? culm_error_get_private (error) : NULL;
}

static GError *
make_error (CulmErrorOrigin origin, CulmError code, const char *format, va_list args)
{
  GError *error = g_error_new_valist (CULM_ERROR, code, format, args);

  peek_private (error)->origin = origin;
  return error;
}

GError *
culm_error_new (CulmErrorOrigin origin, CulmError code, const char *format, ...)
{
  GError *error;
  va_list args;

  va_start (args, format);
  error = make_error (origin, code, format, args);
  va_end (args);
  return error;
}

void
culm_error_set (GError **error, CulmErrorOrigin origin, CulmError code, const char *format, ...)
{
  va_list args;

  if (error == NULL)
    return;
  va_start (args, format);
  g_propagate_error (error, make_error (origin, code, format, args));
  va_end (args);
}

void
culm_error_set_err (GError *error, const char *err)
{
  CulmErrorPrivate *priv = peek_private (error);

  if (priv != NULL)
    priv->err = g_intern_string (err);
}

void
culm_error_set_server_code (GError *error, gint64 server_code)
{
  CulmErrorPrivate *priv = peek_private (error);

  if (priv != NULL)
    priv->server_code = server_code;
}

void
culm_error_set_http_status (GError *error, guint http_status)
{
  CulmErrorPrivate *priv = peek_private (error);

  if (priv != NULL)
    priv->http_status = http_status;
}

void
culm_error_set_detail (GError *error, const char *detail)
{
  CulmErrorPrivate *priv = peek_private (error);

  if (priv != NULL && priv->detail != detail) {
    g_free (priv->detail);
    priv->detail = g_strdup (detail);
  }
}

void
culm_error_set_retry_after (GError *error, guint seconds)
{
  CulmErrorPrivate *priv = peek_private (error);

  if (priv != NULL)
    priv->retry_after = seconds;
}

CulmErrorOrigin
culm_error_get_origin (const GError *error)
{
  const CulmErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->origin : CULM_ERROR_ORIGIN_USAGE;
}

const char *
culm_error_get_err (const GError *error)
{
  const CulmErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->err : NULL;
}

gint64
culm_error_get_server_code (const GError *error)
{
  const CulmErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->server_code : 0;
}

guint
culm_error_get_http_status (const GError *error)
{
  const CulmErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->http_status : 0;
}

const char *
culm_error_get_detail (const GError *error)
{
  const CulmErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->detail : NULL;
}

guint
culm_error_get_retry_after (const GError *error)
{
  const CulmErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->retry_after : 0;
}

const char *
culm_error_get_code_name (CulmError code)
{
  static const char *const names[] = {
    [CULM_ERROR_FAILED] = "failed",
    [CULM_ERROR_USAGE] = "usage",
    [CULM_ERROR_OFFLINE] = "offline",
    [CULM_ERROR_REFUSED] = "refused",
    [CULM_ERROR_UNAUTHORISED] = "unauthorised",
    [CULM_ERROR_WRONG_CODE] = "wrong-code",
    [CULM_ERROR_EXPIRED_CODE] = "expired-code",
    [CULM_ERROR_FORBIDDEN] = "forbidden",
    [CULM_ERROR_BLOCKED] = "blocked",
    [CULM_ERROR_UNTRUSTED] = "untrusted",
    [CULM_ERROR_MALFORMED] = "malformed",
    [CULM_ERROR_TIMED_OUT] = "timed-out",
    [CULM_ERROR_NOT_CONFIRMED] = "not-confirmed",
    [CULM_ERROR_BUSY] = "busy",
    [CULM_ERROR_UNSUPPORTED] = "unsupported",
    [CULM_ERROR_OUT_OF_RANGE] = "out-of-range",
    [CULM_ERROR_LIMITED] = "limited",
    [CULM_ERROR_NOT_FOUND] = "not-found",
    [CULM_ERROR_AMBIGUOUS] = "ambiguous",
    [CULM_ERROR_DAMAGED] = "damaged",
    [CULM_ERROR_FULL] = "full",
    [CULM_ERROR_CANCELLED] = "cancelled",
    [CULM_ERROR_INTERRUPTED] = "interrupted",
  };

  return (gsize) code < G_N_ELEMENTS (names) ? names[code] : "failed";
}

const char *
culm_error_get_origin_name (CulmErrorOrigin origin)
{
  static const char *const names[] = {
    [CULM_ERROR_ORIGIN_USAGE] = "usage", [CULM_ERROR_ORIGIN_CLOUD] = "cloud", [CULM_ERROR_ORIGIN_MQTT] = "mqtt",
    [CULM_ERROR_ORIGIN_LAN] = "lan",     [CULM_ERROR_ORIGIN_FILE] = "file",   [CULM_ERROR_ORIGIN_PRINTER] = "printer",
  };

  return (gsize) origin < G_N_ELEMENTS (names) ? names[origin] : "usage";
}
