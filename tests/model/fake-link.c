/* fake-link.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-link.h"

struct _FakeLink {
  GObject parent_instance;
  GQueue open; /* of GTask */
  guint n_sent;
  CulmCommand *last;
  const char *unwritable;
};

static void
fake_link_send_async (CulmPrinterLink *link, CulmCommand *command, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  FakeLink *self = FAKE_LINK (link);

  g_queue_push_tail (&self->open, g_task_new (self, cancellable, callback, user_data));
  g_clear_pointer (&self->last, culm_command_unref);
  self->last = culm_command_ref (command);
  self->n_sent++;
}

static gboolean
fake_link_send_finish (CulmPrinterLink *link, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, link), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
fake_link_can_write (CulmPrinterLink *link, CulmCommand *command, GError **error)
{
  if (g_strcmp0 (FAKE_LINK (link)->unwritable, culm_command_get_key (command)) != 0)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_UNSUPPORTED, "No form");
  return FALSE;
}

static void
implement_link (CulmPrinterLinkInterface *iface)
{
  iface->send_async = fake_link_send_async;
  iface->send_finish = fake_link_send_finish;
  iface->can_write = fake_link_can_write;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeLink, fake_link, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_PRINTER_LINK, implement_link))

static void
fake_link_finalize (GObject *object)
{
  FakeLink *self = FAKE_LINK (object);

  g_assert_cmpuint (g_queue_get_length (&self->open), ==, 0);
  g_clear_pointer (&self->last, culm_command_unref);
  G_OBJECT_CLASS (fake_link_parent_class)->finalize (object);
}

static void
fake_link_class_init (FakeLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_link_finalize;
}

static void
fake_link_init (FakeLink *self)
{
  g_queue_init (&self->open);
}

FakeLink *
fake_link_new (void)
{
  return g_object_new (FAKE_TYPE_LINK, NULL);
}

guint
fake_link_get_n_sent (FakeLink *self)
{
  return self->n_sent;
}

guint
fake_link_get_n_open (FakeLink *self)
{
  return g_queue_get_length (&self->open);
}

void
fake_link_end (FakeLink *self, GError *error)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->open);

  g_assert_nonnull (task);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

char *
fake_link_dup_last (FakeLink *self)
{
  return culm_command_dup_value (self->last);
}

CulmCommand *
fake_link_get_last (FakeLink *self)
{
  return self->last;
}

void
fake_link_set_unwritable (FakeLink *self, const char *key)
{
  self->unwritable = key;
}
