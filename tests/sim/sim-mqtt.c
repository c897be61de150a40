/* sim-mqtt.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-mqtt.h"
#include <mosquitto.h>
#include <string.h>

#define PATIENCE 8 /* s */
#define STEP_MS 20

struct _SimMqtt {
  struct mosquitto *mosq;
  GPtrArray *inbox; /* GBytes */
  int connack;      /* -1 before */
  int published;    /* the last message that the broker has */
  gboolean lost;
};

static void
on_connect (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int code)
{
  ((SimMqtt *) user_data)->connack = code;
}

static void
on_message (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, const struct mosquitto_message *message)
{
  g_ptr_array_add (((SimMqtt *) user_data)->inbox, g_bytes_new (message->payload, (gsize) message->payloadlen));
}

static void
on_publish (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int id)
{
  ((SimMqtt *) user_data)->published = id;
}

static void
step (SimMqtt *self)
{
  if (mosquitto_loop (self->mosq, STEP_MS, 1) != MOSQ_ERR_SUCCESS)
    self->lost = TRUE;
}

static gint64
get_deadline (guint seconds)
{
  return g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

static char *
make_topic (const char *serial, const char *tail)
{
  return g_strdup_printf ("device/%s/%s", serial, tail);
}

SimMqtt *
sim_mqtt_connect (CulmTestSim *sim, const char *token)
{
  SimMqtt *self = g_new0 (SimMqtt, 1);
  g_autoptr (JsonNode) account = culm_test_sim_control (sim, "GET", "/account", NULL);
  g_autofree char *user =
      g_strdup_printf ("u_%" G_GINT64_FORMAT, json_object_get_int_member (json_node_get_object (account), "uid"));
  gint64 deadline = get_deadline (PATIENCE);

  mosquitto_lib_init ();
  self->connack = -1;
  self->inbox = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->mosq = mosquitto_new (NULL, true, self);
  mosquitto_username_pw_set (self->mosq, user, token);
  mosquitto_tls_set (self->mosq, culm_test_sim_get_ca (sim), NULL, NULL, NULL, NULL);
  mosquitto_connect_callback_set (self->mosq, on_connect);
  mosquitto_message_callback_set (self->mosq, on_message);
  mosquitto_publish_callback_set (self->mosq, on_publish);
  g_assert_cmpint (
      mosquitto_connect (self->mosq, culm_test_sim_get_mqtt_host (sim), (int) culm_test_sim_get_mqtt_port (sim), 30),
      ==, MOSQ_ERR_SUCCESS);
  while (self->connack < 0 && g_get_monotonic_time () < deadline)
    step (self);
  g_assert_cmpint (self->connack, >=, 0);
  return self;
}

void
sim_mqtt_free (SimMqtt *self)
{
  mosquitto_disconnect (self->mosq);
  mosquitto_destroy (self->mosq);
  g_ptr_array_unref (self->inbox);
  g_free (self);
}

int
sim_mqtt_get_connack (SimMqtt *self)
{
  return self->connack;
}

void
sim_mqtt_wait_lost (SimMqtt *self)
{
  gint64 deadline = get_deadline (PATIENCE);

  while (!self->lost && g_get_monotonic_time () < deadline)
    step (self);
  g_assert_true (self->lost);
}

void
sim_mqtt_subscribe (SimMqtt *self, const char *serial)
{
  g_autofree char *topic = make_topic (serial, "report");

  g_assert_cmpint (mosquitto_subscribe (self->mosq, NULL, topic, 0), ==, MOSQ_ERR_SUCCESS);
}

void
sim_mqtt_publish (SimMqtt *self, const char *serial, const char *payload, int qos)
{
  g_autofree char *topic = make_topic (serial, "request");
  gint64 deadline = get_deadline (PATIENCE);
  int id;

  self->published = -1;
  g_assert_cmpint (mosquitto_publish (self->mosq, &id, topic, (int) strlen (payload), payload, qos, false), ==,
                   MOSQ_ERR_SUCCESS);
  while (self->published != id && g_get_monotonic_time () < deadline)
    step (self);
  g_assert_cmpint (self->published, ==, id);
}

GBytes *
sim_mqtt_wait_bytes (SimMqtt *self)
{
  gint64 deadline = get_deadline (PATIENCE);

  while (self->inbox->len == 0 && g_get_monotonic_time () < deadline)
    step (self);
  g_assert_cmpuint (self->inbox->len, >, 0);
  return g_ptr_array_steal_index (self->inbox, 0);
}

char *
sim_mqtt_wait_report (SimMqtt *self, const char *text)
{
  for (;;) {
    g_autoptr (GBytes) bytes = sim_mqtt_wait_bytes (self);
    g_autofree char *report = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

    if (strstr (report, text) != NULL)
      return g_steal_pointer (&report);
  }
}

void
sim_mqtt_forget (SimMqtt *self)
{
  g_ptr_array_set_size (self->inbox, 0);
}

guint
sim_mqtt_listen (SimMqtt *self, guint ms)
{
  gint64 deadline = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < deadline)
    step (self);
  return self->inbox->len;
}
