/* culm-fault-library-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-library.h"
#include "culm-printer.h"

G_BEGIN_DECLS

typedef struct _CulmCloudClient CulmCloudClient;

/* For the engine. */

/* Without `settings` (nullable) nothing is ever fetched. Returns: (transfer full). */
CulmFaultLibrary *culm_fault_library_new (GSettings *settings);
/* Whose faults they are: while every one of `printers` (CulmPrinter) is kept off the cloud by an entry of `lan`
 * (CulmLanPrinter), nothing is asked or fetched. */
void culm_fault_library_set_printers (CulmFaultLibrary *self, GListModel *printers, GListModel *lan);
/* Reads what was kept, and renews it when it is due. */
void culm_fault_library_start (CulmFaultLibrary *self);
/* Nothing is fetched any more. */
void culm_fault_library_stop (CulmFaultLibrary *self);
/* Through whom to fetch; NULL: nobody is signed in. */
void culm_fault_library_set_client (CulmFaultLibrary *self, CulmCloudClient *client);
/* A printer shows these faults: are there texts for them? */
void culm_fault_library_look (CulmFaultLibrary *self, CulmPrinter *printer);
/* The language to fetch, from what gettext would use: two letters. Returns: (transfer full). */
char *culm_fault_library_choose_language (const char *const *names);

G_END_DECLS
