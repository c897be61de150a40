/* fake-link.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-link.h"

G_BEGIN_DECLS

/* A link that keeps what it is asked to send until the test ends it. */
#define FAKE_TYPE_LINK (fake_link_get_type ())
G_DECLARE_FINAL_TYPE (FakeLink, fake_link, FAKE, LINK, GObject)

FakeLink *fake_link_new (void);
guint     fake_link_get_n_sent (FakeLink *self); /* since it was made */
guint     fake_link_get_n_open (FakeLink *self);

/* Ends the oldest one that is open. `error` NULL: confirmed. Takes the error. */
void fake_link_end (FakeLink *self, GError *error);

/* The value of the command that was sent last, in words. (transfer full) */
char *fake_link_dup_last (FakeLink *self);

/* That command itself. (transfer none) (nullable) */
CulmCommand *fake_link_get_last (FakeLink *self);

/* The key that the dialect has no form for; NULL: it has all. */
void fake_link_set_unwritable (FakeLink *self, const char *key);

G_END_DECLS
