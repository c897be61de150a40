/* culm-transfer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-limit.h"

G_BEGIN_DECLS

typedef enum {
  CULM_TRANSFER_QUEUED,     /* waits for its turn */
  CULM_TRANSFER_SENDING,    /* bytes move */
  CULM_TRANSFER_WAITING,    /* broken; the next try comes by itself */
  CULM_TRANSFER_CONFIRMING, /* all bytes are there; the service checks */
  CULM_TRANSFER_DONE,
  CULM_TRANSFER_FAILED,     /* see "error"; can be tried again */
  CULM_TRANSFER_CANCELLED,
} CulmTransferState;

typedef enum {
  CULM_TRANSFER_TO_CLOUD,     /* an upload to the account */
  CULM_TRANSFER_TO_PRINTER,   /* over the local network */
  CULM_TRANSFER_FROM_PRINTER, /* "file" is where it goes */
} CulmTransferDirection;

/**
 * CulmTransfer:
 *
 * One file on its way or past: an upload to the account, or between this computer and a printer. Properties (readable,
 * notify): "id" (string, unique in the profile), "file" (GFile), "file-name" (string), "size" (gint64, bytes), "sent"
 * (gint64, bytes), "fraction" (double, 0–1), "rate" (double, bytes/s, 0 not known), "time-left" (int, seconds, -1 not
 * known), "state" (int: CulmTransferState), "error" (GError, nullable), "printer" (string, nullable: the serial of the
 * printer that it was dropped on), "sha256" (string, nullable), "file-id" (string, nullable), "contract" (string,
 * nullable: "seed", "service"), "ended" (gint64, unix seconds, 0 while it goes on), "active" (boolean: not yet at an
 * end), "resumes" (gint64, unix seconds: a limit holds it up until then; 0: none does).
 */
#define CULM_TYPE_TRANSFER (culm_transfer_get_type ())
G_DECLARE_FINAL_TYPE (CulmTransfer, culm_transfer, CULM, TRANSFER, GObject)

CulmTransfer     *culm_transfer_new (const char *id, GFile *file, const char *file_name, gint64 size,
                                     const char *printer);
const char       *culm_transfer_get_id (CulmTransfer *self);
GFile            *culm_transfer_get_file (CulmTransfer *self); /* (transfer none) */
const char       *culm_transfer_get_file_name (CulmTransfer *self);
gint64            culm_transfer_get_size (CulmTransfer *self);
gint64            culm_transfer_get_sent (CulmTransfer *self);
double            culm_transfer_get_fraction (CulmTransfer *self);
double            culm_transfer_get_rate (CulmTransfer *self);
int               culm_transfer_get_time_left (CulmTransfer *self);
CulmTransferState culm_transfer_get_state (CulmTransfer *self);
const GError     *culm_transfer_get_error (CulmTransfer *self);
const char       *culm_transfer_get_printer (CulmTransfer *self);
const char       *culm_transfer_get_sha256 (CulmTransfer *self);
const char       *culm_transfer_get_file_id (CulmTransfer *self);
const char       *culm_transfer_get_contract (CulmTransfer *self);
gint64            culm_transfer_get_ended (CulmTransfer *self);
gboolean          culm_transfer_get_active (CulmTransfer *self);
gint64            culm_transfer_get_resumes (CulmTransfer *self);
CulmLimit         culm_transfer_get_limit (CulmTransfer *self); /* what holds it up, beside "resumes" */

CulmTransferDirection culm_transfer_get_direction (CulmTransfer *self);

/* Of one between this computer and a printer: where the file is there, NULL of others; and whether the printer's goes
 * once it is here. */
const char *culm_transfer_get_remote (CulmTransfer *self);
gboolean    culm_transfer_get_removes (CulmTransfer *self);

/* For the engine. The direction is set before anybody sees the transfer. `monotonic` µs feeds the rate, which is
 * smoothed over some seconds. */
void culm_transfer_set_direction (CulmTransfer *self, CulmTransferDirection direction);
void culm_transfer_set_remote (CulmTransfer *self, const char *remote, gboolean removes);
void culm_transfer_set_size (CulmTransfer *self, gint64 size);
void culm_transfer_set_sent (CulmTransfer *self, gint64 sent, gint64 monotonic);
void culm_transfer_set_state (CulmTransfer *self, CulmTransferState state, const GError *error, gint64 unix_seconds);
void culm_transfer_set_result (CulmTransfer *self, const char *sha256, const char *file_id, const char *contract);
void culm_transfer_set_resumes (CulmTransfer *self, CulmLimit limit, gint64 unix_seconds);

G_END_DECLS
