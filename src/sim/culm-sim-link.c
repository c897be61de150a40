/* culm-sim-link.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-link.h"
#include "culm-sim-world.h"
#include <mosquitto.h>
#include <stdio.h>

#define REQUESTS "device/+/request"
#define SUBSCRIPTIONS "$SYS/broker/log/M/subscribe"
/* What we tell ourselves through the broker, to learn how far it is. */
#define ECHO "culm-sim/echo"
#define N_SUBSCRIPTIONS 3
#define RETRY_DELAY 20000    /* µs */
#define KEEPALIVE 60         /* s */
#define HOUSEKEEPING 1000000 /* µs: mosquitto_loop_misc () wants to run once a second */

struct _CulmSimLink {
  GObject parent_instance;
  CulmSimWorld *world;
  CulmSimBroker *broker;
  struct mosquitto *mosq;
  GSource *source;
  GSource *retry;   /* due when it is time to connect */
  guint subscribed; /* answers that came to our SUBSCRIBEs */
  gboolean catches_up;
  guint reload; /* counts the reloads of the broker that were told of */
  GQueue inbox; /* Letter: nothing is published inside a callback of the library */
};

/* A message as it came. */
typedef struct {
  char *topic;
  GBytes *payload;
  int qos;
} Letter;

typedef struct {
  GSource source;
  CulmSimLink *link;
  gpointer tag;
  GIOCondition wanted;
  gint64 next_chore;
} LinkSource;

G_DEFINE_FINAL_TYPE (CulmSimLink, culm_sim_link, G_TYPE_OBJECT)

static void
free_letter (Letter *letter)
{
  g_free (letter->topic);
  g_bytes_unref (letter->payload);
  g_free (letter);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Letter, free_letter)

/* The serial of "device/SERIAL/request". Returns: (transfer full) (nullable) */
static char *
read_serial (const char *topic)
{
  g_auto (GStrv) parts = g_strsplit (topic, "/", 4);

  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], "device") || !g_str_equal (parts[2], "request"))
    return NULL;
  return g_strdup (parts[1]);
}

static void
make_trouble (CulmSimLink *self, const CulmSimFault *fault)
{
  g_autoptr (GError) error = NULL;

  switch (fault->what) {
  case CULM_SIM_WHAT_RESET: culm_sim_broker_drop (self->broker); break;
  case CULM_SIM_WHAT_DELAY: culm_sim_broker_stall (self->broker, fault->seconds); break;
  case CULM_SIM_WHAT_STATUS: culm_sim_broker_refuse (self->broker, TRUE); break;
  case CULM_SIM_WHAT_RESTART:
    if (!culm_sim_broker_restart (self->broker, &error))
      culm_sim_world_say (self->world, "broker: %s", error->message);
    break;
  case CULM_SIM_WHAT_TRUNCATE:
  case CULM_SIM_WHAT_BAD_JSON:
  default: break; /* of reports, in spoil_report () */
  }
}

/* Returns: (transfer full): the payload, or what ordered trouble leaves of it */
static GBytes *
spoil_report (CulmSimLink *self, const char *topic, GBytes *payload)
{
  static const char broken[] = "{\"print\":{\"command\":\"push_status\",]";
  g_autoptr (CulmSimFault) fault = culm_sim_faults_take (self->world->faults, CULM_SIM_WHERE_REPORT, topic);
  gsize size = g_bytes_get_size (payload);

  if (fault == NULL)
    return g_bytes_ref (payload);
  if (fault->what == CULM_SIM_WHAT_BAD_JSON)
    return g_bytes_new_static (broken, sizeof broken - 1);
  return g_bytes_new_from_bytes (payload, 0, fault->after >= 0 ? MIN ((gsize) fault->after, size) : size / 2);
}

