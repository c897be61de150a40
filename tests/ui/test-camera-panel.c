/* test-camera-panel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-budget.h"
#include "culm-camera-panel.h"
#include "culm-camera-window.h"
#include "culm-error.h"
#include "culm-status-view.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-lens.h"
#include "culm-test-scenes.h"
#include "culm-text-camera.h"

static GtkWidget *
show_panel (CulmPrinter *printer, CulmTestLens *lens, GtkWidget **window)
{
  GtkWidget *panel = culm_camera_panel_new ();

  *window = culm_test_show (panel);
  culm_camera_panel_set_camera (CULM_CAMERA_PANEL (panel), printer, CULM_CAMERA (lens));
  culm_test_settle (*window);
  return panel;
}

static CulmCameraPicture *
find_picture (GtkWidget *root)
{
  return CULM_CAMERA_PICTURE (culm_test_find (root, CULM_TYPE_CAMERA_PICTURE));
}

static void
test_lives (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (CulmTestLens) lens = culm_test_lens_new ();
  GtkWidget *window, *panel = show_panel (printer, lens, &window);

  g_assert_true (culm_test_says (window, "Connecting to the camera…"));
  culm_test_lens_show (lens, 0);
  culm_test_wait (culm_camera_picture_get_time (find_picture (panel)) > 0);
  g_assert_true (culm_test_says (window, "● LIVE"));
  g_assert_false (culm_test_says (window, "Connecting to the camera…"));
  culm_test_lens_show (lens, 30);
  culm_test_wait (culm_test_says (window, "30 seconds ago") || culm_test_says (window, "31 seconds ago"));
  culm_test_assert_finalises (window, panel);
  g_assert_false (culm_camera_is_held (CULM_CAMERA (lens)));
}

/* Held only while it can be seen. */
static void
test_stops_out_of_sight (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (CulmTestLens) lens = culm_test_lens_new ();
  GtkWidget *window, *panel = show_panel (printer, lens, &window);

  g_assert_true (culm_camera_is_held (CULM_CAMERA (lens)));
  gtk_widget_set_visible (panel, FALSE);
  g_assert_false (culm_camera_is_held (CULM_CAMERA (lens)));
  gtk_widget_set_visible (panel, TRUE);
  culm_test_settle (window);
  g_assert_true (culm_camera_is_held (CULM_CAMERA (lens)));
  g_assert_cmpuint (culm_test_lens_count_starts (lens), ==, 2);
  culm_test_printer_tell (printer, "\"ipcam\":{\"ipcam_dev\":\"1\",\"rtsp_url\":\"disable\"}");
  g_assert_false (culm_camera_is_held (CULM_CAMERA (lens)));
  g_assert_true (culm_test_says (window, "The camera is off. Turn on LAN live view on the printer’s screen."));
  culm_test_assert_finalises (window, panel);
}

static void
test_errors (void)
{
  static const CulmError codes[] = { CULM_ERROR_UNAUTHORISED, CULM_ERROR_UNTRUSTED, CULM_ERROR_BUSY,
                                     CULM_ERROR_UNSUPPORTED,  CULM_ERROR_TIMED_OUT, CULM_ERROR_OFFLINE };
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (CulmTestLens) lens = culm_test_lens_new ();
  GtkWidget *window, *panel = show_panel (printer, lens, &window);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_LAN, codes[i], "for the log");
    g_autofree char *text = NULL;

    if (codes[i] == CULM_ERROR_UNSUPPORTED)
      culm_error_set_detail (error, "gstreamer1.0-libav");
    text = culm_text_camera_error (error);
    culm_camera_set_state (CULM_CAMERA (lens), CULM_CAMERA_FAILED, error);
    g_assert_true (culm_test_says (window, text));
    g_assert_true (codes[i] != CULM_ERROR_UNSUPPORTED || strstr (text, "gstreamer1.0-libav") != NULL);
  }
  gtk_widget_activate_action (panel, "camera.retry", NULL);
  g_assert_true (culm_test_says (window, "Connecting to the camera…"));
  culm_test_assert_finalises (window, panel);
}

