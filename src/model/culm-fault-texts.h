/* culm-fault-texts.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What stands for the unit and the slot in a text: "AMS B", "3". */
#define CULM_FAULT_TEXT_UNIT "{ams}"
#define CULM_FAULT_TEXT_SLOT "{slot}"

/* Short texts of our own (reference/hms.md §5), English, to be passed through gettext, with the two words above still
 * in them. The key of an HMS entry is attr << 32 | code, for unit 00 and slot 0. Returns: (nullable): a static
 * string. */
const char *culm_fault_texts_find_print_error (guint32 print_error);
const char *culm_fault_texts_find_hms (guint64 key);

G_END_DECLS
