/* culm-known-root.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-known-root.h"

struct _CulmKnownRoot {
  GObject parent_instance;
  char *name, *fingerprint;
  gint64 first, last;
};

G_DEFINE_FINAL_TYPE (CulmKnownRoot, culm_known_root, G_TYPE_OBJECT)

static void
culm_known_root_finalize (GObject *object)
{
  CulmKnownRoot *self = CULM_KNOWN_ROOT (object);

  g_free (self->name);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (culm_known_root_parent_class)->finalize (object);
}

static void
culm_known_root_class_init (CulmKnownRootClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_known_root_finalize;
}

static void
culm_known_root_init (CulmKnownRoot *self G_GNUC_UNUSED)
{
}

CulmKnownRoot *
culm_known_root_new (const char *name, const char *fingerprint, gint64 first, gint64 last)
{
  CulmKnownRoot *self = g_object_new (CULM_TYPE_KNOWN_ROOT, NULL);

  self->name = g_strdup (name);
  self->fingerprint = g_strdup (fingerprint);
  self->first = first;
  self->last = last;
  return self;
}

const char *
culm_known_root_get_name (CulmKnownRoot *self)
{
  return self->name;
}

const char *
culm_known_root_get_fingerprint (CulmKnownRoot *self)
{
  return self->fingerprint;
}

gint64
culm_known_root_get_first (CulmKnownRoot *self)
{
  return self->first;
}

gint64
culm_known_root_get_last (CulmKnownRoot *self)
{
  return self->last;
}
