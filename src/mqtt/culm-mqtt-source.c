/* culm-mqtt-source.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-source.h"
#include <errno.h>
#include <linux/tcp.h>
#include <mosquitto.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

/* Reading goes on this long (in µs) before others have their turn. */
#define READ_BUDGET 3000

/* The time from one mosquitto_loop_misc() to the next (in µs). */
#define TICK G_USEC_PER_SEC

/* GDK_PRIORITY_REDRAW */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

typedef enum { PHASE_TCP, PHASE_TLS, PHASE_PACKETS } Phase;

typedef struct {
  GSource parent;
  struct mosquitto *mosq;
  CulmMqttSourceFunc func;
  gpointer user_data;
  gpointer tag;
  Phase phase;
  GIOCondition conditions;
  gboolean more; /* something is left to do that no event on the descriptor will tell */
  int wake_rc;
  int wake_code;
  gint64 next_tick;
  guint dispatches;
} CulmMqttSource;

/* Tells what a step gave. Returns: FALSE when the connection is over, or the source has been destroyed, and mosq
 * perhaps with it. */
static gboolean
report (CulmMqttSource *self, int rc, int code)
{
  gboolean more;

  if (rc == MOSQ_ERR_SUCCESS && mosquitto_socket (self->mosq) == -1)
    rc = MOSQ_ERR_CONN_LOST;
  more = self->func (rc, code, self->user_data);
  if (rc != MOSQ_ERR_SUCCESS || g_source_is_destroyed (&self->parent))
    return FALSE;
  self->more = self->more || more;
  return TRUE;
}

/* During TLS the socket is writable while nothing can be written, and mosquitto_want_write() may say yes all the same:
 * asking for G_IO_OUT then burns a core. */
static GIOCondition
choose_conditions (CulmMqttSource *self)
{
  GIOCondition conditions = G_IO_ERR | G_IO_HUP;

  if (self->phase == PHASE_TCP)
    return conditions | G_IO_OUT;
  if (self->phase == PHASE_PACKETS && mosquitto_want_write (self->mosq))
    conditions |= G_IO_OUT;
  return conditions | G_IO_IN;
}

static int
read_socket_error (CulmMqttSource *self)
{
  int error = 0;
  socklen_t length = sizeof error;

  getsockopt (mosquitto_socket (self->mosq), SOL_SOCKET, SO_ERROR, &error, &length);
  return error;
}

static gboolean
write_packets (CulmMqttSource *self)
{
  int rc;

  errno = 0;
  rc = mosquitto_loop_write (self->mosq, 1);
  return report (self, rc, rc == MOSQ_ERR_ERRNO ? errno : 0);
}

/* loop_read carries the handshake on; which of its steps was the last one, only OpenSSL says. CONNECT waits in the
 * queue until then. */
static gboolean
step_tls (CulmMqttSource *self)
{
  SSL *ssl;
  int rc;

  errno = 0;
  rc = mosquitto_loop_read (self->mosq, 1);
  if (!report (self, rc, rc == MOSQ_ERR_ERRNO ? errno : 0))
    return FALSE;
  ssl = mosquitto_ssl_get (self->mosq);
  if (ssl == NULL || !SSL_is_init_finished (ssl))
    return TRUE;
  self->phase = PHASE_PACKETS;
  self->more = TRUE; /* what came with the end of the handshake */
  return write_packets (self);
}

static gboolean
step_tcp (CulmMqttSource *self, GIOCondition events)
{
  int error = read_socket_error (self);

  if (error != 0 || (events & (G_IO_ERR | G_IO_HUP)) != 0)
    return report (self, MOSQ_ERR_ERRNO, error != 0 ? error : ECONNREFUSED);
  if ((events & G_IO_OUT) == 0)
    return TRUE;
  if (mosquitto_ssl_get (self->mosq) != NULL) {
    self->phase = PHASE_TLS;
    return step_tls (self);
  }
  self->phase = PHASE_PACKETS;
  return write_packets (self);
}

/* Whether the last read found nothing. A write that would block, of an answer to what was read, leaves the same
 * errno. */
static gboolean
would_block (CulmMqttSource *self)
{
  SSL *ssl = mosquitto_ssl_get (self->mosq);

  return (errno == EAGAIN || errno == EWOULDBLOCK) && (ssl == NULL || SSL_want_read (ssl));
}

/* libmosquitto reads one packet at a time, and OpenSSL reads ahead, where poll() does not see it: go on until a read
 * would block. */
static gboolean
read_packets (CulmMqttSource *self, gint64 now)
{
  gboolean blocked;
  int rc, code;

  self->more = FALSE;
  do {
    errno = 0;
    rc = mosquitto_loop_read (self->mosq, 1);
    code = rc == MOSQ_ERR_ERRNO ? errno : 0;
    blocked = would_block (self);
    if (!report (self, rc, code))
      return FALSE;
  } while (!blocked && !self->more && g_get_monotonic_time () - now < READ_BUDGET);
  self->more = self->more || !blocked;
  return TRUE;
}

