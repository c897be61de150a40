/* culm-lan-stream.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-target.h"

G_BEGIN_DECLS

/* For workers: a TLS connection whose other side is the printer that `target` means, by culm_lan_target_check(), before
 * a byte was sent in it. `who` names the service in errors ("camera"). Waits for nothing longer than ten seconds, and
 * not at all any more once it is there: whoever reads looks at the clock. OFFLINE, TIMED_OUT, UNTRUSTED.
 * Returns: (transfer full). */
GIOStream *culm_lan_stream_open (const CulmLanTarget *target, const char *who, GCancellable *cancellable,
                                 GError **error);

/* An error of GIO in our own words: TIMED_OUT, else OFFLINE. */
void culm_lan_stream_set_offline (GError **error, const char *who, const GError *cause);

/* The socket below. (transfer none) (nullable). */
GSocket *culm_lan_stream_get_socket (GIOStream *stream);

G_END_DECLS
