/* culm-sim-world.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-account.h"
#include "culm-sim-certificates.h"
#include "culm-sim-farm.h"
#include "culm-sim-faults.h"
#include "culm-sim-ftp-faults.h"
#include "culm-sim-journal.h"
#include "culm-sim-projects.h"
#include "culm-sim-studio.h"
#include <libsoup/soup.h>

typedef struct _CulmSimLan CulmSimLan;

/* Everything that the parts of one simulator share; each part is handed the whole. */
typedef struct _CulmSimWorld {
  const CulmSimOptions *options;
  char *state_dir;
  gboolean state_dir_is_ours; /* made for this run, removed at its end */
  CulmSimCertificates *certificates;
  CulmSimAccount *account;
  CulmSimFarm *farm;
  CulmSimFaults *faults;
  CulmSimFtpFaults *ftp_faults;
  CulmSimJournal *requests; /* at the cloud */
  CulmSimJournal *commands; /* to the printers */
  CulmSimUploads *uploads;
  CulmSimProjects *projects;
  char *storage_key;        /* signs URLs, of this run alone */
  char *rest_url; /* "https://127.0.0.1:PORT" */
  guint mqtt_port;
  CulmSimStudio *studio; /* (nullable): live views */
  CulmSimLan *lan; /* (nullable): the printers as their network sees them */
} CulmSimWorld;

/* Makes the folder, the certificates, the account and the printers; nothing listens yet.
 * options: must outlive the world. Returns: (transfer full) (nullable) */
CulmSimWorld *culm_sim_world_new (const CulmSimOptions *options, GError **error);

/* The listen address as others reach it: a wildcard is called by its loopback.
 * Returns: (transfer full) */
char *culm_sim_world_dup_host (const CulmSimWorld *self);
/* Returns: (transfer full): "https://HOST:PORT", brackets around IPv6 */
char *culm_sim_world_dup_url (const char *scheme, const char *host, guint port);

/* Says one line on stderr, unless --quiet. */
void culm_sim_world_say (const CulmSimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Gives the answer to this message only when broker and account are of one mind (culm_sim_account_is_settled ()). */
void culm_sim_world_hold (const CulmSimWorld *self, SoupServerMessage *message);

void culm_sim_world_free (CulmSimWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimWorld, culm_sim_world_free)
