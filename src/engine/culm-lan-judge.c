/* culm-lan-judge.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-judge.h"
#include "culm-log.h"

static void
clear_judge (gpointer data)
{
  CulmLanJudge *self = data;

  g_free (self->serial);
  g_free (self->pin);
  g_object_unref (self->roots);
  g_free (self->seen);
}

/* The chain that OpenSSL checked leads to the authorities of web sites: that says nothing of a printer. */
static gboolean
on_certificate (GBytes *leaf, gboolean chain_ok G_GNUC_UNUSED, gpointer data)
{
  CulmLanJudge *self = data;

  g_free (self->seen);
  self->seen = culm_trust_get_fingerprint (leaf);
  self->verdict = culm_trust_check (leaf, NULL, self->serial, self->pin, culm_lan_roots_get (self->roots));
  if (self->verdict != CULM_TRUST_GOOD)
    culm_info ("The certificate of a printer: %s", culm_trust_get_name (self->verdict));
  return self->verdict == CULM_TRUST_GOOD;
}

CulmLanJudge *
culm_lan_judge_new (const CulmLanRecord *record, CulmLanRoots *roots)
{
  CulmLanJudge *self = g_rc_box_new0 (CulmLanJudge);

  self->serial = g_strdup (record->serial);
  self->pin = g_strdup (record->pin);
  self->roots = g_object_ref (roots);
  self->verdict = CULM_TRUST_GOOD;
  return self;
}

void
culm_lan_judge_unref (CulmLanJudge *self)
{
  g_rc_box_release_full (self, clear_judge);
}

void
culm_lan_judge_set_pin (CulmLanJudge *self, const char *pin)
{
  g_free (self->pin);
  self->pin = g_strdup (pin);
}

void
culm_lan_judge_sit (CulmLanJudge *self, CulmMqttEndpoint *endpoint)
{
  endpoint->trust = on_certificate;
  endpoint->trust_data = g_rc_box_acquire (self);
  endpoint->trust_destroy = (GDestroyNotify) culm_lan_judge_unref;
}