static void
take_request (CulmSimLink *self, const char *serial, Letter *letter)
{
  CulmSimPrinter *printer = culm_sim_farm_find (self->world->farm, serial);
  gsize size;
  const char *bytes = g_bytes_get_data (letter->payload, &size);
  g_autofree char *text = g_utf8_make_valid (size > 0 ? bytes : "", (gssize) size);
  g_autoptr (JsonObject) entry = culm_sim_journal_add (self->world->commands);
  gboolean obeyed;

  json_object_set_string_member (entry, "serial", serial);
  json_object_set_string_member (entry, "topic", letter->topic);
  json_object_set_string_member (entry, "payload", text);
  json_object_set_int_member (entry, "qos", letter->qos);
  json_object_set_boolean_member (entry, "obeyed", FALSE);
  obeyed = printer != NULL && culm_sim_printer_get_online (printer) &&
           culm_sim_printer_handle_request (printer, letter->payload);
  json_object_set_boolean_member (entry, "obeyed", obeyed);
  culm_sim_world_say (self->world, "%s %s %s", serial, obeyed ? "obeys" : "ignores", text);
}

static void
look_for_trouble (CulmSimLink *self)
{
  g_autoptr (CulmSimFault) fault = culm_sim_faults_take (self->world->faults, CULM_SIM_WHERE_BROKER, "");

  if (fault != NULL)
    make_trouble (self, fault);
}

/* Whether somebody who subscribed to this hears the reports of this printer. */
static gboolean
covers_reports (const char *subscription, CulmSimPrinter *printer)
{
  g_autofree char *topic = g_strdup_printf ("device/%s/report", culm_sim_printer_get_serial (printer));
  bool covers = false;

  return mosquitto_topic_matches_sub (subscription, topic, &covers) == MOSQ_ERR_SUCCESS && covers;
}

/* "CLIENT QOS TOPIC", as the broker logs a SUBSCRIBE; a client's name may hold blanks, a printer's topic none. */
static void
take_subscription (CulmSimLink *self, Letter *letter)
{
  GPtrArray *printers = culm_sim_farm_get_printers (self->world->farm);
  gsize size;
  const char *bytes = g_bytes_get_data (letter->payload, &size);
  g_autofree char *text = g_strndup (bytes, size);
  const char *topic = strrchr (text, ' ');
  gboolean any = FALSE;

  for (guint i = 0; topic != NULL && i < printers->len; i++) {
    CulmSimPrinter *printer = g_ptr_array_index (printers, i);

    if (!covers_reports (topic + 1, printer))
      continue;
    if (!any)
      look_for_trouble (self);
    any = TRUE;
    if (self->world->options->greeting)
      culm_sim_printer_greet (printer);
  }
}

static void
send_echo (CulmSimLink *self, guint round)
{
  g_autofree char *text = g_strdup_printf ("%u %u", self->reload, round);

  if (culm_sim_link_is_ready (self))
    mosquitto_publish (self->mosq, NULL, ECHO, (int) strlen (text), text, 0, false);
}

/* The broker looks for signals when its sockets stir, and heeds them at the end of that turn. So when the first echo
 * is back it has seen the signal, and when the second is back the turn of the first is over. */
static void
take_echo (CulmSimLink *self, Letter *letter)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (letter->payload, NULL), g_bytes_get_size (letter->payload));
  guint reload, round;

  if (sscanf (text, "%u %u", &reload, &round) != 2 || reload != self->reload)
    return;
  if (round == 1)
    send_echo (self, 2);
  else
    culm_sim_broker_confirm (self->broker);
}

static void
read_inbox (CulmSimLink *self)
{
  for (;;) {
    g_autoptr (Letter) letter = g_queue_pop_head (&self->inbox);
    g_autofree char *serial = letter != NULL ? read_serial (letter->topic) : NULL;

    if (letter == NULL)
      return;
    if (serial != NULL)
      take_request (self, serial, letter);
    else if (g_str_equal (letter->topic, SUBSCRIPTIONS))
      take_subscription (self, letter);
    else if (g_str_equal (letter->topic, ECHO))
      take_echo (self, letter);
  }
}

static void
on_connect (struct mosquitto *mosq, void *user_data G_GNUC_UNUSED, int code)
{
  if (code != 0)
    return;
  mosquitto_subscribe (mosq, NULL, REQUESTS, 2);
  mosquitto_subscribe (mosq, NULL, SUBSCRIPTIONS, 0);
  mosquitto_subscribe (mosq, NULL, ECHO, 0);
}

static void
on_subscribe (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int id G_GNUC_UNUSED, int n G_GNUC_UNUSED,
              const int *granted G_GNUC_UNUSED)
{
  CulmSimLink *self = user_data;

  self->subscribed++;
  self->catches_up = culm_sim_link_is_ready (self);
}

