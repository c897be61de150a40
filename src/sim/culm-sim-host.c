/* culm-sim-host.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-host.h"
#include "culm-sim-broker.h"
#include "culm-sim-card.h"
#include "culm-sim-detect.h"
#include "culm-sim-ftp.h"
#include "culm-sim-json.h"
#include "culm-sim-model.h"
#include "culm-sim-relay.h"
#include "culm-sim-tunnel.h"
#include "culm-sim-world.h"
#include <fcntl.h>
#include <unistd.h>

#define USER "bblp"
#define TLS_PATIENCE 15 /* s */
#define FTP_SESSIONS 2
#define VIEWERS 1

struct _CulmSimHost {
  GObject parent_instance;
  CulmSimWorld *world;
  CulmSimAuthority *authority;
  CulmSimPrinter *printer;
  const CulmSimModel *model;
  CulmSimListener *listeners[CULM_SIM_N_PORTS]; /* NULL where the model has none */
  int folder;                                   /* the state folder, so that its sockets have short names */
  char *broker_path;
  guint seed;

  GMutex lock; /* of what follows, which the visitors' threads read */
  SSL_CTX *context;
  char *code, *card, *storage_path, *inside_path, *asked_name;
  gboolean has_storage;
  CulmSimCamera camera;
};

const char *const culm_sim_port_names[] = { "mqtt", "ftps", "camera", "rtsps", "tunnel", "detect", NULL };
static const guint real_ports[] = { 8883, 990, 6000, 322, 6000, 3000 };
static const CulmSimServe servers[CULM_SIM_N_PORTS] = {
  [CULM_SIM_PORT_MQTT] = culm_sim_relay_serve_mqtt, [CULM_SIM_PORT_RTSPS] = culm_sim_relay_serve_rtsp,
  [CULM_SIM_PORT_FTPS] = culm_sim_ftp_serve,        [CULM_SIM_PORT_CAMERA] = culm_sim_camera_serve,
  [CULM_SIM_PORT_TUNNEL] = culm_sim_tunnel_serve,   [CULM_SIM_PORT_DETECT] = culm_sim_detect_serve,
};

G_DEFINE_FINAL_TYPE (CulmSimHost, culm_sim_host, G_TYPE_OBJECT)

/* reference/lan.md §1: RTSPS on the X1 and newer, where the newest have a tunnel too; the camera of the others. */
static gboolean
has_port (const CulmSimModel *model, CulmSimPort port)
{
  gboolean rtsp = culm_sim_model_has (model, CULM_SIM_HAS_RTSP);

  switch (port) {
  case CULM_SIM_PORT_CAMERA: return !rtsp;
  case CULM_SIM_PORT_RTSPS: return rtsp;
  case CULM_SIM_PORT_TUNNEL: return rtsp && !culm_sim_model_has (model, CULM_SIM_HAS_LIDAR);
  case CULM_SIM_PORT_MQTT:
  case CULM_SIM_PORT_FTPS:
  case CULM_SIM_PORT_DETECT:
  case CULM_SIM_N_PORTS:
  default: return TRUE;
  }
}

static char *
make_card (CulmSimHost *self)
{
  JsonObject *login = culm_sim_json_new_object (
      "{'bind':'occupied','command':'detect','connect':'cloud','dev_cap':1,'id':'%s','model':'%s','sequence_id':3021,"
      "'version':'%s'}",
      culm_sim_printer_get_serial (self->printer), self->model->id, culm_sim_printer_get_firmware (self->printer));
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *out = json_object_new ();

  json_object_set_string_member (login, "name", culm_sim_printer_get_name (self->printer));
  json_object_set_object_member (out, "login", login);
  json_node_take_object (node, out);
  return json_to_string (node, FALSE);
}

/* A file on its way to the list, from a visitor's thread to the main one. */
typedef struct {
  CulmSimHost *host;
  char *path, *sha256;
  gint64 size;
} Upload;

static void
free_upload (Upload *upload)
{
  g_object_unref (upload->host);
  g_free (upload->path);
  g_free (upload->sha256);
  g_free (upload);
}

