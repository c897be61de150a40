/* culm-doctor-step.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What is looked at when a printer of the local network fails, in this order (reference/lan.md §1, §3). */
typedef enum {
  CULM_DOCTOR_NAME,        /* its name leads to an address */
  CULM_DOCTOR_MQTT,        /* its ports: each takes a connection, and shows a certificate */
  CULM_DOCTOR_FTPS,
  CULM_DOCTOR_RTSPS,
  CULM_DOCTOR_CAMERA,      /* and the file tunnel, where that has the same port */
  CULM_DOCTOR_TUNNEL,      /* where it has another */
  CULM_DOCTOR_CERTIFICATE, /* it is this printer's, and the one that was accepted */
  CULM_DOCTOR_CODE,        /* the access code; sent only after the certificate was found good */
  CULM_DOCTOR_SERIAL,      /* reports come on the topic of its serial */
  CULM_DOCTOR_MODE,
  CULM_DOCTOR_FIRMWARE,
  CULM_DOCTOR_CLOCK,       /* this computer's and the printer's, against the certificate and each other */
} CulmDoctorCheck;
#define CULM_N_DOCTOR_CHECKS (CULM_DOCTOR_CLOCK + 1)

typedef enum { CULM_DOCTOR_WAITING, CULM_DOCTOR_OK, CULM_DOCTOR_FAILED, CULM_DOCTOR_SKIPPED } CulmDoctorState;

/* Why a step ended as it did; its fact is what goes with it, if anything does. */
typedef enum {
  CULM_DOCTOR_FINE,             /* fact: what was found */
  CULM_DOCTOR_BEFORE,           /* an earlier step failed */
  CULM_DOCTOR_NOT_ADDED,        /* no access code of this printer is kept */
  CULM_DOCTOR_NOT_OFFERED,      /* this model has no such service, or may have none */
  CULM_DOCTOR_NOT_SAID,         /* the printer did not tell */
  CULM_DOCTOR_NO_SUCH_NAME,
  CULM_DOCTOR_REFUSED,          /* nobody listens at this port */
  CULM_DOCTOR_SILENT,           /* nobody answers at the address */
  CULM_DOCTOR_MUTE,             /* takes the connection, and says nothing */
  CULM_DOCTOR_DROPPED,          /* ends every connection at once, without a word */
  CULM_DOCTOR_UNREACHABLE,      /* no way to the address */
  CULM_DOCTOR_NO_TLS,           /* something answers that is no printer's service; fact: the error */
  CULM_DOCTOR_ANOTHER_LEAF,     /* shows another certificate than the MQTT port */
  CULM_DOCTOR_NOT_ACCEPTED,     /* nobody has accepted the certificate yet; fact: its fingerprint */
  CULM_DOCTOR_CHANGED,          /* not the accepted certificate; fact: its fingerprint */
  CULM_DOCTOR_OTHER_PRINTER,    /* fact: its serial */
  CULM_DOCTOR_NO_PRINTER,       /* the certificate is no printer's */
  CULM_DOCTOR_WRONG_CODE,
  CULM_DOCTOR_TOO_MANY,         /* the printer takes no more connections */
  CULM_DOCTOR_CUT,              /* the connection ended before the printer answered; fact: the error */
  CULM_DOCTOR_NO_REPORT,        /* the code is right, and no report comes */
  CULM_DOCTOR_FOREIGN_TOPIC,    /* it does not give the reports of this serial */
  CULM_DOCTOR_NEEDS_DEVELOPER,  /* works, but commands are refused; fact: as FINE */
  CULM_DOCTOR_CLOCK_BEHIND,     /* the certificate is not valid yet; fact: its first day */
  CULM_DOCTOR_CLOCK_OFF,        /* the printer's clock is far from this computer's, which hinders no connection; fact:
                                 * its time */
  CULM_DOCTOR_EXPIRED,          /* the certificate is valid no more, which does no harm; fact: its last day */
} CulmDoctorReason;

/**
 * CulmDoctorStep:
 *
 * One step of the connection doctor and how it ended. Properties (readable, notify): "state" (int: CulmDoctorState).
 * All its texts are free of secrets, and of the middle of serials.
 */
#define CULM_TYPE_DOCTOR_STEP (culm_doctor_step_get_type ())
G_DECLARE_FINAL_TYPE (CulmDoctorStep, culm_doctor_step, CULM, DOCTOR_STEP, GObject)

/* `port` 0: the step has none. */
CulmDoctorStep  *culm_doctor_step_new (CulmDoctorCheck check, guint16 port);
CulmDoctorCheck  culm_doctor_step_get_check (CulmDoctorStep *self);
CulmDoctorState  culm_doctor_step_get_state (CulmDoctorStep *self);
CulmDoctorReason culm_doctor_step_get_reason (CulmDoctorStep *self);
guint16          culm_doctor_step_get_port (CulmDoctorStep *self);

/* "name", "mqtt", … and "ok", "failed", "skipped", "waiting": for machines. */
const char *culm_doctor_step_get_id (CulmDoctorStep *self);
const char *culm_doctor_state_get_id (CulmDoctorState state);

/* For a person, translated, (transfer full): what it looks at, what it found, and the next act. The advice is nullable:
 * there is nothing to do. */
char *culm_doctor_step_dup_title (CulmDoctorStep *self);
char *culm_doctor_step_dup_detail (CulmDoctorStep *self);
char *culm_doctor_step_dup_advice (CulmDoctorStep *self);

/* Ends it. `fact` is nullable. */
void culm_doctor_step_settle (CulmDoctorStep *self, CulmDoctorState state, CulmDoctorReason reason, const char *fact);

/* "01P00A000000001" as "01P00…001": who it is stays clear to those who know it. Returns: (transfer full). */
char *culm_doctor_mask_serial (const char *serial);

/* All of it as plain lines, for a mail or a forum. `who` names the printer (a serial is masked already), `steps` is of
 * CulmDoctorStep. Returns: (transfer full). */
char *culm_doctor_make_report (const char *who, GListModel *steps);

G_END_DECLS
