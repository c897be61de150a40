/* culm-test-wait.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>

static inline gboolean
culm_test_set_true (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main context until @condition holds; the test fails when it does not in 60 s. */
#define culm_test_wait(condition)                                                                                      \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gboolean culm_test_late = FALSE;                                                                                   \
    guint culm_test_id = g_timeout_add_seconds (60, culm_test_set_true, &culm_test_late);                              \
    while (!(condition) && !culm_test_late)                                                                            \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    if (!culm_test_late)                                                                                               \
      g_source_remove (culm_test_id);                                                                                  \
    g_assert_true (condition);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

/* Gives up @object: the test fails when anybody keeps it. What ended in a thread lets go a turn of the loop later. */
static inline void
culm_test_drop (gpointer object)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  culm_test_wait (weak == NULL);
}
