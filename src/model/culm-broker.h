/* culm-broker.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CULM_BROKER_CONNECTING,
  CULM_BROKER_ONLINE,  /* it took us, and the printer's topic is subscribed */
  CULM_BROKER_OFFLINE, /* no way to it now; tries go on by themselves */
  CULM_BROKER_REFUSED, /* user or password are wrong, or its certificate: a person must do something */
} CulmBrokerState;

/**
 * CulmBroker:
 *
 * An MQTT broker that a person typed in by hand for one printer (reference/mqtt.md §1). Its password is not here: it
 * lives in the keyring.
 *
 * Properties (readable, notify): "serial", "host", "user" (strings), "model" (string, nullable: as it was typed),
 * "port" (uint), "plain" (boolean: no TLS, by explicit wish), "state" (int: CulmBrokerState), "error" (GError,
 * nullable: why it is offline or refused).
 */
#define CULM_TYPE_BROKER (culm_broker_get_type ())
G_DECLARE_FINAL_TYPE (CulmBroker, culm_broker, CULM, BROKER, GObject)

#define CULM_BROKER_PORT       8883
#define CULM_BROKER_PORT_PLAIN 1883
/* The user that printers and the vendor's example know. */
#define CULM_BROKER_USER "bblp"

/* What a person types in. Borrowed texts. */
typedef struct {
  const char *serial, *host, *user, *password; /* never NULL */
  const char *model;   /* as culm_printer_model_find() takes it; nullable */
  const char *ca_file; /* nullable */
  guint16 port;        /* 0: the usual one */
  gboolean plain;      /* no TLS */
} CulmBrokerDraft;

CulmBroker     *culm_broker_new (const char *serial, const char *host, guint16 port, gboolean plain, const char *user,
                                 const char *model);
const char     *culm_broker_get_serial (CulmBroker *self);
const char     *culm_broker_get_host (CulmBroker *self);
guint16         culm_broker_get_port (CulmBroker *self);
gboolean        culm_broker_get_plain (CulmBroker *self);
const char     *culm_broker_get_user (CulmBroker *self);
const char     *culm_broker_get_model (CulmBroker *self);
CulmBrokerState culm_broker_get_state (CulmBroker *self);
const GError   *culm_broker_get_error (CulmBroker *self);

/* "HOST:PORT", an IPv6 number in brackets. Returns: (transfer full). */
char *culm_broker_dup_address (CulmBroker *self);

/* Whether this may stand in a topic and name a file: 1 to 64 letters, digits, '-' and '_'. */
gboolean culm_broker_is_serial (const char *text);

/* "HOST" or "HOST:PORT"; a number of IPv6 is written in brackets where a port follows. Returns: (transfer full) the
 * host, or NULL with USAGE and ERR_INVALID_URL; `port` is 0 when none was written. */
char *culm_broker_parse_address (const char *text, guint16 *port, GError **error);

/* For the engine. */
void culm_broker_set_state (CulmBroker *self, CulmBrokerState state, const GError *error);

G_END_DECLS