static gboolean
on_upload (gpointer user_data)
{
  Upload *upload = user_data;
  g_autoptr (JsonObject) entry = culm_sim_journal_add (culm_sim_uploads_get_journal (upload->host->world->uploads));
  g_autofree char *name = g_path_get_basename (upload->path);

  json_object_set_string_member (entry, "name", name);
  json_object_set_int_member (entry, "size", upload->size);
  json_object_set_string_member (entry, "sha256", upload->sha256);
  json_object_set_boolean_member (entry, "confirmed", TRUE);
  json_object_set_string_member (entry, "serial", culm_sim_printer_get_serial (upload->host->printer));
  json_object_set_string_member (entry, "path", upload->path);
  return G_SOURCE_REMOVE;
}

static void
on_visited (CulmSimListener *listener G_GNUC_UNUSED, CulmSimHost *self)
{
  culm_sim_host_refresh (self);
}

static void
on_viewer (CulmSimListener *listener G_GNUC_UNUSED, CulmSimHost *self)
{
  culm_sim_studio_order (self->world->studio, culm_sim_printer_get_serial (self->printer),
                         culm_sim_printer_get_access_code (self->printer));
}

static void
add_listeners (CulmSimHost *self)
{
  for (guint i = 0; i < CULM_SIM_N_PORTS; i++) {
    if (!has_port (self->model, i) || (i == CULM_SIM_PORT_RTSPS && self->world->studio == NULL))
      continue;
    self->listeners[i] = culm_sim_listener_new (servers[i], self);
    g_signal_connect_object (self->listeners[i], "visited", G_CALLBACK (on_visited), self, 0);
    if (i == CULM_SIM_PORT_RTSPS)
      g_signal_connect_object (self->listeners[i], "visited", G_CALLBACK (on_viewer), self, 0);
  }
}

static void
culm_sim_host_dispose (GObject *object)
{
  CulmSimHost *self = CULM_SIM_HOST (object);

  culm_sim_host_stop (self);
  for (guint i = 0; i < CULM_SIM_N_PORTS; i++)
    g_clear_object (&self->listeners[i]);
  G_OBJECT_CLASS (culm_sim_host_parent_class)->dispose (object);
}

static void
culm_sim_host_finalize (GObject *object)
{
  CulmSimHost *self = CULM_SIM_HOST (object);

  if (self->folder >= 0)
    close (self->folder);
  g_clear_pointer (&self->context, SSL_CTX_free);
  g_free (self->broker_path);
  g_free (self->storage_path);
  g_free (self->inside_path);
  g_free (self->asked_name);
  g_free (self->code);
  g_free (self->card);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (culm_sim_host_parent_class)->finalize (object);
}

static void
culm_sim_host_class_init (CulmSimHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_host_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_sim_host_finalize;
}

static void
culm_sim_host_init (CulmSimHost *self)
{
  g_mutex_init (&self->lock);
  self->folder = -1;
  self->camera = (CulmSimCamera){ .mode = CULM_SIM_CAMERA_NORMAL, .rate = 1, .width = 1280, .height = 720 };
}

