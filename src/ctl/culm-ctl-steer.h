/* culm-ctl-steer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"
#include "culm-ctl.h"

G_BEGIN_DECLS

/* What a person on a terminal is asked before it is sent, with “[y/N]” at its end. Returns: (transfer full). */
typedef char *(*CulmCtlQuestion) (CulmPrinter *printer);

/* Finds the printer, waits for its first report, asks (unless --yes, from a pipe, without a question, or where it
 * cannot be done anyway), sends the command, waits for its end and prints it. Returns: the exit code, or -1 with an
 * error to report. */
int culm_ctl_steer (CulmCtl *self, const char *printer, CulmCommand *command, CulmCtlQuestion make_question,
                    GError **error);

/* culm_ctl_steer() of what culm_command_parse() makes of `key` and argv[2] …; argv[1] is the printer. */
int culm_ctl_steer_by_words (CulmCtl *self, const char *key, char *argv[], GError **error);

G_END_DECLS
