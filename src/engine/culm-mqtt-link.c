/* culm-mqtt-link.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-link.h"
#include "culm-command-writer.h"
#include "culm-error.h"
#include "culm-link-context.h"
#include "culm-log.h"

/* Limits of contract.md §3. */
#define CONFIRM_MS 10000
#define CONFIRM_AMS_MS 15000
/* How long a printer may take to refuse what was so before it was asked (reference/mqtt.md §2.1: about 1 s). */
#define REFUSE_MS 3000

struct _CulmMqttLink {
  GObject parent_instance;
  CulmPrinter *printer; /* not owned */
  CulmMqttSession *session;
  CulmDialect dialect;
  gboolean seed_by_default;
  guint timeout;      /* ms; 0: as the contract says */
  GPtrArray *pending; /* Pending, in the order of their sending */
  guint64 commands;   /* sent so far */
  CulmLimiter *limiter;
  GCancellable *turns; /* those who wait for their turn on this connection */
  GHashTable *asking;  /* the questions among them, by name */
};

/* A command that was published, until it ends. */
typedef struct {
  CulmMqttLink *link; /* not owned */
  guint64 number;     /* among the commands of the link */
  GTask *task;
  CulmCommand *command;
  GPtrArray *messages; /* CulmCommandMessage */
  gboolean shown;      /* the report said so before it was sent */
  gint64 sent;         /* monotonic µs */
  guint in_flight;     /* messages that the broker has not acknowledged yet */
  guint timer;
} Pending;

static CulmSequence sequence; /* of the process: the numbers are its own (reference/mqtt.md §2) */

static CulmSequence *
get_sequence (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    culm_sequence_init (&sequence, (guint) g_random_int_range (CULM_SEQUENCE_FIRST, CULM_SEQUENCE_LAST));
    g_once_init_leave (&ready, 1);
  }
  return &sequence;
}

static void
free_pending (Pending *pending)
{
  g_clear_handle_id (&pending->timer, g_source_remove);
  g_clear_object (&pending->task);
  culm_command_unref (pending->command);
  g_ptr_array_unref (pending->messages);
  g_free (pending);
}

/* Ends a command; `error` (transfer full) NULL: confirmed. */
static void
end_pending (Pending *pending, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&pending->task);

  g_ptr_array_remove (pending->link->pending, pending);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GError *
make_unconfirmed (const char *why)
{
  return culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_CONFIRMED, "The printer did not confirm it: %s",
                         why);
}

static gboolean
on_timeout (gpointer data)
{
  Pending *pending = data;
  g_autoptr (CulmMqttLink) held = g_object_ref (pending->link);

  pending->timer = 0;
  /* What was so before may have no reply in this firmware, and be obeyed all the same. */
  if (pending->shown && culm_printer_shows (held->printer, pending->command))
    end_pending (pending, NULL);
  else
    end_pending (pending, make_unconfirmed ("no sign in time"));
  return G_SOURCE_REMOVE;
}

/* What a message belongs to. */
typedef struct {
  CulmMqttLink *link;
  guint64 number; /* of the command; 0: a question, which belongs to none */
  char *name;
} Delivery;

static void
free_delivery (Delivery *delivery)
{
  g_object_unref (delivery->link);
  g_free (delivery->name);
  g_free (delivery);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Delivery, free_delivery)

static Pending *
find_number (CulmMqttLink *self, guint64 number)
{
  for (guint i = 0; i < self->pending->len; i++) {
    Pending *pending = g_ptr_array_index (self->pending, i);

    if (pending->number == number)
      return pending;
  }
  return NULL;
}

static void
publish_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Delivery) delivery = user_data;
  g_autoptr (GError) error = NULL;
  Pending *pending = find_number (delivery->link, delivery->number);

  /* A PUBACK says that the broker has it, and nothing of the printer: but no report before it can show what was asked.
   * What breaks the connection ends the command. */
  if (!culm_mqtt_session_publish_finish (CULM_MQTT_SESSION (session), result, &error))
    culm_debug ("Publishing %s failed: %s", delivery->name, error->message);
  else if (pending != NULL)
    pending->in_flight--;
}

