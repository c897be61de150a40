/* culm-test-link.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-link.h"

G_BEGIN_DECLS

/* A link that can write everything, sends nothing and confirms at once: controls are on. */
#define CULM_TYPE_TEST_LINK (culm_test_link_get_type ())
G_DECLARE_FINAL_TYPE (CulmTestLink, culm_test_link, CULM, TEST_LINK, GObject)

CulmPrinterLink *culm_test_link_new (void);

G_END_DECLS
