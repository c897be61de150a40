/* culm-roots-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine-roots.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmRootsPage:
 *
 * A page of the preferences: the issuers of printers' certificates that the person has, to look at, to add from a
 * slicer or a file, and to remove.
 */
#define CULM_TYPE_ROOTS_PAGE (culm_roots_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmRootsPage, culm_roots_page, CULM, ROOTS_PAGE, AdwPreferencesPage)

GtkWidget *culm_roots_page_new (CulmEngine *engine);

/* For pictures, without an engine: GListModel of CulmKnownRoot, and paths of slicers' files. */
GtkWidget *culm_roots_page_new_with (GListModel *roots, const char *const *files);

/* Takes the issuers of a file, as the button does once one is chosen. */
void culm_roots_page_add (CulmRootsPage *self, const char *path);

G_END_DECLS
