/* culm-skip-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Leaves objects of the running print out: those that are skipped already, the names of those that are on the plate
 * where Culm knows the package, and the numbers of those to skip now. */
#define CULM_TYPE_SKIP_PAGE (culm_skip_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmSkipPage, culm_skip_page, CULM, SKIP_PAGE, AdwBin)

/* `engine` nullable: then nobody is asked for names. */
GtkWidget *culm_skip_page_new (CulmPrinter *printer, CulmEngine *engine);

/* What stands on the plate, once: (element-type CulmPlateObject), and the package that says so. */
void culm_skip_page_set_objects (CulmSkipPage *self, GPtrArray *objects, const char *file_name);

/* Reads numbers out of what a person typed: "16, 24 31". Returns: (transfer full) (element-type int) (nullable): NULL
 * when something in it is no number of an object; each number once. */
GArray *culm_skip_page_parse (const char *text);

G_END_DECLS