static void
publish (CulmMqttLink *self, GBytes *payload, guint64 number, const char *name)
{
  g_autofree char *topic = g_strdup_printf ("device/%s/request", culm_printer_get_serial (self->printer));
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->link = g_object_ref (self);
  delivery->number = number;
  delivery->name = g_strdup (name);
  culm_mqtt_session_publish_async (self->session, topic, payload, 1, NULL, publish_cb, delivery);
}

static gboolean
is_ams (CulmCommandKind kind)
{
  return kind >= CULM_COMMAND_AMS_LOAD && kind <= CULM_COMMAND_AMS_DRY;
}

/* Whether it speaks of slots, and what they hold. */
static gboolean
names_slots (CulmCommand *command)
{
  CulmCommandKind kind = culm_command_get_kind (command);

  return is_ams (kind) || kind == CULM_COMMAND_UPKEEP;
}

static guint
get_limit (CulmMqttLink *self, CulmCommand *command)
{
  if (self->timeout != 0)
    return self->timeout;
  return is_ams (culm_command_get_kind (command)) ? CONFIRM_AMS_MS : CONFIRM_MS;
}

/* The printer's own topic is subscribed, or it would not have this link; those of its fellows may still be on their
 * way. */
static gboolean
is_connected (CulmMqttLink *self)
{
  CulmMqttSessionState state = culm_mqtt_session_get_state (self->session);

  return state == CULM_MQTT_SESSION_READY || state == CULM_MQTT_SESSION_CONNECTING;
}

/* A command that waits for its turn, which goes with the connection. */
typedef struct {
  GTask *task;
  GCancellable *turns;
  CulmCommand *command;
  GPtrArray *messages; /* CulmCommandMessage */
} Turn;

static void
free_turn (Turn *turn)
{
  g_clear_object (&turn->task);
  g_clear_object (&turn->turns);
  g_clear_pointer (&turn->command, culm_command_unref);
  g_clear_pointer (&turn->messages, g_ptr_array_unref);
  g_free (turn);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Turn, free_turn)

static GError *
make_offline (void)
{
  return culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "There is no connection now");
}

/* Publishes what had its turn. */
static void
begin_command (CulmMqttLink *self, Turn *turn)
{
  Pending *pending;

  if (!is_connected (self)) {
    g_task_return_error (turn->task, make_offline ());
    return;
  }
  pending = g_new0 (Pending, 1);
  pending->link = self;
  pending->number = ++self->commands;
  pending->task = g_steal_pointer (&turn->task);
  pending->command = g_steal_pointer (&turn->command);
  pending->messages = g_steal_pointer (&turn->messages);
  pending->shown = culm_printer_shows (self->printer, pending->command);
  pending->sent = g_get_monotonic_time ();
  pending->in_flight = pending->messages->len;
  pending->timer = g_timeout_add (get_limit (self, pending->command), on_timeout, pending);
  g_ptr_array_add (self->pending, pending);
  for (guint i = 0; i < pending->messages->len; i++) {
    CulmCommandMessage *message = g_ptr_array_index (pending->messages, i);

    publish (self, message->payload, pending->number, message->name);
  }
}

static void
turn_cb (GObject *limiter, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Turn) turn = user_data;
  CulmMqttLink *self = g_task_get_source_object (turn->task);
  g_autoptr (GError) error = NULL;

  culm_limiter_take_finish (CULM_LIMITER (limiter), result, &error);
  /* The printer may be gone with the connection. */
  if (g_cancellable_is_cancelled (turn->turns))
    g_task_return_error (turn->task, make_offline ());
  else if (error != NULL)
    g_task_return_error (turn->task, g_steal_pointer (&error));
  else
    begin_command (self, turn);
}

/* A stop is never held up, not even by a disk that is slow to count it. */
static gboolean
is_urgent (CulmCommand *command)
{
  CulmCommandKind kind = culm_command_get_kind (command);

  return kind == CULM_COMMAND_STOP || kind == CULM_COMMAND_PAUSE;
}

