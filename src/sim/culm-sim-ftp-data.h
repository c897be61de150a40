/* culm-sim-ftp-data.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-ftp-faults.h"
#include "culm-sim-host.h"

/* The data side of one FTP session: a port to come to, and one transfer over it. */
typedef struct {
  CulmSimHost *host;
  CulmSimStream *control;
  GSocket *passive;      /* (nullable) */
  CulmSimStream *stream; /* (nullable): the client, once it came */
  gboolean protect;      /* PROT P */
  gboolean polite;       /* close-notify at the end of an upload, too */
} CulmSimFtpData;

void culm_sim_ftp_data_clear (CulmSimFtpData *self);

/* Opens a port, in place of any earlier one. Returns: 0 when that failed */
guint culm_sim_ftp_data_listen (CulmSimFtpData *self);

/* Takes the client that came to the port, in clear still. */
gboolean culm_sim_ftp_data_accept (CulmSimFtpData *self);

/* TLS, where it is asked for. Returns: NULL, or the reply why not (a session that is not the control connection's) */
const char *culm_sim_ftp_data_secure (CulmSimFtpData *self, const CulmSimFtpTrouble *trouble);

/* Sends all of a file or text; or writes what comes to a file, and sums it. text: (nullable); file: (nullable).
 * Returns: how many bytes passed, or -1 when the connection broke */
gint64 culm_sim_ftp_data_send    (CulmSimFtpData *self, int file, const char *text, const CulmSimFtpTrouble *trouble);
gint64 culm_sim_ftp_data_receive (CulmSimFtpData *self, int file, GChecksum *sum, const CulmSimFtpTrouble *trouble);

/* Closes the data connection, in the way that the end of this transfer is closed by such a printer. */
void culm_sim_ftp_data_finish (CulmSimFtpData *self, gboolean upload, const CulmSimFtpTrouble *trouble);
