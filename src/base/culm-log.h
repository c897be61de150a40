/* culm-log.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Words for the log: one domain, `culm`, with the layer as a field (contract.md §2). They never hold a token, a
 * password, an access code, a signed URL or an e-mail address. CULM_LAYER comes from the layer's meson.build. */
#define culm_log(level, ...) \
  g_log_structured (G_LOG_DOMAIN, (level), "CODE_FILE", __FILE__, "CODE_LINE", G_STRINGIFY (__LINE__), "CODE_FUNC", \
                    G_STRFUNC, "CULM_LAYER", CULM_LAYER, "MESSAGE", __VA_ARGS__)
#define culm_debug(...) culm_log (G_LOG_LEVEL_DEBUG, __VA_ARGS__)
#define culm_info(...) culm_log (G_LOG_LEVEL_INFO, __VA_ARGS__)
#define culm_message(...) culm_log (G_LOG_LEVEL_MESSAGE, __VA_ARGS__)

G_END_DECLS