static void
culm_mqtt_link_send_async (CulmPrinterLink *link, CulmCommand *command, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  CulmMqttLink *self = CULM_MQTT_LINK (link);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_auto (CulmLinkContext) context = { 0 };
  g_autoptr (Turn) turn = g_new0 (Turn, 1);
  GError *error = NULL;
  gboolean urgent = is_urgent (command);

  if (!is_connected (self)) {
    g_task_return_error (task, make_offline ());
    return;
  }
  culm_link_context_init (&context, self->printer, self->dialect, self->seed_by_default, names_slots (command));
  turn->messages = culm_command_write (command, &context.values, get_sequence (), &error);
  if (turn->messages == NULL) {
    g_task_return_error (task, error);
    return;
  }
  turn->task = g_steal_pointer (&task);
  turn->turns = g_object_ref (self->turns);
  turn->command = culm_command_ref (command);
  if (self->limiter != NULL && urgent)
    culm_limiter_take_async (self->limiter, CULM_LIMIT_MESSAGES, NULL, turn->messages->len, CULM_NEED_URGENT, NULL,
                             NULL, NULL);
  if (self->limiter == NULL || urgent) {
    begin_command (self, turn);
  } else {
    guint n_messages = turn->messages->len;

    culm_limiter_take_async (self->limiter, CULM_LIMIT_MESSAGES, NULL, n_messages, CULM_NEED_NORMAL, self->turns,
                             turn_cb, g_steal_pointer (&turn));
  }
}

static gboolean
culm_mqtt_link_send_finish (CulmPrinterLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
culm_mqtt_link_can_write (CulmPrinterLink *link, CulmCommand *command, GError **error)
{
  CulmMqttLink *self = CULM_MQTT_LINK (link);
  g_auto (CulmLinkContext) context = { 0 };

  culm_link_context_init (&context, self->printer, self->dialect, self->seed_by_default, names_slots (command));
  return culm_command_can_write (command, &context.values, error);
}

static void
culm_mqtt_link_iface_init (CulmPrinterLinkInterface *iface)
{
  iface->send_async = culm_mqtt_link_send_async;
  iface->send_finish = culm_mqtt_link_send_finish;
  iface->can_write = culm_mqtt_link_can_write;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmMqttLink, culm_mqtt_link, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_PRINTER_LINK, culm_mqtt_link_iface_init))

/* A question that waits for its turn. */
typedef struct {
  CulmMqttLink *link;
  GCancellable *turns;
  char *name;
  GBytes *payload;
} Question;

static void
free_question (Question *question)
{
  g_object_unref (question->link);
  g_object_unref (question->turns);
  g_bytes_unref (question->payload);
  g_free (question->name);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, free_question)

static void
question_cb (GObject *limiter, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  CulmMqttLink *self = question->link;

  if (!culm_limiter_take_finish (CULM_LIMITER (limiter), result, NULL) || g_cancellable_is_cancelled (question->turns))
    return;
  g_hash_table_remove (self->asking, question->name);
  publish (self, question->payload, 0, question->name);
}

static Pending *
find_shown (CulmMqttLink *self, gint64 now)
{
  for (guint i = 0; i < self->pending->len; i++) {
    Pending *pending = g_ptr_array_index (self->pending, i);
    const CulmCommandMessage *last = g_ptr_array_index (pending->messages, pending->messages->len - 1);
    gboolean may_be_refused =
        last->sequence_id != NULL && pending->shown && now - pending->sent < REFUSE_MS * G_TIME_SPAN_MILLISECOND;

    if (pending->in_flight == 0 && pending->sent < now && !may_be_refused &&
        culm_printer_shows (self->printer, pending->command))
      return pending;
  }
  return NULL;
}

static void
culm_mqtt_link_dispose (GObject *object)
{
  CulmMqttLink *self = CULM_MQTT_LINK (object);

  culm_mqtt_link_break (self);
  g_clear_object (&self->turns);
  g_clear_object (&self->limiter);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (culm_mqtt_link_parent_class)->dispose (object);
}

