/* test-roots-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-roots-page.h"
#include "culm-test-certificate.h"
#include "culm-test-display.h"
#include <glib/gstdio.h>

typedef struct {
  CulmEngine *engine;
  char *folder, *pem, *key;
  GtkWidget *window;
  CulmRootsPage *page;
} Fixture;

static void
started_cb (GObject *engine, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_assert_true (culm_engine_start_finish (CULM_ENGINE (engine), result, NULL));
}

static void
set_up (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *left =
      g_build_filename (g_get_user_data_dir (), "culm", "test-roots-page", "printer-roots.pem", NULL);

  g_unlink (left); /* by a run that was ended */
  g_setenv ("CULM_SECRETS", "memory", TRUE);
  f->folder = g_dir_make_tmp ("culm-roots-XXXXXX", NULL);
  f->pem = g_build_filename (f->folder, "root.pem", NULL);
  f->key = g_build_filename (f->folder, "root.key", NULL);
  culm_test_certificate_write (f->folder, "root", "BBL <b>CA</b>", NULL, NULL, TRUE);
  f->engine = culm_engine_new ("test-roots-page");
  culm_engine_start_async (f->engine, NULL, started_cb, NULL);
  culm_test_wait (culm_engine_get_ready (f->engine));
  f->page = CULM_ROOTS_PAGE (culm_roots_page_new (f->engine));
  f->window = adw_preferences_window_new ();
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (f->window), ADW_PREFERENCES_PAGE (f->page));
  culm_test_show (f->window);
}

static void
tear_down (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  gpointer weak = f->engine;

  culm_test_assert_finalises (f->window, GTK_WIDGET (f->page));
  culm_engine_stop (f->engine);
  g_object_add_weak_pointer (G_OBJECT (f->engine), &weak);
  g_object_unref (f->engine);
  culm_test_wait (weak == NULL);
  g_unlink (f->pem);
  g_unlink (f->key);
  g_rmdir (f->folder);
  g_free (f->pem);
  g_free (f->key);
  g_free (f->folder);
}

static GtkWidget *
find_button (GtkWidget *root, const char *tooltip)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, tooltip);
  return found;
}

/* Names are plain text; a file without an issuer is refused in a sentence and changes nothing. */
static void
test_adds_and_forgets (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GListModel *roots = culm_engine_get_known_roots (f->engine);

  culm_roots_page_add (f->page, f->key);
  culm_test_wait (culm_test_says (f->window, "No certificate of an issuer is in this file. A slicer calls its own "
                                             "printer.cer."));
  g_assert_cmpuint (g_list_model_get_n_items (roots), ==, 0);
  culm_roots_page_add (f->page, f->pem);
  culm_test_wait (g_list_model_get_n_items (roots) == 1);
  culm_test_wait (culm_test_says (f->window, "BBL <b>CA</b>"));
  g_signal_emit_by_name (find_button (f->window, "Forget"), "clicked");
  culm_test_wait (g_list_model_get_n_items (roots) == 0);
  culm_test_wait (find_button (f->window, "Forget") == NULL);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/roots-page/adds-and-forgets", Fixture, NULL, set_up, test_adds_and_forgets, tear_down);
  return g_test_run ();
}
