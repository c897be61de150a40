/* culm-text-broker.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-broker.h"

G_BEGIN_DECLS

/* What a person reads of a broker that was typed in by hand. Plain text, (transfer full). */

/* Why it could not be added, or does not take us any more. */
char *culm_text_broker_error (const GError *error);

/* "192.0.2.7:8883 · bblp", with what is wrong now. */
char *culm_text_broker_line (CulmBroker *broker);

G_END_DECLS
