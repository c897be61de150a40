/* culm-welcome-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmWelcomePage:
 *
 * The first page: sign in ("win.sign-in"), add a printer or a broker, or try the demo ("app.demo"). Printers that
 * announce themselves are on it at once ("win.add-found" with the serial).
 */
#define CULM_TYPE_WELCOME_PAGE (culm_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmWelcomePage, culm_welcome_page, CULM, WELCOME_PAGE, AdwBin)

/* GListModel of CulmFoundPrinter; nullable. */
void culm_welcome_page_set_found (CulmWelcomePage *self, GListModel *found);

G_END_DECLS
