/* culm-test-scenes.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* Printers in situations that try the printer page: the names of culm_test_scene_names, NULL-terminated. */
extern const char *const culm_test_scene_names[];

/* The printer of a scene. What is on its way in it stays so. (transfer full). */
CulmPrinter *culm_test_scene_new (const char *name);

G_END_DECLS
