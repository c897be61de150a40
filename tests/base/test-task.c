/* test-task.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-task.h"

#define ROUNDS 2000

static gint n_gone, n_elsewhere;

static void
on_gone (gpointer main_thread, GObject *where_it_was G_GNUC_UNUSED)
{
  if (g_thread_self () != main_thread)
    g_atomic_int_inc (&n_elsewhere);
  g_atomic_int_inc (&n_gone);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_assert_true (G_IS_OBJECT (source));
  g_assert_cmpstr (data, ==, "data");
  g_assert_true (G_IS_CANCELLABLE (cancellable));
  g_task_return_int (task, 7);
}

static void
done_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, 7);
  g_assert_no_error (error);
  *(gboolean *) done = TRUE;
}

/* Only the task holds the object: it goes with it, and in this thread. */
static void
test_ends_at_home (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
    gboolean done = FALSE;
    GTask *task = g_task_new (source, cancellable, done_cb, &done);

    g_object_weak_ref (source, on_gone, g_thread_self ());
    g_task_set_task_data (task, g_strdup ("data"), g_free);
    culm_task_run_in_thread (task, work);
    g_object_unref (source);
    g_object_unref (task);
    while (!done)
      g_main_context_iteration (NULL, TRUE);
  }
  while (g_atomic_int_get (&n_gone) < ROUNDS) {
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
  g_assert_cmpint (g_atomic_int_get (&n_elsewhere), ==, 0);
}

static void
cancelled_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) done = TRUE;
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GObject) source = g_object_new (G_TYPE_OBJECT, NULL);
  gboolean done = FALSE;
  g_autoptr (GTask) task = g_task_new (source, cancellable, cancelled_cb, &done);

  g_task_set_task_data (task, g_strdup ("data"), g_free);
  culm_task_run_in_thread (task, work);
  g_cancellable_cancel (cancellable);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/task/ends-at-home", test_ends_at_home);
  g_test_add_func ("/task/cancelled", test_cancelled);
  return g_test_run ();
}
