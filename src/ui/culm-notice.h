/* culm-notice.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/* A strip at the head of a page: what is the matter, and what can be done. Plain text. Property: "icon-name" (string):
 * the shape that tells one kind of notice from another. */
#define CULM_TYPE_NOTICE (culm_notice_get_type ())
G_DECLARE_FINAL_TYPE (CulmNotice, culm_notice, CULM, NOTICE, AdwBin)

/* `text` NULL: the strip goes away. */
void culm_notice_set_text (CulmNotice *self, const char *text);

/* What can be done about it: a button that activates an action. */
void culm_notice_set_action (CulmNotice *self, const char *label, const char *action_name);

G_END_DECLS