static void
on_message (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, const struct mosquitto_message *message)
{
  CulmSimLink *self = user_data;
  Letter *letter = g_new0 (Letter, 1);

  letter->topic = g_strdup (message->topic);
  letter->payload = g_bytes_new (message->payload, (gsize) MAX (message->payloadlen, 0));
  letter->qos = message->qos;
  g_queue_push_tail (&self->inbox, letter);
}

static gboolean
prepare_source (GSource *source, int *timeout)
{
  LinkSource *self = (LinkSource *) source;
  gint64 left = self->next_chore - g_source_get_time (source);
  GIOCondition wanted;

  if (mosquitto_socket (self->link->mosq) < 0) /* a publish found the connection broken */
    return TRUE;
  wanted = mosquitto_want_write (self->link->mosq) ? G_IO_IN | G_IO_OUT : G_IO_IN;
  if (wanted != self->wanted) /* the call wakes the loop up, changed or not */
    g_source_modify_unix_fd (source, self->tag, wanted);
  self->wanted = wanted;
  *timeout = (int) (MAX (left, 0) / 1000 + 1);
  return left <= 0;
}

static gboolean
check_source (GSource *source)
{
  LinkSource *self = (LinkSource *) source;

  return mosquitto_socket (self->link->mosq) < 0 || g_source_query_unix_fd (source, self->tag) != 0 ||
         g_source_get_time (source) >= self->next_chore;
}

