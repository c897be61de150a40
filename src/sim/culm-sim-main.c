/* culm-sim-main.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-sim-cloud.h"
#include "culm-sim-control.h"
#include "culm-sim-lan.h"
#include "culm-sim-link.h"
#include "culm-sim-world.h"
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PORT_TRIES 5
#define BROKER_PATIENCE 10 /* s */

/* The parts that listen. */
typedef struct {
  CulmSimCloud *cloud;
  CulmSimBroker *broker;
  CulmSimLink *link;
  CulmSimControl *control;
  CulmSimLan *lan;
  gboolean failed;
  GMainLoop *loop;
} Service;

static void
clear_service (Service *self)
{
  g_clear_object (&self->control);
  g_clear_object (&self->cloud);
  g_clear_object (&self->lan);
  g_clear_object (&self->link);
  g_clear_object (&self->broker);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Service, clear_service)

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_stdin (int fd, GIOCondition condition, gpointer loop)
{
  char noise[512];

  if ((condition & G_IO_IN) != 0 && read (fd, noise, sizeof noise) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Whoever started us holds the other end of stdin, and ends us by closing it. A stdin that has no other end (a file,
 * /dev/null) says nothing; a terminal says only that it is gone, for reading it in the background would stop us. */
static void
watch_stdin (GMainLoop *loop)
{
  struct stat info;

  if (fstat (STDIN_FILENO, &info) != 0)
    return;
  if (S_ISFIFO (info.st_mode) || S_ISSOCK (info.st_mode))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_stdin, loop);
  else if (isatty (STDIN_FILENO))
    g_unix_fd_add (STDIN_FILENO, G_IO_HUP | G_IO_ERR, on_stdin, loop);
}

static JsonNode *
make_ready (CulmSimWorld *world, const char *control)
{
  g_autofree char *host = culm_sim_world_dup_host (world);
  GPtrArray *printers = culm_sim_farm_get_printers (world->farm);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *out = json_object_new ();
  JsonObject *mqtt = json_object_new ();
  JsonArray *accounts = json_array_new (), *list = json_array_new ();

  json_object_set_boolean_member (out, "ready", TRUE);
  json_object_set_string_member (out, "rest", world->rest_url);
  json_object_set_string_member (out, "ca", world->certificates->ca);
  if (world->lan != NULL)
    json_object_set_string_member (out, "printer_ca", culm_sim_lan_get_ca (world->lan));
  json_object_set_string_member (mqtt, "host", host);
  json_object_set_int_member (mqtt, "port", world->mqtt_port);
  json_object_set_object_member (out, "mqtt", mqtt);
  json_object_set_string_member (out, "control", control);
  json_array_add_object_element (accounts, culm_sim_account_dup_ready (world->account));
  json_object_set_array_member (out, "accounts", accounts);
  for (guint i = 0; i < printers->len; i++) {
    CulmSimPrinter *printer = g_ptr_array_index (printers, i);
    JsonObject *entry = json_object_new ();

    json_object_set_string_member (entry, "serial", culm_sim_printer_get_serial (printer));
    json_object_set_string_member (entry, "model", culm_sim_printer_get_model (printer));
    json_object_set_string_member (entry, "name", culm_sim_printer_get_name (printer));
    json_object_set_string_member (entry, "access_code", culm_sim_printer_get_access_code (printer));
    if (world->lan != NULL)
      culm_sim_lan_describe (world->lan, printer, entry);
    json_array_add_object_element (list, entry);
  }
  json_object_set_array_member (out, "printers", list);
  json_node_take_object (node, out);
  return node;
}

static gboolean
on_patience_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
on_broker_died (CulmSimBroker *broker G_GNUC_UNUSED, Service *self)
{
  g_printerr ("culm-sim: the broker has ended by itself\n");
  self->failed = TRUE;
  g_main_loop_quit (self->loop);
}

/* A port that was free a moment ago may be taken when the broker comes to it: then it ends, and others are tried. */
static gboolean
start_broker (Service *self, CulmSimWorld *world, GError **error)
{
  for (guint i = 0; i < PORT_TRIES; i++) {
    gboolean over = FALSE;
    guint timer;

    self->broker = culm_sim_broker_new (world, error);
    if (self->broker == NULL)
      return FALSE;
    self->link = culm_sim_link_new (world, self->broker);
    timer = g_timeout_add_seconds (BROKER_PATIENCE, on_patience_over, &over);
    while (!over && culm_sim_broker_is_running (self->broker) && !culm_sim_link_is_ready (self->link))
      g_main_context_iteration (NULL, TRUE);
    if (!over)
      g_source_remove (timer);
    if (culm_sim_link_is_ready (self->link)) {
      world->mqtt_port = culm_sim_broker_get_port (self->broker);
      g_signal_connect (self->broker, "died", G_CALLBACK (on_broker_died), self);
      return TRUE;
    }
    g_clear_object (&self->link);
    g_clear_object (&self->broker);
  }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The broker does not start: see %s/mosquitto.log",
               world->state_dir);
  return FALSE;
}

static gboolean
start_service (Service *self, CulmSimWorld *world, GError **error)
{
  if (!start_broker (self, world, error))
    return FALSE;
  self->cloud = culm_sim_cloud_new (world, error);
  if (self->cloud == NULL)
    return FALSE;
  if (world->options->lan) {
    self->lan = world->lan = culm_sim_lan_new (world, self->broker, error);
    if (self->lan == NULL)
      return FALSE;
  }
  self->control = culm_sim_control_new (world, self->broker, self->link, error);
  return self->control != NULL;
}

static int
run (const CulmSimOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmSimWorld) world = culm_sim_world_new (options, &error);
  g_auto (Service) service = { .loop = loop };
  g_autoptr (JsonNode) ready = NULL;
  g_autofree char *line = NULL;

  if (world == NULL || !start_service (&service, world, &error)) {
    g_printerr ("culm-sim: %s\n", error->message);
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ? 2 : 1;
  }
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  watch_stdin (loop);
  culm_sim_farm_start (world->farm);
  ready = make_ready (world, culm_sim_control_get_url (service.control));
  line = json_to_string (ready, FALSE);
  puts (line);
  fflush (stdout);
  g_main_loop_run (loop);
  return service.failed ? 1 : 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmSimOptions) options = NULL;

  signal (SIGPIPE, SIG_IGN);
  options = culm_sim_options_parse (&argc, &argv, &error);
  if (options == NULL) {
    g_printerr ("culm-sim: %s\n", error->message);
    return 2;
  }
  if (options->version) {
    g_print ("culm-sim " PACKAGE_VERSION "\n");
    return 0;
  }
  return run (options);
}
