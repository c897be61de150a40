/* culm-text-error.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-error.h"
#include "culm-limit.h"

G_BEGIN_DECLS

/* Errors as a person reads them: whole translated sentences that say what to do, chosen by code, never the message
 * meant for the log. Plain text, (transfer full). */

/* Of the service, in general. */
char *culm_text_error (const GError *error);

/* Of a sign-in. */
char *culm_text_sign_in_error (const GError *error);

/* Of a file that was dropped or is on its way; `name` is its display name. */
char *culm_text_upload_error (const GError *error, const char *name);

/* Of a command to a printer; NULL when there is nothing to say (a person cancelled). (nullable). */
char *culm_text_command_error (const GError *error);

/* What a limit holds up, and until when: "Waiting until 14:05: 10 uploads an hour". `until` as culm_text_clock() has
 * it. */
char *culm_text_limit (CulmLimit limit, const char *until);

/* For those who look for it: the ERR_* name, the numbers and the words of the service, without its secrets:
 * "ERR_BAD_RESPONSE · HTTP 503 · 1006". NULL when there is nothing beside the sentence. (nullable). */
char *culm_text_error_details (const GError *error);

G_END_DECLS
