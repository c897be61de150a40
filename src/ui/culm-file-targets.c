/* culm-file-targets.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-targets.h"
#include "culm-stored-file.h"
#include "culm-transfer.h"
#include <string.h>

#define HERE "culm-file-target-here"

typedef struct {
  GFile *folder;
  GPtrArray *files;
  GHashTable *taken; /* of GFile */
  gboolean reuse;
} Choice;

static void
free_choice (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->folder);
  g_ptr_array_unref (choice->files);
  g_hash_table_unref (choice->taken);
  g_free (choice);
}

/* Something lies there. `same`: of this size, and whole. */
static gboolean
is_used (GFile *target, gint64 size, gboolean *same)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (target, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);

  *same = info != NULL && size > 0 && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
          g_file_info_get_size (info) == size;
  return info != NULL;
}

/* Returns: (transfer full). */
static GFile *
choose (Choice *choice, CulmStoredFile *file)
{
  g_autofree char *name = culm_stored_file_dup_local_name (file);
  GFile *target = g_file_get_child (choice->folder, name);
  const char *dot = strrchr (name, '.');
  int stem = dot != NULL ? (int) (dot - name) : (int) strlen (name);
  gboolean same = FALSE;

  for (guint i = 2;
       g_hash_table_contains (choice->taken, target) || is_used (target, culm_stored_file_get_size (file), &same);
       i++) {
    g_autofree char *other = g_strdup_printf ("%.*s (%u)%s", stem, name, i, dot != NULL ? dot : "");

    if (choice->reuse && same && !g_hash_table_contains (choice->taken, target)) {
      g_object_set_data (G_OBJECT (target), HERE, target);
      break;
    }
    g_object_unref (target);
    target = g_file_get_child (choice->folder, other);
  }
  g_hash_table_add (choice->taken, g_object_ref (target));
  return target;
}

static void
choose_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Choice *choice = data;
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < choice->files->len; i++)
    g_ptr_array_add (targets, choose (choice, g_ptr_array_index (choice->files, i)));
  g_task_return_pointer (task, targets, (GDestroyNotify) g_ptr_array_unref);
}

void
culm_file_targets_choose_async (GFile *folder, GPtrArray *files, GListModel *transfers, gboolean reuse,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Choice *choice = g_new0 (Choice, 1);

  g_task_set_source_tag (task, culm_file_targets_choose_async);
  choice->folder = g_object_ref (folder);
  choice->files = g_ptr_array_ref (files);
  choice->taken = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);
  choice->reuse = reuse;
  for (guint i = 0; transfers != NULL && i < g_list_model_get_n_items (transfers); i++) {
    g_autoptr (CulmTransfer) transfer = g_list_model_get_item (transfers, i);

    if (culm_transfer_get_active (transfer))
      g_hash_table_add (choice->taken, g_object_ref (culm_transfer_get_file (transfer)));
  }
  g_task_set_task_data (task, choice, free_choice);
  g_task_run_in_thread (task, choose_in_worker);
}

GPtrArray *
culm_file_targets_choose_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
culm_file_target_is_here (GFile *target)
{
  return g_object_get_data (G_OBJECT (target), HERE) != NULL;
}
