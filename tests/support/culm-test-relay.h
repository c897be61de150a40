/* culm-test-relay.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmTestRelay:
 *
 * A listener on a free port of a server's address that passes every byte on to it and back, and writes down what the
 * guests said: what a packet capture would hold. Guests are let in by the main context. For tests alone.
 */
typedef struct _CulmTestRelay CulmTestRelay;

/* `host` is a number of this computer. */
CulmTestRelay *culm_test_relay_new (const char *host, guint16 port);
/* Closes every connection. */
void culm_test_relay_free (CulmTestRelay *self);

guint16 culm_test_relay_get_port (CulmTestRelay *self);

/* While it is frozen it takes what comes and passes nothing on, as a network does that has lost its way: nothing is
 * closed, and what was held back goes on afterwards. */
void culm_test_relay_set_frozen (CulmTestRelay *self, gboolean frozen);

/* How many guests came. */
guint culm_test_relay_count (CulmTestRelay *self);

/* What they said, all in one. Returns: (transfer full). */
GBytes *culm_test_relay_dup_said (CulmTestRelay *self);
/* Whether `text` stands in it. */
gboolean culm_test_relay_said (CulmTestRelay *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTestRelay, culm_test_relay_free)

G_END_DECLS
