/* culm-contacts-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmContactsPage:
 *
 * Which hosts the program has spoken to since it started, what for, when and how often; to be copied.
 */
#define CULM_TYPE_CONTACTS_PAGE (culm_contacts_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmContactsPage, culm_contacts_page, CULM, CONTACTS_PAGE, AdwPreferencesPage)

CulmContactsPage *culm_contacts_page_new (void);

/* Reads the list anew; it does so by itself when it comes into sight. */
void culm_contacts_page_refresh (CulmContactsPage *self);

G_END_DECLS