static gboolean
step_packets (CulmMqttSource *self, GIOCondition events, gint64 now)
{
  if ((events & G_IO_OUT) != 0 && !write_packets (self))
    return FALSE;
  if (self->more) {
    /* First what has been read and not been taken. */
    self->more = FALSE;
    if (!report (self, MOSQ_ERR_SUCCESS, 0))
      return FALSE;
    if (self->more)
      return TRUE;
    events |= G_IO_IN;
  }
  if ((events & G_IO_IN) != 0 && !read_packets (self, now))
    return FALSE;
  /* A peer that goes away often says so first (CONNACK 5): only when nothing is left to read, hanging up counts. */
  if ((events & (G_IO_ERR | G_IO_HUP)) != 0 && !self->more)
    return report (self, MOSQ_ERR_CONN_LOST, read_socket_error (self));
  return TRUE;
}

static gboolean
step (CulmMqttSource *self, GIOCondition events, gint64 now)
{
  if (self->wake_rc != MOSQ_ERR_SUCCESS)
    return report (self, self->wake_rc, self->wake_code);
  if (self->phase == PHASE_TCP)
    return events == 0 || step_tcp (self, events);
  if (self->phase != PHASE_TLS)
    return step_packets (self, events, now);
  if ((events & G_IO_IN) != 0 && !step_tls (self))
    return FALSE;
  if ((events & (G_IO_ERR | G_IO_HUP)) != 0)
    return report (self, MOSQ_ERR_CONN_LOST, read_socket_error (self));
  return TRUE;
}

static gboolean
culm_mqtt_source_prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return ((CulmMqttSource *) source)->more;
}

static gboolean
culm_mqtt_source_dispatch (GSource *source, GSourceFunc callback G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  CulmMqttSource *self = (CulmMqttSource *) source;
  gint64 now = g_get_monotonic_time ();

  self->dispatches++;
  g_source_set_ready_time (source, self->next_tick);
  if (!step (self, g_source_query_unix_fd (source, self->tag), now))
    return G_SOURCE_REMOVE;
  if (now >= self->next_tick) {
    self->next_tick = now + TICK;
    g_source_set_ready_time (source, self->next_tick);
    if (!report (self, mosquitto_loop_misc (self->mosq), 0))
      return G_SOURCE_REMOVE;
  }
  culm_mqtt_source_update (source);
  return G_SOURCE_CONTINUE;
}

GSource *
culm_mqtt_source_new (struct mosquitto *mosq, CulmMqttSourceFunc func, gpointer user_data)
{
  static GSourceFuncs funcs = { culm_mqtt_source_prepare, NULL, culm_mqtt_source_dispatch, NULL, NULL, NULL };
  GSource *source = g_source_new (&funcs, sizeof (CulmMqttSource));
  CulmMqttSource *self = (CulmMqttSource *) source;

  self->mosq = mosq;
  self->func = func;
  self->user_data = user_data;
  self->phase = PHASE_TCP;
  self->conditions = choose_conditions (self);
  self->tag = g_source_add_unix_fd (source, mosquitto_socket (mosq), self->conditions);
  self->next_tick = g_get_monotonic_time () + TICK;
  g_source_set_ready_time (source, self->next_tick);
  g_source_set_priority (source, PRIORITY);
  g_source_set_static_name (source, "CulmMqttSource");
  return source;
}

void
culm_mqtt_source_update (GSource *source)
{
  CulmMqttSource *self = (CulmMqttSource *) source;
  GIOCondition conditions = choose_conditions (self);

  /* Each g_source_modify_unix_fd() wakes the context up: only when there is a difference. */
  if (conditions == self->conditions)
    return;
  self->conditions = conditions;
  g_source_modify_unix_fd (source, self->tag, conditions);
}

void
culm_mqtt_source_wake (GSource *source, int rc, int code)
{
  CulmMqttSource *self = (CulmMqttSource *) source;

  if (self->wake_rc == MOSQ_ERR_SUCCESS) {
    self->wake_rc = rc;
    self->wake_code = code;
  }
  self->more = TRUE;
  g_source_set_ready_time (source, 0);
}

gboolean
culm_mqtt_source_is_connected (GSource *source)
{
  return ((CulmMqttSource *) source)->phase > PHASE_TCP;
}

void
culm_mqtt_source_ping (GSource *source)
{
  static const guint8 pingreq[] = { 0xc0, 0 };
  CulmMqttSource *self = (CulmMqttSource *) source;
  SSL *ssl = mosquitto_ssl_get (self->mosq);

  if (self->phase != PHASE_PACKETS || mosquitto_want_write (self->mosq))
    return; /* between two packets only; and what waits for an answer already asks as well */
  if (ssl != NULL && SSL_write (ssl, pingreq, sizeof pingreq) != (int) sizeof pingreq)
    culm_mqtt_source_wake (source, MOSQ_ERR_CONN_LOST, 0); /* half a record can be followed by nothing else */
  else if (ssl == NULL && send (mosquitto_socket (self->mosq), pingreq, sizeof pingreq, MSG_DONTWAIT | MSG_NOSIGNAL) !=
                              (gssize) sizeof pingreq)
    culm_mqtt_source_wake (source, MOSQ_ERR_CONN_LOST, errno);
}

guint64
culm_mqtt_source_get_received (GSource *source)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  if (getsockopt (mosquitto_socket (((CulmMqttSource *) source)->mosq), IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
    return 0;
  return info.tcpi_bytes_received;
}

guint
culm_mqtt_source_get_dispatches (GSource *source)
{
  return ((CulmMqttSource *) source)->dispatches;
}
