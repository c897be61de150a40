/* culm-cloud-round.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-round.h"

typedef struct {
  guint left;
  GError *error;
} Round;

static void
free_round (gpointer data)
{
  g_clear_error (&((Round *) data)->error);
  g_free (data);
}

static void
refresh_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!culm_cloud_session_refresh_finish (CULM_CLOUD_SESSION (session), result, &error) && round->error == NULL)
    round->error = g_steal_pointer (&error);
  if (--round->left > 0)
    return;
  if (round->error != NULL)
    g_task_return_error (task, g_steal_pointer (&round->error));
  else
    g_task_return_boolean (task, TRUE);
}

void
culm_cloud_round_begin (GPtrArray *sessions, GTask *task)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_copy (sessions, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  Round *round = g_new0 (Round, 1);

  round->left = asked->len;
  g_task_set_task_data (task, round, free_round);
  for (guint i = 0; i < asked->len; i++)
    culm_cloud_session_refresh_async (g_ptr_array_index (asked, i), g_task_get_cancellable (task), refresh_cb,
                                      g_object_ref (task));
}
