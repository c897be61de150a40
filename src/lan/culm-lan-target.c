/* culm-lan-target.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-target.h"
#include "culm-error.h"
#include "culm-trust.h"
#include <string.h>

CulmLanTarget *
culm_lan_target_new (const char *host, guint16 port, const char *serial, const char *code, const char *pin,
                     GPtrArray *roots)
{
  CulmLanTarget *self = g_new0 (CulmLanTarget, 1);

  g_atomic_ref_count_init (&self->refs);
  self->host = g_strdup (host);
  self->port = port;
  self->serial = g_strdup (serial);
  self->code = g_strdup (code);
  self->pin = g_strdup (pin);
  self->roots = roots != NULL ? g_ptr_array_ref (roots) : NULL;
  return self;
}

CulmLanTarget *
culm_lan_target_ref (CulmLanTarget *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
culm_lan_target_unref (CulmLanTarget *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  explicit_bzero (self->code, strlen (self->code));
  g_free (self->host);
  g_free (self->serial);
  g_free (self->code);
  g_free (self->pin);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  g_free (self);
}

gboolean
culm_lan_target_check (const CulmLanTarget *self, GBytes *leaf, GPtrArray *chain, GError **error)
{
  CulmTrust trust = culm_trust_check (leaf, chain, self->serial, self->pin, self->roots);
  GError *refusal;

  if (trust == CULM_TRUST_GOOD)
    return TRUE;
  refusal = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNTRUSTED, "The certificate of the printer is %s",
                            culm_trust_get_name (trust));
  culm_error_set_detail (refusal, culm_trust_get_name (trust));
  g_propagate_error (error, refusal);
  return FALSE;
}
