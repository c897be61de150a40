/* culm-lan-target.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmLanTarget:
 *
 * One service of one printer in the local network, and how to prove that it is this printer. Does not change, so that
 * a worker may hold it. The access code is in no log and no error, and wiped in the end.
 */
typedef struct {
  gatomicrefcount refs;
  char *host;       /* a number, or a name that is looked up off the main loop */
  guint16 port;
  char *serial;
  char *code;
  char *pin;        /* nullable: culm_trust_check() */
  GPtrArray *roots; /* nullable: culm_trust_check() */
} CulmLanTarget;

/* Returns: (transfer full). Takes a reference on `roots` (nullable), which nobody changes any more. */
CulmLanTarget *culm_lan_target_new (const char *host, guint16 port, const char *serial, const char *code,
                                    const char *pin, GPtrArray *roots);
CulmLanTarget *culm_lan_target_ref (CulmLanTarget *self);
void           culm_lan_target_unref (CulmLanTarget *self);

/* Judges the certificate of the other side (culm_trust_check()). FALSE with UNTRUSTED, whose detail is
 * culm_trust_get_name(). */
gboolean culm_lan_target_check (const CulmLanTarget *self, GBytes *leaf, GPtrArray *chain, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmLanTarget, culm_lan_target_unref)

G_END_DECLS
