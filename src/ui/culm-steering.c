/* culm-steering.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-steering.h"
#include "culm-follow.h"
#include "culm-text-error.h"

#define GAP_MS 500
#define FAILURE_SECONDS 10

struct _CulmSteering {
  GObject parent_instance;
  const char *key; /* interned */
  CulmPrinter *printer;
  GSignalGroup *signals;
  CulmCommand *waiting; /* not sent yet */
  char *failure;
  gint64 sent; /* monotonic µs of the last one, 0: none yet */
  guint gap_timer, failure_timer;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CulmSteering, culm_steering, G_TYPE_OBJECT)

static void
emit_changed (CulmSteering *self)
{
  g_signal_emit (self, changed_signal, g_quark_from_static_string ("run"));
}

static void
on_reported (CulmSteering *self)
{
  g_signal_emit (self, changed_signal, g_quark_from_static_string ("printer"));
}

static gboolean
on_failure_old (gpointer user_data)
{
  CulmSteering *self = user_data;

  self->failure_timer = 0;
  g_clear_pointer (&self->failure, g_free);
  emit_changed (self);
  return G_SOURCE_REMOVE;
}

static void
set_failure (CulmSteering *self, const GError *error)
{
  g_clear_handle_id (&self->failure_timer, g_source_remove);
  g_clear_pointer (&self->failure, g_free);
  if (error == NULL)
    return;
  self->failure = culm_text_command_error (error);
  if (self->failure != NULL)
    self->failure_timer = g_timeout_add_seconds (FAILURE_SECONDS, on_failure_old, self);
}

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmSteering) self = user_data;
  g_autoptr (GError) error = NULL;

  culm_printer_send_finish (CULM_PRINTER (printer), result, &error);
  if (CULM_PRINTER (printer) != self->printer || error == NULL)
    return;
  set_failure (self, error);
  emit_changed (self);
}

static void
drop_waiting (CulmSteering *self)
{
  g_clear_handle_id (&self->gap_timer, g_source_remove);
  g_clear_pointer (&self->waiting, culm_command_unref);
}

static gboolean
on_gap_over (gpointer user_data)
{
  CulmSteering *self = user_data;
  g_autoptr (CulmCommand) command = g_steal_pointer (&self->waiting);

  self->gap_timer = 0;
  culm_steering_send (self, command);
  return G_SOURCE_REMOVE;
}

/* Whoever sent it: the sentence stands on the control that it is about. */
static void
on_run_changed (CulmPrinter *printer, const char *key, gpointer user_data)
{
  CulmSteering *self = user_data;
  CulmCommandRun *run = culm_printer_get_run (printer, self->key);

  if (g_strcmp0 (key, self->key) != 0 || run == NULL)
    return;
  set_failure (self, culm_command_run_get_error (run));
  emit_changed (self);
}

/* A value that was settled on goes out, also when the person looks at another printer before it was its turn. */
static void
flush (CulmSteering *self)
{
  g_autoptr (CulmCommand) command = g_steal_pointer (&self->waiting);

  g_clear_handle_id (&self->gap_timer, g_source_remove);
  if (command != NULL && self->printer != NULL)
    culm_printer_send_async (self->printer, command, NULL, send_cb, g_object_ref (self));
}

static void
culm_steering_dispose (GObject *object)
{
  CulmSteering *self = CULM_STEERING (object);

  drop_waiting (self);
  set_failure (self, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_steering_parent_class)->dispose (object);
}

static void
culm_steering_class_init (CulmSteeringClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_steering_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_steering_init (CulmSteering *self)
{
  self->signals = culm_follow_printer (G_CALLBACK (on_reported), self);
  g_signal_group_connect (self->signals, "run-changed", G_CALLBACK (on_run_changed), self);
}

CulmSteering *
culm_steering_new (const char *key)
{
  CulmSteering *self = g_object_new (CULM_TYPE_STEERING, NULL);

  self->key = g_intern_string (key);
  return self;
}

void
culm_steering_set_printer (CulmSteering *self, CulmPrinter *printer)
{
  if (self->printer == printer)
    return;
  flush (self);
  set_failure (self, NULL);
  self->sent = 0;
  g_set_object (&self->printer, printer);
  g_signal_group_set_target (self->signals, printer);
  emit_changed (self);
}

CulmPrinter *
culm_steering_get_printer (CulmSteering *self)
{
  return self->printer;
}

void
culm_steering_want (CulmSteering *self, CulmCommand *command)
{
  gint64 passed = (g_get_monotonic_time () - self->sent) / 1000;

  if (self->printer == NULL)
    return;
  if (self->gap_timer == 0 && (self->sent == 0 || passed >= GAP_MS)) {
    culm_steering_send (self, command);
    return;
  }
  g_clear_pointer (&self->waiting, culm_command_unref);
  self->waiting = culm_command_ref (command);
  if (self->gap_timer == 0)
    self->gap_timer = g_timeout_add ((guint) (GAP_MS - passed), on_gap_over, self);
  emit_changed (self);
}

void
culm_steering_send (CulmSteering *self, CulmCommand *command)
{
  if (self->printer == NULL)
    return;
  drop_waiting (self);
  set_failure (self, NULL);
  self->sent = g_get_monotonic_time ();
  culm_printer_send_async (self->printer, command, NULL, send_cb, g_object_ref (self));
  emit_changed (self);
}

CulmCommand *
culm_steering_get_wanted (CulmSteering *self)
{
  CulmCommandRun *run = self->printer != NULL ? culm_printer_get_run (self->printer, self->key) : NULL;

  if (self->waiting != NULL)
    return self->waiting;
  return run != NULL && culm_command_run_get_holds (run) ? culm_command_run_get_command (run) : NULL;
}

gboolean
culm_steering_is_pending (CulmSteering *self)
{
  CulmCommandRun *run = self->printer != NULL ? culm_printer_get_run (self->printer, self->key) : NULL;

  return self->waiting != NULL || (run != NULL && culm_command_run_get_state (run) == CULM_RUN_PENDING);
}

const char *
culm_steering_get_failure (CulmSteering *self)
{
  return self->failure;
}
