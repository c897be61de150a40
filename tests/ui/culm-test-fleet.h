/* culm-test-fleet.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account.h"
#include "culm-printer.h"
#include "culm-transfer.h"

G_BEGIN_DECLS

/* Made-up printers, accounts and uploads for pictures and tests: fed by reports as a printer would write them. */

/* A printer of this model that has sent `print` (the members of a status report, without braces; nullable: no report
 * yet). (transfer full). */
CulmPrinter *culm_test_printer_new (const char *serial, const char *name, const char *model, const char *print);

/* Another report; a delta. */
void culm_test_printer_tell (CulmPrinter *printer, const char *print);

/* Its answer to get_version: the objects of the modules, with commas between them. */
void culm_test_printer_tell_modules (CulmPrinter *printer, const char *modules);

/* Reports of a printer that heats up from now on, one every five seconds of its time. */
void culm_test_printer_warm_up (CulmPrinter *printer, guint seconds);

/* Six printers, one each printing, paused by runout, idle, finished, failed, offline; sorted. (transfer full). */
GListModel *culm_test_fleet_new (void);

/* Printers whose names try a layout: long, Arabic, markup, emoji. (transfer full). */
GListModel *culm_test_fleet_new_hard (void);

/* One upload on its way, one failed, one done. (transfer full). */
GListModel *culm_test_transfers_new (void);

/* One account in this state. (transfer full). */
GListModel *culm_test_accounts_new (CulmAccountState state);

/* Noon of the day before, in unix seconds: "yesterday" whatever the clock says now. */
gint64 culm_test_fleet_get_yesterday (void);

G_END_DECLS
