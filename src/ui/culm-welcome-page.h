/* culm-welcome-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmWelcomePage:
 *
 * The first page: sign in ("win.sign-in") or try the demo ("app.demo").
 */
#define CULM_TYPE_WELCOME_PAGE (culm_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmWelcomePage, culm_welcome_page, CULM, WELCOME_PAGE, AdwBin)

G_END_DECLS
