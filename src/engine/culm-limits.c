/* culm-limits.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-limits.h"
#include "culm-account-limiter.h"
#include "culm-limits-private.h"

struct _CulmLimits {
  GObject parent_instance;
  CulmLimitStore *store;
  GHashTable *limiters; /* account → CulmAccountLimiter */
  CulmLimitsClock clock;
  gpointer clock_data;
  gboolean patient, upload_now;
};

G_DEFINE_FINAL_TYPE (CulmLimits, culm_limits, G_TYPE_OBJECT)

static gint64
read_system_clock (gpointer data G_GNUC_UNUSED)
{
  return g_get_real_time ();
}

static void
culm_limits_finalize (GObject *object)
{
  CulmLimits *self = CULM_LIMITS (object);

  g_hash_table_unref (self->limiters);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (culm_limits_parent_class)->finalize (object);
}

static void
culm_limits_class_init (CulmLimitsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_limits_finalize;
}

static void
culm_limits_init (CulmLimits *self)
{
  self->limiters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->clock = read_system_clock;
  self->patient = TRUE;
}

CulmLimits *
culm_limits_new (const char *profile)
{
  CulmLimits *self = g_object_new (CULM_TYPE_LIMITS, NULL);

  self->store = culm_limit_store_new (profile);
  return self;
}

void
culm_limits_set_patient (CulmLimits *self, gboolean patient)
{
  self->patient = patient;
}

gboolean
culm_limits_get_patient (CulmLimits *self)
{
  return self->patient;
}

void
culm_limits_set_upload_now (CulmLimits *self, gboolean upload_now)
{
  self->upload_now = upload_now;
}

gboolean
culm_limits_get_upload_now (CulmLimits *self)
{
  return self->upload_now;
}

void
culm_limits_set_clock (CulmLimits *self, CulmLimitsClock clock, gpointer data)
{
  GHashTableIter iter;
  gpointer limiter;

  self->clock = clock;
  self->clock_data = data;
  g_hash_table_iter_init (&iter, self->limiters);
  while (g_hash_table_iter_next (&iter, NULL, &limiter))
    culm_account_limiter_wake (limiter);
}

gint64
culm_limits_get_time (CulmLimits *self)
{
  return self->clock (self->clock_data);
}

void
culm_limits_stop (CulmLimits *self)
{
  GHashTableIter iter;
  gpointer limiter;

  g_hash_table_iter_init (&iter, self->limiters);
  while (g_hash_table_iter_next (&iter, NULL, &limiter))
    culm_account_limiter_stop (limiter);
}

void
culm_limits_close (CulmLimits *self)
{
  culm_limit_store_close (self->store);
}

CulmLimitStore *
culm_limits_get_store (CulmLimits *self)
{
  return self->store;
}

CulmAccountLimiter *
culm_limits_get_account (CulmLimits *self, const char *account)
{
  CulmAccountLimiter *limiter = g_hash_table_lookup (self->limiters, account);

  if (limiter == NULL) {
    limiter = culm_account_limiter_new (self, account);
    g_hash_table_replace (self->limiters, g_strdup (account), limiter);
  }
  return limiter;
}

void
culm_limits_forget (CulmLimits *self, const char *account)
{
  culm_limit_store_forget (self->store, account);
}