CulmSimHost *
culm_sim_host_new (CulmSimWorld *world, CulmSimAuthority *authority, CulmSimPrinter *printer, GError **error)
{
  g_autoptr (CulmSimHost) self = g_object_new (CULM_SIM_TYPE_HOST, NULL);
  const char *serial = culm_sim_printer_get_serial (printer);

  self->world = world;
  self->authority = authority;
  self->printer = printer;
  self->model = culm_sim_model_find (culm_sim_printer_get_model_id (printer));
  self->seed = culm_sim_printer_get_address (printer) & 255;
  self->folder = open (world->state_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
  self->broker_path = g_strdup_printf ("/proc/self/fd/%d/%s" CULM_SIM_BROKER_SOCKET, self->folder, serial);
  self->context = culm_sim_authority_open (authority, serial, NULL, error);
  if (self->context == NULL)
    return NULL;
  culm_sim_host_refresh (self);
  add_listeners (self);
  culm_sim_host_set_limit (self, 0, FALSE);
  if (self->listeners[CULM_SIM_PORT_CAMERA] != NULL)
    culm_sim_listener_set_limit (self->listeners[CULM_SIM_PORT_CAMERA], VIEWERS, TRUE);
  return g_steal_pointer (&self);
}

gboolean
culm_sim_host_start (CulmSimHost *self, GError **error)
{
  g_autofree char *address = culm_sim_host_dup_address (self);
  gboolean shared = self->world->options->one_address != NULL; /* then none has the ports of a real one */

  for (guint i = 0; i < CULM_SIM_N_PORTS; i++) {
    guint port = culm_sim_host_get_port (self, i);

    if (self->listeners[i] != NULL &&
        !culm_sim_listener_start (self->listeners[i], address, port != 0 || shared ? port : real_ports[i], error))
      return FALSE;
  }
  return TRUE;
}

void
culm_sim_host_stop (CulmSimHost *self)
{
  for (guint i = 0; i < CULM_SIM_N_PORTS; i++)
    if (self->listeners[i] != NULL)
      culm_sim_listener_stop (self->listeners[i]);
}

gboolean
culm_sim_host_is_up (CulmSimHost *self)
{
  return culm_sim_listener_is_running (self->listeners[CULM_SIM_PORT_MQTT]);
}

CulmSimPrinter *
culm_sim_host_get_printer (CulmSimHost *self)
{
  return self->printer;
}

char *
culm_sim_host_dup_address (CulmSimHost *self)
{
  guint32 address = culm_sim_printer_get_address (self->printer);

  if (self->world->options->one_address != NULL)
    return g_strdup (self->world->options->one_address);
  return g_strdup_printf ("%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
}

guint
culm_sim_host_get_port (CulmSimHost *self, CulmSimPort port)
{
  return self->listeners[port] != NULL ? culm_sim_listener_get_port (self->listeners[port]) : 0;
}

CulmSimListener *
culm_sim_host_get_listener (CulmSimHost *self, CulmSimPort port)
{
  return self->listeners[port];
}

void
culm_sim_host_set_limit (CulmSimHost *self, guint limit, gboolean replaces)
{
  culm_sim_listener_set_limit (self->listeners[CULM_SIM_PORT_MQTT], limit, replaces);
  culm_sim_listener_set_limit (self->listeners[CULM_SIM_PORT_FTPS], limit != 0 ? limit : FTP_SESSIONS, replaces);
}

gboolean
culm_sim_host_set_camera (CulmSimHost *self, JsonObject *wish)
{
  gboolean done;

  g_mutex_lock (&self->lock);
  done = culm_sim_camera_read (&self->camera, wish);
  g_mutex_unlock (&self->lock);
  return done;
}

gboolean
culm_sim_host_renew_certificate (CulmSimHost *self, const char *name, GError **error)
{
  g_autoptr (SSL_CTX) context =
      culm_sim_authority_open (self->authority, culm_sim_printer_get_serial (self->printer), name, error);

  if (context == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  SSL_CTX_free (self->context);
  self->context = g_steal_pointer (&context);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < CULM_SIM_N_PORTS; i++)
    if (self->listeners[i] != NULL)
      culm_sim_listener_drop (self->listeners[i]);
  return TRUE;
}

void
culm_sim_host_refresh (CulmSimHost *self)
{
  g_mutex_lock (&self->lock);
  g_free (self->code);
  g_free (self->card);
  self->code = g_strdup (culm_sim_printer_get_access_code (self->printer));
  self->card = make_card (self);
  self->has_storage = culm_sim_printer_get_storage (self->printer);
  g_mutex_unlock (&self->lock);
}

gboolean
culm_sim_host_start_tls (CulmSimHost *self, CulmSimStream *stream)
{
  g_autoptr (SSL_CTX) context = NULL;

  g_mutex_lock (&self->lock);
  SSL_CTX_up_ref (self->context);
  context = self->context;
  g_mutex_unlock (&self->lock);
  if (!culm_sim_stream_start_tls (stream, context, TLS_PATIENCE))
    return FALSE;
  g_mutex_lock (&self->lock);
  g_free (self->asked_name);
  self->asked_name = g_strdup (SSL_get_servername (stream->ssl, TLSEXT_NAMETYPE_host_name));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

char *
culm_sim_host_dup_asked_name (CulmSimHost *self)
{
  char *name;

  g_mutex_lock (&self->lock);
  name = g_strdup (self->asked_name);
  g_mutex_unlock (&self->lock);
  return name;
}

gboolean
culm_sim_host_admits (CulmSimHost *self, const char *user, const char *code)
{
  gboolean admits;

  g_mutex_lock (&self->lock);
  admits = g_str_equal (user, USER) && g_str_equal (code, self->code);
  g_mutex_unlock (&self->lock);
  return admits;
}

const char *
culm_sim_host_get_broker_path (CulmSimHost *self)
{
  return self->broker_path;
}

char *
culm_sim_host_dup_card (CulmSimHost *self)
{
  char *card;

  g_mutex_lock (&self->lock);
  card = g_strdup (self->card);
  g_mutex_unlock (&self->lock);
  return card;
}

const char *
culm_sim_host_get_card (CulmSimHost *self)
{
  const char *path;

  g_mutex_lock (&self->lock);
  if (self->storage_path == NULL)
    self->storage_path = culm_sim_card_open (self->world->state_dir, culm_sim_printer_get_serial (self->printer),
                                             self->model, self->seed);
  path = self->storage_path;
  g_mutex_unlock (&self->lock);
  return path;
}

const char *
culm_sim_host_get_inside (CulmSimHost *self)
{
  const char *path;

  g_mutex_lock (&self->lock);
  if (self->inside_path == NULL)
    self->inside_path =
        culm_sim_card_open_inside (self->world->state_dir, culm_sim_printer_get_serial (self->printer), self->seed);
  path = self->inside_path;
  g_mutex_unlock (&self->lock);
  return path;
}

gboolean
culm_sim_host_has_card (CulmSimHost *self)
{
  gboolean has;

  g_mutex_lock (&self->lock);
  has = self->has_storage;
  g_mutex_unlock (&self->lock);
  return has;
}

gboolean
culm_sim_host_lists_paths (CulmSimHost *self)
{
  return culm_sim_model_has (self->model, CULM_SIM_HAS_LIDAR);
}

gboolean
culm_sim_host_tells_room (CulmSimHost *self)
{
  return culm_sim_model_has (self->model, CULM_SIM_SENDS_DELTAS);
}

gboolean
culm_sim_host_ends_politely (CulmSimHost *self)
{
  return !culm_sim_model_has (self->model, CULM_SIM_SENDS_DELTAS);
}

void
culm_sim_host_take_ftp_trouble (CulmSimHost *self, const char *command, const char *path, CulmSimFtpTrouble *trouble)
{
  culm_sim_ftp_faults_take (self->world->ftp_faults, culm_sim_printer_get_serial (self->printer), command, path,
                            trouble);
}

void
culm_sim_host_note_upload (CulmSimHost *self, const char *path, gint64 size, const char *sha256)
{
  Upload *upload = g_new0 (Upload, 1);

  upload->host = g_object_ref (self);
  upload->path = g_strdup (path);
  upload->sha256 = g_strdup (sha256);
  upload->size = size;
  g_idle_add_full (G_PRIORITY_HIGH, on_upload, upload, (GDestroyNotify) free_upload);
}

guint
culm_sim_host_wait_live (CulmSimHost *self, GCancellable *cancellable)
{
  return culm_sim_studio_wait (self->world->studio, culm_sim_printer_get_serial (self->printer), cancellable);
}

CulmSimCamera
culm_sim_host_get_camera (CulmSimHost *self)
{
  CulmSimCamera camera;

  g_mutex_lock (&self->lock);
  camera = self->camera;
  g_mutex_unlock (&self->lock);
  return camera;
}

guint
culm_sim_host_get_seed (CulmSimHost *self)
{
  return self->seed;
}
