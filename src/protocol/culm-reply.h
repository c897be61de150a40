/* culm-reply.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-error.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CulmReply:
 *
 * What a printer answers to one command: the request echoed on the report topic, with a result or without
 * (reference/mqtt.md §2). Someone else's command is echoed as well: match section, name and number.
 */
typedef struct {
  char *section;           /* "print" */
  char *name;              /* "set_nozzle_temp" */
  char *sequence_id;       /* in decimal, NULL when the printer gave none */
  gboolean refused;
  gint64 server_code;      /* `err_code`, else `errno`; 0 without */
  gint64 soft_temp;        /* °C, beside an `errno` that speaks of heat; 0 without */
  char *reason;            /* the printer's own words, nullable */
  gboolean authorisation;  /* refused because it was not signed: Developer Mode is off (§2.1) */
} CulmReply;

void culm_reply_free (CulmReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmReply, culm_reply_free)

/* Reads a section of a message of the report topic. A refusal may be the echo and `err_code` alone; values may have the
 * wrong type. Returns: (transfer full) (nullable): NULL when the section is no reply but a report or an event. */
CulmReply *culm_reply_new_from_section (const char *section, JsonObject *body);

/* Whether it answers that message. `sequence_id` NULL never matches. */
gboolean culm_reply_matches (const CulmReply *self, const char *section, const char *name, const char *sequence_id);

/* Sets FORBIDDEN (a signature was needed) or REFUSED, with the printer's code and words; the message is a sentence for
 * people. For a refusal only. */
void culm_reply_set_error (const CulmReply *self, GError **error);

G_END_DECLS
