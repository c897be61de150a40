/* culm-sim-ftp-faults.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

typedef enum {
  CULM_SIM_FTP_RESET,     /* both connections are reset after so many bytes */
  CULM_SIM_FTP_TRUNCATE,  /* the transfer ends after so many bytes, and is said to be whole */
  CULM_SIM_FTP_DELAY,     /* value: seconds before the last reply */
  CULM_SIM_FTP_STATUS,    /* value: {"status","body"}: this reply in place of what was asked for; 426 and 451 once the
                             bytes have passed */
  CULM_SIM_FTP_SLOW,      /* value: bytes a second of a transfer */
  CULM_SIM_FTP_SIZE,      /* value: what SIZE answers */
  CULM_SIM_FTP_NO_NOTIFY, /* data connections end without close-notify */
  CULM_SIM_FTP_NO_TLS,    /* a data connection that begins TLS is closed */
  CULM_SIM_FTP_STALL,     /* value: seconds in which nothing moves, once so many bytes have passed */
} CulmSimFtpWhat;
#define CULM_SIM_FTP_N_WHATS 9

/* What came of the orders for one command: those that are due, by what they are. */
typedef struct {
  gboolean due[CULM_SIM_FTP_N_WHATS];
  gint64 cut;   /* bytes; -1: nowhere */
  double delay; /* s */
  double pace;  /* bytes/s; 0: as fast as it goes */
  gint64 halt;  /* bytes; -1: nowhere */
  double rest;  /* s, there */
  gint64 size;
  guint status; /* 0: none */
  char *text;
} CulmSimFtpTrouble;

void culm_sim_ftp_trouble_clear (CulmSimFtpTrouble *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CulmSimFtpTrouble, culm_sim_ftp_trouble_clear)

/* Ordered trouble of the printers' FTPS servers. It may be asked for by any thread. */
typedef struct _CulmSimFtpFaults CulmSimFtpFaults;

CulmSimFtpFaults *culm_sim_ftp_faults_new  (void);
void              culm_sim_ftp_faults_free (CulmSimFtpFaults *self);

/* An order of the control interface with "where":"ftps". Beside the contract's members: "serial", one printer alone;
 * "command", one FTP command alone. path: prefix of the file's path. Without "times" it stays until it is cleared.
 * Returns: FALSE with G_IO_ERROR_INVALID_ARGUMENT for one that makes no sense */
gboolean culm_sim_ftp_faults_add   (CulmSimFtpFaults *self, JsonObject *order, GError **error);
void     culm_sim_ftp_faults_clear (CulmSimFtpFaults *self);

/* What is due for this command, which is then one time fewer. path: (nullable): of the command's file.
 * trouble: (out caller-allocates) */
void culm_sim_ftp_faults_take (CulmSimFtpFaults *self, const char *serial, const char *command, const char *path,
                               CulmSimFtpTrouble *trouble);
