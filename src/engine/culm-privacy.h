/* culm-privacy.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether a person keeps every one of `printers` (CulmPrinter; at least one) off the cloud, each by an entry of `lan`
 * (CulmLanPrinter): then no host of the vendor is told anything. */
gboolean culm_privacy_is_wanted (GListModel *printers, GListModel *lan);

G_END_DECLS