static gboolean
dispatch_source (GSource *source, GSourceFunc callback, gpointer user_data)
{
  LinkSource *self = (LinkSource *) source;
  struct mosquitto *mosq = self->link->mosq;
  GIOCondition condition = g_source_query_unix_fd (source, self->tag);
  int code = MOSQ_ERR_SUCCESS;

  if ((condition & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0 && mosquitto_socket (mosq) >= 0)
    code = mosquitto_loop_read (mosq, 1);
  if (code == MOSQ_ERR_SUCCESS && (condition & G_IO_OUT) != 0)
    code = mosquitto_loop_write (mosq, 1);
  if (code == MOSQ_ERR_SUCCESS && g_source_get_time (source) >= self->next_chore) {
    self->next_chore = g_source_get_time (source) + HOUSEKEEPING;
    code = mosquitto_loop_misc (mosq);
  }
  if (self->link->catches_up) /* connected: a reload may have gone unseen while we were not */
    send_echo (self->link, 1);
  self->link->catches_up = FALSE;
  read_inbox (self->link);
  if (code == MOSQ_ERR_SUCCESS && mosquitto_socket (mosq) >= 0)
    return G_SOURCE_CONTINUE;
  callback (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
dispatch_retry (GSource *source G_GNUC_UNUSED, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .prepare = prepare_source, .check = check_source, .dispatch = dispatch_source };
static GSourceFuncs retry_funcs = { .dispatch = dispatch_retry };

static void
close_connection (CulmSimLink *self)
{
  if (self->source != NULL) {
    g_source_destroy (self->source);
    g_clear_pointer (&self->source, g_source_unref);
  }
  g_clear_pointer (&self->mosq, mosquitto_destroy);
  self->subscribed = 0;
}

static gboolean
on_lost (gpointer user_data)
{
  CulmSimLink *self = user_data;

  close_connection (self);
  g_source_set_ready_time (self->retry, g_get_monotonic_time () + RETRY_DELAY);
  return G_SOURCE_REMOVE;
}

static void
attach_source (CulmSimLink *self)
{
  LinkSource *source;

  self->source = g_source_new (&source_funcs, sizeof (LinkSource));
  source = (LinkSource *) self->source;
  source->link = self;
  source->wanted = G_IO_IN;
  source->tag = g_source_add_unix_fd (self->source, mosquitto_socket (self->mosq), G_IO_IN);
  g_source_set_callback (self->source, on_lost, self, NULL);
  g_source_attach (self->source, NULL);
}

static gboolean
on_retry (gpointer user_data)
{
  CulmSimLink *self = user_data;

  self->mosq = mosquitto_new (NULL, true, self);
  mosquitto_username_pw_set (self->mosq, CULM_SIM_BROKER_USER, culm_sim_broker_get_inner_password (self->broker));
  mosquitto_connect_callback_set (self->mosq, on_connect);
  mosquitto_subscribe_callback_set (self->mosq, on_subscribe);
  mosquitto_message_callback_set (self->mosq, on_message);
  if (mosquitto_connect (self->mosq, "127.0.0.1", (int) culm_sim_broker_get_inner_port (self->broker), KEEPALIVE) !=
      MOSQ_ERR_SUCCESS) {
    g_clear_pointer (&self->mosq, mosquitto_destroy);
    g_source_set_ready_time (self->retry, g_get_monotonic_time () + RETRY_DELAY);
    return G_SOURCE_CONTINUE;
  }
  g_source_set_ready_time (self->retry, -1);
  attach_source (self);
  return G_SOURCE_CONTINUE;
}

static void
on_report (CulmSimFarm *farm G_GNUC_UNUSED, CulmSimPrinter *printer, GBytes *payload, CulmSimLink *self)
{
  const char *serial = culm_sim_printer_get_serial (printer);
  g_autofree char *topic = g_strdup_printf ("device/%s/report", serial);
  g_autoptr (GBytes) spoilt = spoil_report (self, topic, payload);
  g_autoptr (CulmSimFault) fault = NULL;

  culm_sim_link_publish (self, serial, spoilt);
  fault = culm_sim_faults_count_report (self->world->faults);
  if (fault != NULL)
    make_trouble (self, fault);
}

static void
on_online_changed (CulmSimFarm *farm G_GNUC_UNUSED, CulmSimPrinter *printer, gboolean online, CulmSimLink *self)
{
  g_autofree char *text =
      g_strdup_printf ("{\"event\":{\"event\":\"client.%s\"}}", online ? "connected" : "disconnected");
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  culm_sim_link_publish (self, culm_sim_printer_get_serial (printer), payload);
}

static void
on_broker_reloading (CulmSimBroker *broker G_GNUC_UNUSED, CulmSimLink *self)
{
  self->reload++;
  send_echo (self, 1);
}

static void
culm_sim_link_dispose (GObject *object)
{
  CulmSimLink *self = CULM_SIM_LINK (object);

  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
  close_connection (self);
  g_queue_clear_full (&self->inbox, (GDestroyNotify) free_letter);
  G_OBJECT_CLASS (culm_sim_link_parent_class)->dispose (object);
}

static void
culm_sim_link_class_init (CulmSimLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_link_dispose;
  mosquitto_lib_init ();
}

static void
culm_sim_link_init (CulmSimLink *self)
{
  g_queue_init (&self->inbox);
}

CulmSimLink *
culm_sim_link_new (CulmSimWorld *world, CulmSimBroker *broker)
{
  CulmSimLink *self = g_object_new (CULM_SIM_TYPE_LINK, NULL);

  self->world = world;
  self->broker = broker;
  g_signal_connect_object (world->farm, "report", G_CALLBACK (on_report), self, 0);
  g_signal_connect_object (world->farm, "online-changed", G_CALLBACK (on_online_changed), self, 0);
  g_signal_connect_object (broker, "reloading", G_CALLBACK (on_broker_reloading), self, 0);
  self->retry = g_source_new (&retry_funcs, sizeof (GSource));
  g_source_set_callback (self->retry, on_retry, self, NULL);
  g_source_set_ready_time (self->retry, 0);
  g_source_attach (self->retry, NULL);
  return self;
}

gboolean
culm_sim_link_is_ready (CulmSimLink *self)
{
  return self->subscribed == N_SUBSCRIPTIONS;
}

gboolean
culm_sim_link_publish (CulmSimLink *self, const char *serial, GBytes *payload)
{
  g_autofree char *topic = g_strdup_printf ("device/%s/report", serial);
  gsize size;
  const void *bytes = g_bytes_get_data (payload, &size);

  return self->mosq != NULL &&
         mosquitto_publish (self->mosq, NULL, topic, (int) size, bytes, 0, false) == MOSQ_ERR_SUCCESS;
}

void
culm_sim_link_meet_trouble (CulmSimLink *self)
{
  look_for_trouble (self);
}