static void
culm_mqtt_link_finalize (GObject *object)
{
  g_ptr_array_unref (CULM_MQTT_LINK (object)->pending);
  g_hash_table_unref (CULM_MQTT_LINK (object)->asking);
  G_OBJECT_CLASS (culm_mqtt_link_parent_class)->finalize (object);
}

static void
culm_mqtt_link_class_init (CulmMqttLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_mqtt_link_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_mqtt_link_finalize;
}

static void
culm_mqtt_link_init (CulmMqttLink *self)
{
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) free_pending);
  self->asking = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->turns = g_cancellable_new ();
}

CulmMqttLink *
culm_mqtt_link_new (CulmPrinter *printer, CulmMqttSession *session)
{
  CulmMqttLink *self = g_object_new (CULM_TYPE_MQTT_LINK, NULL);

  self->printer = printer;
  self->session = g_object_ref (session);
  return self;
}

void
culm_mqtt_link_set_dialect (CulmMqttLink *self, CulmDialect dialect, gboolean seed_by_default)
{
  self->dialect = dialect;
  self->seed_by_default = seed_by_default;
}

void
culm_mqtt_link_set_limiter (CulmMqttLink *self, CulmLimiter *limiter)
{
  g_set_object (&self->limiter, limiter);
}

void
culm_mqtt_link_set_timeout (CulmMqttLink *self, guint milliseconds)
{
  self->timeout = milliseconds;
}

/* A command of several messages is confirmed by the answer to the last, and refused by that to any. */
void
culm_mqtt_link_take_reply (CulmMqttLink *self, const CulmReply *reply)
{
  for (guint i = 0; i < self->pending->len; i++) {
    Pending *pending = g_ptr_array_index (self->pending, i);

    for (guint j = 0; j < pending->messages->len; j++) {
      const CulmCommandMessage *message = g_ptr_array_index (pending->messages, j);
      GError *error = NULL;

      if (!culm_reply_matches (reply, message->section, message->name, message->sequence_id))
        continue;
      if (reply->refused) {
        culm_reply_set_error (reply, &error);
        end_pending (pending, error);
      } else if (j + 1 == pending->messages->len) {
        end_pending (pending, NULL);
      }
      return;
    }
  }
}

void
culm_mqtt_link_take_report (CulmMqttLink *self)
{
  gint64 now = g_get_monotonic_time ();
  Pending *pending;

  /* Each end may lead to a new command, which this report cannot confirm. */
  while ((pending = find_shown (self, now)) != NULL)
    end_pending (pending, NULL);
}

void
culm_mqtt_link_break (CulmMqttLink *self)
{
  g_autoptr (GCancellable) turns = g_steal_pointer (&self->turns);

  self->turns = g_cancellable_new ();
  g_cancellable_cancel (turns);
  g_hash_table_remove_all (self->asking);
  while (self->pending->len > 0)
    end_pending (g_ptr_array_index (self->pending, 0), make_unconfirmed ("the connection was lost"));
}

void
culm_mqtt_link_ask (CulmMqttLink *self, const char *section, const char *command, const char *rest)
{
  g_autofree char *id = culm_sequence_next (get_sequence ());
  char *text = g_strdup_printf ("{\"%s\":{\"sequence_id\":\"%s\",\"command\":\"%s\"%s}}", section, id, command,
                                rest != NULL ? rest : "");
  g_autoptr (GBytes) payload = g_bytes_new_take (text, strlen (text));
  Question *question;

  if (self->limiter == NULL) {
    publish (self, payload, 0, command);
    return;
  }
  if (!g_hash_table_add (self->asking, g_strdup (command)))
    return;
  question = g_new0 (Question, 1);
  question->link = g_object_ref (self);
  question->turns = g_object_ref (self->turns);
  question->name = g_strdup (command);
  question->payload = g_bytes_ref (payload);
  culm_limiter_take_async (self->limiter, CULM_LIMIT_MESSAGES, NULL, 1, CULM_NEED_QUESTION, self->turns, question_cb,
                           question);
}
