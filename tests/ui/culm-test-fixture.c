/* culm-test-fixture.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-fixture.h"
#include "culm-test-display.h"

static GtkApplication *application; /* one in a process */

static void
started_cb (GObject *engine, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_assert_true (culm_engine_start_finish (CULM_ENGINE (engine), result, NULL));
}

void
culm_test_fixture_init (int *argc, char ***argv)
{
  culm_test_display_init (argc, argv);
  application = gtk_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
}

void
culm_test_fixture_set_up (CulmTestFixture *self, gconstpointer args)
{
  g_autofree char *profile = g_path_get_basename (g_get_prgname ());

  self->sim = culm_test_sim_start (args);
  g_setenv ("CULM_CA_FILE", culm_test_sim_get_ca (self->sim), TRUE);
  g_setenv ("CULM_SECRETS", "memory", TRUE);
  self->engine = culm_engine_new (profile);
  self->window = culm_test_show (culm_window_new (application, self->engine));
  culm_engine_start_async (self->engine, NULL, started_cb, NULL);
  culm_test_wait (culm_engine_get_ready (self->engine));
}

void
culm_test_fixture_tear_down (CulmTestFixture *self, gconstpointer args G_GNUC_UNUSED)
{
  gpointer weak = self->engine;

  culm_test_assert_finalises (self->window, self->window);
  culm_engine_stop (self->engine);
  g_object_add_weak_pointer (G_OBJECT (self->engine), &weak);
  g_object_unref (self->engine);
  culm_test_wait (weak == NULL);
  culm_test_sim_free (self->sim);
}

GtkWidget *
culm_test_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
      return window; /* alive while it is on the screen */
  }
  return NULL;
}

GtkWidget *
culm_test_find_row (GtkWidget *root, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = culm_test_find_row (child, title);
  return found;
}
