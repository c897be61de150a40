/* culm-limiter.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-limiter.h"

G_DEFINE_INTERFACE (CulmLimiter, culm_limiter, G_TYPE_OBJECT)

static void
culm_limiter_default_init (CulmLimiterInterface *iface G_GNUC_UNUSED)
{
}

void
culm_limiter_take_async (CulmLimiter *self, CulmLimit limit, const char *key, guint count, CulmNeed need,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CULM_IS_LIMITER (self));
  CULM_LIMITER_GET_IFACE (self)->take_async (self, limit, key, count, need, cancellable, callback, user_data);
}

gboolean
culm_limiter_take_finish (CulmLimiter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CULM_IS_LIMITER (self), FALSE);
  return CULM_LIMITER_GET_IFACE (self)->take_finish (self, result, error);
}

void
culm_limiter_pause (CulmLimiter *self, guint seconds, gboolean said)
{
  g_return_if_fail (CULM_IS_LIMITER (self));
  CULM_LIMITER_GET_IFACE (self)->pause (self, seconds, said);
}
