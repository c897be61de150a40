/* culm-broker-banner.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmBrokerBanner:
 *
 * Says once, for as long as it is so, that a broker which was typed in by hand does not take us any more, and leads to
 * where that is mended ("win.renew-broker", "win.accounts"). One that cannot be reached is no matter for a banner: its
 * printer says so.
 */
#define CULM_TYPE_BROKER_BANNER (culm_broker_banner_get_type ())
G_DECLARE_FINAL_TYPE (CulmBrokerBanner, culm_broker_banner, CULM, BROKER_BANNER, AdwBin)

/* GListModel of CulmBroker; nullable. */
void culm_broker_banner_set_brokers (CulmBrokerBanner *self, GListModel *brokers);

G_END_DECLS
