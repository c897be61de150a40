/* culm-mqtt-inbox.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-inbox.h"
#include <mosquitto.h>

#define NO_CONNACK -1
#define SUBACK_FAILURE 0x80

struct _CulmMqttInbox {
  int connack;
  GQueue answers;  /* Answer */
  GQueue messages; /* Message */
};

typedef struct {
  int id;
  gboolean refused;
} Answer;

typedef struct {
  char *topic;
  GBytes *payload;
} Message;

static void
free_message (gpointer data)
{
  Message *message = data;

  g_free (message->topic);
  g_bytes_unref (message->payload);
  g_free (message);
}

static void
push_answer (CulmMqttInbox *self, int id, gboolean refused)
{
  Answer *answer = g_new (Answer, 1);

  answer->id = id;
  answer->refused = refused;
  g_queue_push_tail (&self->answers, answer);
}

static void
on_connect (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int code)
{
  ((CulmMqttInbox *) user_data)->connack = code;
}

static void
on_message (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, const struct mosquitto_message *received)
{
  CulmMqttInbox *self = user_data;
  Message *message = g_new (Message, 1);

  message->topic = g_strdup (received->topic);
  message->payload = g_bytes_new (received->payload, received->payloadlen);
  g_queue_push_tail (&self->messages, message);
}

static void
on_publish (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int id)
{
  push_answer (user_data, id, FALSE);
}

static void
on_subscribe (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int id, int n_granted, const int *granted)
{
  push_answer (user_data, id, n_granted < 1 || granted[0] == SUBACK_FAILURE);
}

CulmMqttInbox *
culm_mqtt_inbox_new (void)
{
  CulmMqttInbox *self = g_new0 (CulmMqttInbox, 1);

  self->connack = NO_CONNACK;
  g_queue_init (&self->answers);
  g_queue_init (&self->messages);
  return self;
}

void
culm_mqtt_inbox_free (CulmMqttInbox *self)
{
  culm_mqtt_inbox_clear (self);
  g_free (self);
}

struct mosquitto *
culm_mqtt_inbox_make_mosquitto (CulmMqttInbox *self, const char *client_id)
{
  struct mosquitto *mosq = mosquitto_new (client_id, true, self);

  if (mosq == NULL)
    return NULL;
  mosquitto_connect_callback_set (mosq, on_connect);
  mosquitto_message_callback_set (mosq, on_message);
  mosquitto_publish_callback_set (mosq, on_publish);
  mosquitto_subscribe_callback_set (mosq, on_subscribe);
  return mosq;
}

void
culm_mqtt_inbox_clear (CulmMqttInbox *self)
{
  self->connack = NO_CONNACK;
  g_queue_clear_full (&self->answers, g_free);
  g_queue_clear_full (&self->messages, free_message);
}

int
culm_mqtt_inbox_get_connack (CulmMqttInbox *self)
{
  return self->connack;
}

gboolean
culm_mqtt_inbox_has_answers (CulmMqttInbox *self)
{
  return !g_queue_is_empty (&self->answers);
}

gboolean
culm_mqtt_inbox_has_messages (CulmMqttInbox *self)
{
  return !g_queue_is_empty (&self->messages);
}

gboolean
culm_mqtt_inbox_take_answer (CulmMqttInbox *self, int *id, gboolean *refused)
{
  g_autofree Answer *answer = g_queue_pop_head (&self->answers);

  if (answer == NULL)
    return FALSE;
  *id = answer->id;
  *refused = answer->refused;
  return TRUE;
}

gboolean
culm_mqtt_inbox_take_message (CulmMqttInbox *self, char **topic, GBytes **payload)
{
  g_autofree Message *message = g_queue_pop_head (&self->messages);

  if (message == NULL)
    return FALSE;
  *topic = message->topic;
  *payload = message->payload;
  return TRUE;
}
