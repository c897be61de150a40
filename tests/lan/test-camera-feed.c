/* test-camera-feed.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-feed.h"
#include <gio/gio.h>
#include <stdlib.h>

static gboolean
run_until_told (const CulmLanTarget *target G_GNUC_UNUSED, CulmCameraFeed *feed G_GNUC_UNUSED,
                GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  g_assert_true (g_cancellable_make_pollfd (cancellable, &fd));
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (cancellable);
  for (guint i = 0; i < 1000; i++)
    g_thread_yield ();
  g_print ("unwound\n");
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
on_news (CulmCameraFeed *feed G_GNUC_UNUSED, const GError *error G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
}

static CulmCameraFeed *
begin (void)
{
  g_autoptr (CulmLanTarget) target = culm_lan_target_new ("127.0.0.1", 1, "01P00A000000001", "12345678", NULL, NULL);

  return culm_camera_feed_new (target, run_until_told, on_news, NULL);
}

/* What the libraries clean up when a program ends is not taken from under a camera's thread: told to stop or not. */
static void
test_ends_with_program (gconstpointer stopped)
{
  if (g_test_subprocess ()) {
    CulmCameraFeed *feed = begin ();

    if (GPOINTER_TO_INT (stopped))
      culm_camera_feed_stop (feed);
    exit (0);
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*unwound*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/camera-feed/ends-with-program", GINT_TO_POINTER (FALSE), test_ends_with_program);
  g_test_add_data_func ("/camera-feed/ends-with-program-stopped", GINT_TO_POINTER (TRUE), test_ends_with_program);
  return g_test_run ();
}
