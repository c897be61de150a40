/* culm-error.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CULM_ERROR:
 *
 * The one error domain at the boundary of every layer. The message is worded for the log and never holds a secret;
 * what a person reads is chosen by code in `ui` and `ctl`. Beside the code an error may carry what the other side
 * said: see CulmErrorOrigin and the getters below (reference/errors.md).
 */
#define CULM_ERROR (culm_error_quark ())

typedef enum {
  CULM_ERROR_FAILED,        /* the other side failed, and said nothing more exact */
  CULM_ERROR_USAGE,         /* the caller's words make no sense: wrong argument, no number */
  CULM_ERROR_OFFLINE,       /* no connection, or the printer does not answer */
  CULM_ERROR_REFUSED,       /* the other side understood and said no */
  CULM_ERROR_UNAUTHORISED,  /* not signed in, or the token, the password or the access code is wrong or expired */
  CULM_ERROR_WRONG_CODE,    /* the e-mail, SMS or authenticator code is wrong */
  CULM_ERROR_EXPIRED_CODE,  /* the e-mail or SMS code is too old: ask for a new one */
  CULM_ERROR_FORBIDDEN,     /* signed in, and not allowed */
  CULM_ERROR_BLOCKED,       /* a bot filter stands in the way (reference/rest.md §6) */
  CULM_ERROR_UNTRUSTED,     /* a certificate that does not prove who the peer is */
  CULM_ERROR_MALFORMED,     /* an answer that cannot be understood */
  CULM_ERROR_TIMED_OUT,     /* no answer in time */
  CULM_ERROR_NOT_CONFIRMED, /* a command was sent, and the printer did not show it in time */
  CULM_ERROR_BUSY,          /* not now: the state forbids it */
  CULM_ERROR_UNSUPPORTED,   /* no form for it: this model, this firmware, this dialect or this server lacks it */
  CULM_ERROR_OUT_OF_RANGE,  /* a value beyond the limits of the model */
  CULM_ERROR_LIMITED,       /* a rate limit; try later */
  CULM_ERROR_NOT_FOUND,     /* no such printer, file, account or path */
  CULM_ERROR_AMBIGUOUS,     /* a name fits several printers */
  CULM_ERROR_DAMAGED,       /* a file or transfer whose size or checksum differs */
  CULM_ERROR_FULL,          /* no space left */
  CULM_ERROR_CANCELLED,     /* a person cancelled it */
  CULM_ERROR_INTERRUPTED,   /* the program ended before it was done */
} CulmError;

/* Who spoke: the `domain` of an error document (contract.md §3). */
typedef enum {
  CULM_ERROR_ORIGIN_USAGE,
  CULM_ERROR_ORIGIN_CLOUD,
  CULM_ERROR_ORIGIN_MQTT,
  CULM_ERROR_ORIGIN_LAN,
  CULM_ERROR_ORIGIN_FILE,
  CULM_ERROR_ORIGIN_PRINTER,
} CulmErrorOrigin;

GQuark culm_error_quark (void);

/* A new error. Returns: (transfer full). */
GError *culm_error_new (CulmErrorOrigin origin, CulmError code, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Like g_set_error(), with an origin. */
void culm_error_set (GError **error, CulmErrorOrigin origin, CulmError code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* What the other side said. Each setter does nothing to an error of another domain; each getter then says
 * CULM_ERROR_ORIGIN_USAGE, NULL or 0. A server code is a REST code 1001–1006 or a printer's `err_code`; `err` is one of
 * the ERR_* names of the vendor's reference (reference/errors.md §1); `detail` is the server's own text, free of
 * secrets; retry-after counts in seconds. */
void culm_error_set_err (GError *error, const char *err);
void culm_error_set_server_code (GError *error, gint64 server_code);
void culm_error_set_http_status (GError *error, guint http_status);
void culm_error_set_detail (GError *error, const char *detail);
void culm_error_set_retry_after (GError *error, guint seconds);

CulmErrorOrigin culm_error_get_origin (const GError *error);
const char     *culm_error_get_err (const GError *error);
gint64          culm_error_get_server_code (const GError *error);
guint           culm_error_get_http_status (const GError *error);
const char     *culm_error_get_detail (const GError *error);
guint           culm_error_get_retry_after (const GError *error);

/* The names of contract.md §3, for example "unauthorised", "out-of-range" and "cloud". Returns: a static string. */
const char *culm_error_get_code_name (CulmError code);
const char *culm_error_get_origin_name (CulmErrorOrigin origin);

G_END_DECLS
