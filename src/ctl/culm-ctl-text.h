/* culm-ctl-text.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Words for people. All (transfer full), without a line break at the end unless said so. */
char *culm_ctl_describe_error (const GError *error);          /* a sentence that says what to do next */
char *culm_ctl_describe_account (CulmAccount *account);       /* one line */
char *culm_ctl_describe_link (GListModel *accounts);          /* why one has no live data; NULL: all have */
char *culm_ctl_describe_printer (CulmPrinter *printer);       /* one line */
char *culm_ctl_describe_status (CulmPrinter *printer);        /* a page, with line breaks within */
char *culm_ctl_describe_event (CulmEvent *event);             /* one line */
char *culm_ctl_describe_transfer (CulmTransfer *transfer);    /* one line */
char *culm_ctl_describe_confirmed (CulmPrinter *printer, CulmCommand *command); /* one line */

/* The sentence of a command that does not fit what the printer does now, in place of the log's words. Takes the error
 * (nullable) and gives it back. */
GError *culm_ctl_word_refusal (CulmPrinter *printer, CulmCommand *command, GError *error);

/* The same of a file that was to be sent. */
GError *culm_ctl_word_file_error (GError *error);

/* An entry of `whoami`. (transfer full). */
JsonNode *culm_ctl_account_to_json (CulmAccount *account);

/* Compact JSON whose numbers are as short as they can be and still the same: 219.8, not 219.80000000000001. */
char *culm_ctl_json_to_text (JsonNode *node);

G_END_DECLS
