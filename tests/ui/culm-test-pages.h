/* culm-test-pages.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-shot.h"

G_BEGIN_DECLS

/* The window's pages, each in situations that try it. The last has no name. */
extern const CulmTestShot culm_test_page_shots[];

/* A printer in one of the situations of culm-test-scenes.h. */
GtkWidget *culm_test_build_scene (const char *name);

/* Printers with cameras, in one of the situations of culm-test-lens.h: on the page, on the cards, in a window. */
GtkWidget *culm_test_build_lens (const char *name);

G_END_DECLS