static void
test_window (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (CulmTestLens) lens = culm_test_lens_new ();
  GtkWidget *window = culm_camera_window_new (NULL, printer, CULM_CAMERA (lens));

  culm_test_show (window);
  culm_test_settle (window);
  g_assert_true (culm_camera_is_held (CULM_CAMERA (lens)));
  culm_test_assert_finalises (window, window);
  g_assert_false (culm_camera_is_held (CULM_CAMERA (lens)));
}

/* The camera takes the place of the plate, and gives it back. */
static void
test_status_view (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  g_autoptr (CulmTestLens) lens = culm_test_lens_new ();
  GtkWidget *view = g_object_new (CULM_TYPE_STATUS_VIEW, NULL);
  GtkWidget *window = culm_test_show (view);

  culm_camera_attach (printer, CULM_CAMERA (lens));
  culm_status_view_set_printer (CULM_STATUS_VIEW (view), NULL, printer);
  culm_test_settle (window);
  g_assert_true (culm_camera_is_held (CULM_CAMERA (lens)));
  culm_camera_attach (printer, NULL);
  culm_test_printer_tell (printer, "\"nozzle_temper\":99");
  culm_test_settle (window);
  g_assert_false (culm_camera_is_held (CULM_CAMERA (lens)));
  culm_test_assert_finalises (window, view);
}

static gboolean
is_running (gpointer picture)
{
  return culm_camera_is_held (culm_camera_picture_get_camera (picture));
}

/* The first four run; of the others one at a time has its turn, until it has its picture. */
static void
test_budget (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *window = culm_test_show (box);
  CulmTestLens *lenses[CULM_CAMERA_BUDGET_LIVE + 2];
  CulmCameraPicture *pictures[G_N_ELEMENTS (lenses)];

  for (gsize i = 0; i < G_N_ELEMENTS (lenses); i++) {
    lenses[i] = culm_test_lens_new ();
    pictures[i] = CULM_CAMERA_PICTURE (culm_camera_picture_new ());
    culm_camera_budget_join (pictures[i]);
    culm_camera_picture_set_camera (pictures[i], CULM_CAMERA (lenses[i]));
    gtk_widget_set_size_request (GTK_WIDGET (pictures[i]), 32, 18);
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (pictures[i]));
  }
  culm_test_settle (window);
  for (gsize i = 0; i < CULM_CAMERA_BUDGET_LIVE; i++)
    g_assert_true (is_running (pictures[i]));
  culm_test_wait (is_running (pictures[CULM_CAMERA_BUDGET_LIVE]));
  g_assert_false (is_running (pictures[CULM_CAMERA_BUDGET_LIVE + 1]));
  culm_test_lens_show (lenses[CULM_CAMERA_BUDGET_LIVE], 0);
  culm_test_wait (is_running (pictures[CULM_CAMERA_BUDGET_LIVE + 1]));
  g_assert_false (is_running (pictures[CULM_CAMERA_BUDGET_LIVE]));
  culm_test_assert_finalises (window, box);
  for (gsize i = 0; i < G_N_ELEMENTS (lenses); i++)
    g_assert_finalize_object (lenses[i]);
}

static void
test_file_name (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 3, 4, 5, 6, 7);
  g_autofree char *plain = culm_text_camera_file_name ("Workshop X1", now);
  g_autofree char *nasty = culm_text_camera_file_name ("../../a\nb", now);

  g_assert_cmpstr (plain, ==, "Workshop X1 2026-03-04 05-06-07.jpg");
  g_assert_cmpstr (nasty, ==, "_._.._a_b 2026-03-04 05-06-07.jpg");
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/camera-panel/lives", test_lives);
  g_test_add_func ("/camera-panel/stops-out-of-sight", test_stops_out_of_sight);
  g_test_add_func ("/camera-panel/errors", test_errors);
  g_test_add_func ("/camera-panel/window", test_window);
  g_test_add_func ("/camera-panel/status-view", test_status_view);
  g_test_add_func ("/camera-panel/budget", test_budget);
  g_test_add_func ("/camera-panel/file-name", test_file_name);
  return g_test_run ();
}
