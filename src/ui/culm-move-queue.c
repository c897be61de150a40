/* culm-move-queue.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-move-queue.h"
#include "culm-text-error.h"

#define WAITING_MAX 2

struct _CulmMoveQueue {
  GObject parent_instance;
  CulmPrinter *printer;
  GQueue waiting; /* of CulmCommand */
  gboolean busy;
  char *failure;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CulmMoveQueue, culm_move_queue, G_TYPE_OBJECT)

static void
drop_waiting (CulmMoveQueue *self)
{
  g_queue_clear_full (&self->waiting, (GDestroyNotify) culm_command_unref);
}

static void
send_next (CulmMoveQueue *self, GAsyncReadyCallback sent_cb)
{
  g_autoptr (CulmCommand) command = g_queue_pop_head (&self->waiting);

  if (command != NULL)
    culm_printer_send_async (self->printer, command, NULL, sent_cb, g_object_ref (self));
  self->busy = command != NULL;
  g_signal_emit (self, changed_signal, 0);
}

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmMoveQueue) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!culm_printer_send_finish (CULM_PRINTER (printer), result, &error)) {
    drop_waiting (self);
    self->failure = culm_text_command_error (error);
  }
  send_next (self, send_cb);
}

static void
culm_move_queue_dispose (GObject *object)
{
  CulmMoveQueue *self = CULM_MOVE_QUEUE (object);

  drop_waiting (self);
  g_clear_object (&self->printer);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (culm_move_queue_parent_class)->dispose (object);
}

static void
culm_move_queue_class_init (CulmMoveQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_move_queue_dispose;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_move_queue_init (CulmMoveQueue *self)
{
  g_queue_init (&self->waiting);
}

CulmMoveQueue *
culm_move_queue_new (CulmPrinter *printer)
{
  CulmMoveQueue *self = g_object_new (CULM_TYPE_MOVE_QUEUE, NULL);

  self->printer = g_object_ref (printer);
  return self;
}

void
culm_move_queue_push (CulmMoveQueue *self, CulmCommand *command)
{
  if (g_queue_get_length (&self->waiting) >= WAITING_MAX)
    return;
  g_clear_pointer (&self->failure, g_free);
  g_queue_push_tail (&self->waiting, culm_command_ref (command));
  if (!self->busy)
    send_next (self, send_cb);
}

gboolean
culm_move_queue_is_busy (CulmMoveQueue *self)
{
  return self->busy;
}

const char *
culm_move_queue_get_failure (CulmMoveQueue *self)
{
  return self->failure;
}
