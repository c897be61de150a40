/* culm-ctl.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-error.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The exit codes of contract.md §3. */
typedef enum {
  CULM_EXIT_DONE = 0,
  CULM_EXIT_REFUSED = 1,
  CULM_EXIT_USAGE = 2,
  CULM_EXIT_NOT_SIGNED_IN = 3,
  CULM_EXIT_UNKNOWN_PRINTER = 4,
  CULM_EXIT_OFFLINE = 5,
  CULM_EXIT_NOT_CONFIRMED = 6,
  CULM_EXIT_LIMITED = 7,
  CULM_EXIT_CANCELLED = 8,
} CulmExit;

/**
 * CulmCtl:
 *
 * One call of culmctl: the engine of its profile, where its words go, and how it ends. Commands are written in a row:
 * culm_ctl_wait() runs the main context until an asynchronous call has come back, or SIGINT.
 */
typedef struct {
  char *profile;
  char *account; /* --account; NULL: all that are signed in */
  gboolean json;
  gboolean yes;            /* do not ask */
  gboolean wait;           /* for a limit, in place of CULM_EXIT_LIMITED */
  CulmEngine *engine;      /* NULL until culm_ctl_start() */
  GCancellable *interrupt; /* cancelled by SIGINT and SIGTERM */
  GMainContext *context;
} CulmCtl;

typedef struct {
  const char *name;
  const char *arguments; /* for the usage line */
  const char *summary;
  const char *details; /* further lines of its help, nullable */
  int (*run) (CulmCtl *self, int argc, char *argv[], GError **error); /* argv[0] is the command */
} CulmCtlCommand;

/* Reads the keyring and the cache of the profile. */
gboolean culm_ctl_start (CulmCtl *self, GError **error);

/* Of the accounts that `words` (nullable: any) found: UNAUTHORISED when there is none, AMBIGUOUS with their names in
 * the message when words fit several. */
gboolean culm_ctl_check_accounts (GListModel *accounts, const char *words, GError **error);

/* culm_ctl_start(), then UNAUTHORISED when nobody is signed in and no printer was added here, then the list of printers
 * from the service; where there are others its failure is said, and is no error. */
gboolean culm_ctl_connect (CulmCtl *self, GError **error);

/* Runs the main context until `*result` is set by culm_ctl_ready_cb(). The person may interrupt (CANCELLED): that stops
 * the engine and with it the call. The result is (transfer full). */
GAsyncResult *culm_ctl_wait (CulmCtl *self, GAsyncResult **result, GError **error);
void          culm_ctl_ready_cb (GObject *source, GAsyncResult *result, gpointer slot);

/* FALSE with CANCELLED once the person has interrupted. */
gboolean culm_ctl_check_interrupt (CulmCtl *self, GError **error);

/* Runs the main context until `done` says TRUE, `seconds` (0: without end) are over, or the person interrupts.
 * Returns: what `done` said last. */
gboolean culm_ctl_wait_until (CulmCtl *self, gboolean (*done) (gpointer), gpointer user_data, double seconds);

/* A printer by serial, by name (case aside) or by a unique start of its serial. NOT_FOUND, or AMBIGUOUS with the
 * serials in the message. (transfer none). */
CulmPrinter *culm_ctl_find_printer (CulmCtl *self, const char *words, GError **error);

/* FALSE with UNAUTHORISED when the token of an account has died: nothing more comes from it. */
gboolean culm_ctl_check_tokens (CulmCtl *self, GError **error);

/* FALSE when this printer hangs on a broker of its own, and that cannot be reached or did not take us. */
gboolean culm_ctl_check_broker (CulmCtl *self, CulmPrinter *printer, GError **error);
/* FALSE when this printer was added on the local network, cannot be reached there, and there is no other way. */
gboolean culm_ctl_check_lan (CulmCtl *self, CulmPrinter *printer, GError **error);
/* Words an error of a broker that was typed in by hand, for a person. Takes and gives the error. */
GError *culm_ctl_word_broker_error (GError *error);

/* Waits up to 5 s for the first full report of each of these printers (GListModel of CulmPrinter), or of one, that the
 * service calls online. FALSE with CANCELLED when the person interrupts; what did not come is no error. */
gboolean culm_ctl_wait_for_reports (CulmCtl *self, GListModel *printers, GError **error);
gboolean culm_ctl_wait_for_report (CulmCtl *self, CulmPrinter *printer, GError **error);

/* Connects, finds the printer, and waits for its report; no other printer of its account is asked anything. (transfer
 * none) (nullable). */
CulmPrinter *culm_ctl_reach_printer (CulmCtl *self, const char *words, GError **error);

/* One JSON document and a line break on stdout, flushed. Takes the node. */
void culm_ctl_print_json (JsonNode *node);

/* A member that is text, or null. */
void culm_ctl_add_text (JsonBuilder *builder, const char *name, const char *value);

/* The `error` member of contract.md §3. Returns: (transfer full). */
JsonNode *culm_ctl_error_to_json (const GError *error);

/* The code of any error: CANCELLED and FAILED stand for those of other domains. */
CulmError culm_ctl_get_code (const GError *error);
CulmExit  culm_ctl_get_exit (const GError *error);

/* The sentence for a person, on stderr as `culmctl: …`; with --json also the document on stdout. Returns: the exit. */
CulmExit culm_ctl_report_error (CulmCtl *self, const GError *error);

/* An option of a command, "--name VALUE" or "--name=VALUE", taken out of argv with its value; the last one counts, and
 * what follows "--" is no option. A flag has no value, and says whether it was there. FALSE with USAGE when an option
 * lacks its value; without the option `value` stays as it is. */
gboolean culm_ctl_take_flag (int *argc, char *argv[], const char *name);
gboolean culm_ctl_take_option (int *argc, char *argv[], const char *name, const char **value, GError **error);

/* Takes "--" out. USAGE unless `minimum` to `maximum` (-1: any number) words follow the command and none looks like an
 * option that was not taken; a negative number does not. */
gboolean culm_ctl_check_words (int *argc, char *argv[], int minimum, int maximum, GError **error);

extern const CulmCtlCommand culm_ctl_account_commands[];
extern const CulmCtlCommand culm_ctl_broker_commands[];
extern const CulmCtlCommand culm_ctl_lan_commands[];
extern const CulmCtlCommand culm_ctl_doctor_commands[];
extern const CulmCtlCommand culm_ctl_printer_commands[];
extern const CulmCtlCommand culm_ctl_watch_commands[];
extern const CulmCtlCommand culm_ctl_steer_commands[];
extern const CulmCtlCommand culm_ctl_motion_commands[];
extern const CulmCtlCommand culm_ctl_filament_commands[];
extern const CulmCtlCommand culm_ctl_upkeep_commands[];
extern const CulmCtlCommand culm_ctl_upload_commands[];
extern const CulmCtlCommand culm_ctl_files_commands[];
extern const CulmCtlCommand culm_ctl_camera_commands[];
extern const CulmCtlCommand culm_ctl_decode_commands[];
extern const CulmCtlCommand culm_ctl_webhook_commands[];

G_END_DECLS
