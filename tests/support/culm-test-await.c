/* culm-test-await.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-await.h"

/* A wait that is said in seconds of a computer with nothing else to do may last so much longer on another. */
#define PATIENCE 3

static gboolean
on_tick (gpointer unused G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_filled (gpointer slot)
{
  return *(GAsyncResult **) slot != NULL;
}

static gboolean
is_never (gpointer unused G_GNUC_UNUSED)
{
  return FALSE;
}

static gboolean
run_until (gboolean (*condition) (gpointer data), gpointer data, gint64 deadline)
{
  guint tick = g_timeout_add (50, on_tick, NULL);
  gboolean holds;

  while (!(holds = condition (data)) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  return holds;
}

void
culm_test_keep_result (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

GAsyncResult *
culm_test_await (GAsyncResult **slot, guint seconds)
{
  g_assert_true (culm_test_wait_for (is_filled, slot, seconds));
  return g_steal_pointer (slot);
}

gboolean
culm_test_wait_for (gboolean (*condition) (gpointer data), gpointer data, guint seconds)
{
  return run_until (condition, data, g_get_monotonic_time () + PATIENCE * seconds * G_USEC_PER_SEC);
}

void
culm_test_run_for (guint milliseconds)
{
  run_until (is_never, NULL, g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND);
}

char *
culm_test_make_folder (void)
{
  char *folder = g_dir_make_tmp ("culm-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}
