/* culm-claim.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What this program has under way, as other programs of the profile see it: while there is anything, it shares a lock,
 * which the system releases with the process however that ends. Everything here asks the disk: for one worker. */
typedef struct _CulmClaim CulmClaim;

/* `path` (of the lock) need not exist. Does no I/O. */
CulmClaim *culm_claim_new (const char *path);
void       culm_claim_free (CulmClaim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmClaim, culm_claim_free)

/* One more thing is under way, or no more; either may be said again. */
void culm_claim_add (CulmClaim *self, const char *id);
void culm_claim_remove (CulmClaim *self, const char *id);

/* Whether another program has something under way. Trouble with the disk means that none has. */
gboolean culm_claim_has_others (CulmClaim *self);

G_END_DECLS
