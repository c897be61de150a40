/* culm-test-scenes.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include "fake-link.h"

G_BEGIN_DECLS

/* Printers in situations that try the printer page: the names of culm_test_scene_names, NULL-terminated. */
extern const char *const culm_test_scene_names[];

/* The printer of a scene. What is on its way in it stays so. (transfer full). */
CulmPrinter *culm_test_scene_new (const char *name);

/* Gives a printer a link that keeps what it is asked to send until the test ends it; the printer owns it. What is open
 * keeps the printer alive. (transfer none). */
FakeLink *culm_test_give_link (CulmPrinter *printer);

/* Ends all that is open on the link that was given to the printer. `code` negative: confirmed. */
void culm_test_end_commands (CulmPrinter *printer, int code);

G_END_DECLS
