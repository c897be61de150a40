/* culm-limit.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-limit.h"
#include "culm-error.h"
#include <math.h>

static const struct {
  const char *name;
  guint capacity;
  guint seconds; /* from empty to full */
} limits[] = {
  [CULM_LIMIT_REQUESTS] = { "requests", 1000, 3600 },
  [CULM_LIMIT_DEVICE] = { "device-status", 10, 60 },
  [CULM_LIMIT_UPLOADS] = { "uploads", 10, 3600 },
  [CULM_LIMIT_MESSAGES] = { "messages", 100, 60 },
  [CULM_LIMIT_PAUSE] = { "pause", 1, 1 },
};

const char *
culm_limit_get_name (CulmLimit limit)
{
  return limits[limit].name;
}

GError *
culm_limit_error_new (CulmLimit limit, gint64 microseconds)
{
  gint64 seconds = (MAX (microseconds, 1) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  CulmErrorOrigin origin = limit == CULM_LIMIT_MESSAGES ? CULM_ERROR_ORIGIN_MQTT : CULM_ERROR_ORIGIN_CLOUD;
  GError *error = culm_error_new (origin, CULM_ERROR_LIMITED, "The limit of %s is reached", limits[limit].name);

  culm_error_set_detail (error, limits[limit].name);
  culm_error_set_retry_after (error, (guint) MIN (seconds, G_MAXINT));
  return error;
}

gboolean
culm_limit_of_error (const GError *error, CulmLimit *limit)
{
  const char *name = culm_error_get_detail (error);

  /* What a server said has a status. */
  if (!g_error_matches (error, CULM_ERROR, CULM_ERROR_LIMITED) || culm_error_get_http_status (error) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++) {
    if (g_strcmp0 (limits[i].name, name) == 0) {
      *limit = (CulmLimit) i;
      return TRUE;
    }
  }
  return FALSE;
}

gint64
culm_bucket_take (CulmBucket *self, CulmLimit limit, gint64 now, guint count, guint reserve, gboolean anyway)
{
  double capacity = limits[limit].capacity;
  double per_second = capacity / limits[limit].seconds;
  double wanted = MIN ((double) count + reserve, capacity);
  double elapsed = (double) MAX (now - self->at, 0) / G_USEC_PER_SEC;

  /* What was kept may come from a damaged file. */
  if (self->at == 0 || !isfinite (self->tokens))
    self->tokens = capacity;
  else
    self->tokens = CLAMP (self->tokens + elapsed * per_second, -capacity, capacity);
  self->at = now;
  if (self->tokens < wanted && !anyway)
    return now + (gint64) ceil ((wanted - self->tokens) / per_second * G_USEC_PER_SEC);
  self->tokens = MAX (self->tokens - count, -capacity);
  return 0;
}
