/* culm-sim-listener.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-listener.h"

#define BACKLOG 64
#define PLACE_PATIENCE G_USEC_PER_SEC /* until somebody who goes is gone */
#define SILENCE 86400                 /* s */

struct _CulmSimListener {
  GObject parent_instance;
  CulmSimServe serve;
  gpointer user_data;
  GSocket *socket;
  GSource *source;
  guint port, n_visits;

  GMutex lock;
  GCond changed;
  GQueue visits; /* Visit, oldest first */
  GQueue gone;   /* Visit, whose threads have nothing left to do */
  guint limit;
  gboolean replaces, silent;
};

/* A connection; in one of the two lists, and freed on the main thread once its thread has ended. */
typedef struct {
  CulmSimListener *listener;
  GSocket *socket;
  GCancellable *cancellable;
  GThread *thread;
} Visit;

enum { VISITED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSimListener, culm_sim_listener, G_TYPE_OBJECT)

/* Puts out who is too many, or waits a little for a place. Returns: whether this one may stay, and in silence? */
static gboolean
find_place (CulmSimListener *self, Visit *visit, gboolean *silent)
{
  gint64 deadline = g_get_monotonic_time () + PLACE_PATIENCE;
  gboolean fits;

  g_mutex_lock (&self->lock);
  if (self->limit > 0 && self->replaces && self->visits.length > self->limit)
    g_cancellable_cancel (((Visit *) g_queue_peek_head (&self->visits))->cancellable);
  while (self->limit > 0 && self->visits.length > self->limit && !g_cancellable_is_cancelled (visit->cancellable)) {
    if (!g_cond_wait_until (&self->changed, &self->lock, deadline))
      break;
  }
  fits = self->limit == 0 || self->visits.length <= self->limit;
  *silent = self->silent;
  g_mutex_unlock (&self->lock);
  return fits && !g_cancellable_is_cancelled (visit->cancellable);
}

static void
keep_silent (CulmSimStream *stream)
{
  guint8 noise[512];

  while (culm_sim_stream_read (stream, noise, sizeof noise, SILENCE) > 0)
    ;
}

static void
leave (Visit *visit)
{
  CulmSimListener *self = visit->listener;

  g_mutex_lock (&self->lock);
  g_queue_remove (&self->visits, visit);
  g_queue_push_tail (&self->gone, visit);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_visit (gpointer data)
{
  Visit *visit = data;
  CulmSimStream *stream = culm_sim_stream_new (visit->socket, visit->cancellable);
  gboolean silent;

  if (find_place (visit->listener, visit, &silent)) {
    if (silent)
      keep_silent (stream);
    else
      visit->listener->serve (stream, visit->listener->user_data);
  }
  culm_sim_stream_free (stream);
  leave (visit);
  return NULL;
}

/* Waits for the last steps of the threads of those who have left. On the main thread. */
static void
bid_farewell (CulmSimListener *self)
{
  for (;;) {
    Visit *visit;

    g_mutex_lock (&self->lock);
    visit = g_queue_pop_head (&self->gone);
    g_mutex_unlock (&self->lock);
    if (visit == NULL)
      return;
    g_thread_join (visit->thread);
    g_object_unref (visit->socket);
    g_object_unref (visit->cancellable);
    g_free (visit);
  }
}

static gboolean
on_connection (GSocket *socket, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  CulmSimListener *self = user_data;
  GSocket *connection = g_socket_accept (socket, NULL, NULL);
  Visit *visit;

  if (connection == NULL)
    return G_SOURCE_CONTINUE;
  bid_farewell (self);
  g_signal_emit (self, signals[VISITED], 0);
  self->n_visits++;
  visit = g_new0 (Visit, 1);
  visit->listener = self;
  visit->socket = connection;
  visit->cancellable = g_cancellable_new ();
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->visits, visit);
  g_mutex_unlock (&self->lock);
  visit->thread = g_thread_new ("visit", run_visit, visit);
  return G_SOURCE_CONTINUE;
}

static GSocket *
bind_socket (const char *address, guint port, GError **error)
{
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new_from_string (address, port);
  g_autoptr (GSocket) socket =
      g_socket_new (g_socket_address_get_family (place), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  g_socket_set_blocking (socket, FALSE);
  if (!g_socket_bind (socket, place, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static void
culm_sim_listener_finalize (GObject *object)
{
  CulmSimListener *self = CULM_SIM_LISTENER (object);

  culm_sim_listener_stop (self);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (culm_sim_listener_parent_class)->finalize (object);
}

static void
culm_sim_listener_class_init (CulmSimListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_sim_listener_finalize;
  signals[VISITED] =
      g_signal_new ("visited", CULM_SIM_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_sim_listener_init (CulmSimListener *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->visits);
  g_queue_init (&self->gone);
}

CulmSimListener *
culm_sim_listener_new (CulmSimServe serve, gpointer user_data)
{
  CulmSimListener *self = g_object_new (CULM_SIM_TYPE_LISTENER, NULL);

  self->serve = serve;
  self->user_data = user_data;
  return self;
}

gboolean
culm_sim_listener_start (CulmSimListener *self, const char *address, guint port, GError **error)
{
  g_autoptr (GSocketAddress) bound = NULL;

  if (self->socket != NULL)
    return TRUE;
  self->socket = bind_socket (address, port, NULL);
  if (self->socket == NULL)
    self->socket = bind_socket (address, 0, error);
  if (self->socket == NULL)
    return FALSE;
  bound = g_socket_get_local_address (self->socket, error);
  if (bound == NULL)
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_connection), self, NULL);
  g_source_attach (self->source, NULL);
  return TRUE;
}

void
culm_sim_listener_drop (CulmSimListener *self)
{
  g_mutex_lock (&self->lock);
  for (GList *l = self->visits.head; l != NULL; l = l->next)
    g_cancellable_cancel (((Visit *) l->data)->cancellable);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
culm_sim_listener_stop (CulmSimListener *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  culm_sim_listener_drop (self);
  g_mutex_lock (&self->lock);
  while (self->visits.length > 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  bid_farewell (self);
}

gboolean
culm_sim_listener_is_running (CulmSimListener *self)
{
  return self->socket != NULL;
}

guint
culm_sim_listener_get_port (CulmSimListener *self)
{
  return self->port;
}

guint
culm_sim_listener_get_visits (CulmSimListener *self)
{
  return self->n_visits;
}

void
culm_sim_listener_set_limit (CulmSimListener *self, guint limit, gboolean replaces)
{
  g_mutex_lock (&self->lock);
  self->limit = limit;
  self->replaces = replaces;
  g_mutex_unlock (&self->lock);
}

void
culm_sim_listener_set_silent (CulmSimListener *self, gboolean silent)
{
  g_mutex_lock (&self->lock);
  self->silent = silent;
  g_mutex_unlock (&self->lock);
}
