/* bench-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-camera cpu|memory|wall: what cameras cost, from a server in a process of its own.
 *   cpu      ms of processor a frame: OURS (TLS, frames, decoding in a thread), and a bare libjpeg loop over the file
 *   memory   MiB more after many frames than after the first thousand
 *   wall     nine pictures at 5 a second in a window: the 99th of a hundred frames, and the worst, in ms */
#include "culm-camera-jpeg.h"
#include "culm-camera-picture.h"
#include "culm-test-await.h"
#include "culm-test-camera.h"
#include "culm-test-certificate.h"
#include "culm-test-lens.h"
#include "culm-trust.h"
#include <stdio.h>

#include <jpeglib.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define SERIAL "01P00A000000001"
#define CODE "12345678"
#define FRAMES 300
#define MANY 100000
#define SETTLED 1000
#define STREAMS 9
#define WALL_FRAMES 300

typedef struct {
  guint16 port;
  char pin[65];
} Address;

static char *
make_pin (const char *folder)
{
  g_autofree char *path = g_strdup_printf ("%s/printer.pem", folder);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GPtrArray) all = NULL;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, NULL))
    g_error ("No certificate");
  pem = g_bytes_new (text, size);
  all = culm_trust_read_roots (pem);
  return culm_trust_get_fingerprint (g_ptr_array_index (all, 0));
}

/* Never returns: ends with its parent. */
static void
serve (int output, guint interval)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *pin = NULL;
  g_autoptr (GBytes) picture = culm_test_lens_make_picture ();
  CulmTestCamera *server;
  Address address = { 0 };

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  culm_test_certificate_write (folder, "printer", SERIAL, NULL, NULL, FALSE);
  pin = make_pin (folder);
  server = culm_test_camera_new (folder, "printer", CODE);
  culm_test_camera_play (server, CULM_TEST_CAMERA_PLAYS, interval, picture);
  address.port = culm_test_camera_get_port (server);
  g_strlcpy (address.pin, pin, sizeof address.pin);
  if (write (output, &address, sizeof address) != sizeof address)
    exit (EXIT_FAILURE);
  g_main_loop_run (g_main_loop_new (NULL, FALSE));
}

/* Before there is any thread. */
static Address
start_server (guint interval)
{
  int ends[2];
  Address address;

  if (pipe (ends) != 0)
    g_error ("No pipe");
  if (fork () == 0)
    serve (ends[1], interval);
  if (read (ends[0], &address, sizeof address) != sizeof address)
    g_error ("No server");
  return address;
}

static CulmCamera *
make_camera (const Address *address)
{
  g_autoptr (CulmLanTarget) target = culm_lan_target_new ("127.0.0.1", address->port, SERIAL, CODE, address->pin, NULL);

  return culm_camera_jpeg_new (target);
}

static double
read_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* ---- Ours: as CulmCameraPicture does it, without a screen ---- */

typedef struct {
  GBytes *last;
  guint decoded;
  gboolean busy;
} Viewer;

static void
decode_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer bytes, GCancellable *cancellable G_GNUC_UNUSED)
{
  g_task_return_pointer (task, gdk_texture_new_from_bytes (bytes, NULL), g_object_unref);
}

static void
decode_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Viewer *viewer = user_data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  viewer->busy = FALSE;
  viewer->decoded += texture != NULL;
}

static void
on_frame (CulmCamera *camera, CulmFrame *frame, gpointer user_data)
{
  Viewer *viewer = user_data;
  g_autoptr (GTask) task = NULL;

  if (viewer->busy)
    return;
  viewer->busy = TRUE;
  g_clear_pointer (&viewer->last, g_bytes_unref);
  viewer->last = g_bytes_ref (frame->bytes);
  task = g_task_new (camera, NULL, decode_cb, viewer);
  g_task_set_task_data (task, g_bytes_ref (frame->bytes), (GDestroyNotify) g_bytes_unref);
  culm_camera_picture_run_in_thread (task, decode_in_thread);
}

static void
watch (Viewer *viewer, guint frames)
{
  while (viewer->decoded < frames)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- The peer ---- */

static void
decode_bare (GBytes *picture)
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  g_autofree JSAMPLE *pixels = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (picture, &size);

  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&jpeg);
  jpeg_mem_src (&jpeg, data, size);
  jpeg_read_header (&jpeg, TRUE);
  jpeg.out_color_space = JCS_RGB;
  jpeg_start_decompress (&jpeg);
  pixels = g_malloc ((gsize) jpeg.output_width * jpeg.output_height * 3);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels + (gsize) jpeg.output_scanline * jpeg.output_width * 3;

    jpeg_read_scanlines (&jpeg, &row, 1);
  }
  jpeg_finish_decompress (&jpeg);
  jpeg_destroy_decompress (&jpeg);
}

static int
run_cpu (void)
{
  const Address address = start_server (33);
  g_autoptr (CulmCamera) camera = make_camera (&address);
  Viewer viewer = { 0 };
  double begin, ours;

  g_signal_connect (camera, "frame", G_CALLBACK (on_frame), &viewer);
  culm_camera_hold (camera);
  watch (&viewer, 30);
  begin = read_cpu ();
  watch (&viewer, 30 + FRAMES);
  ours = (read_cpu () - begin) / FRAMES;
  culm_camera_release (camera);
  culm_test_run_for (200);
  begin = read_cpu ();
  for (guint i = 0; i < FRAMES; i++) {
    decode_bare (viewer.last);
    g_usleep (28000); /* at the same pace: a processor that never rests is a faster one */
  }
  printf ("%.4f %.4f\n", ours, (read_cpu () - begin) / FRAMES);
  g_bytes_unref (viewer.last);
  return EXIT_SUCCESS;
}

static double
read_memory (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  return (double) g_ascii_strtoull (strchr (text, ' '), NULL, 10) * (double) sysconf (_SC_PAGESIZE) / 1048576;
}

/* The least of some frames: one picture more or less is about to be decoded or dropped at any moment. */
static double
read_rest (Viewer *viewer)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < 50; i++) {
    watch (viewer, viewer->decoded + 1);
    least = MIN (least, read_memory ());
  }
  return least;
}

static int
run_memory (void)
{
  const Address address = start_server (0);
  g_autoptr (CulmCamera) camera = make_camera (&address);
  Viewer viewer = { 0 };
  double before;

  g_signal_connect (camera, "frame", G_CALLBACK (on_frame), &viewer);
  culm_camera_hold (camera);
  watch (&viewer, SETTLED);
  before = read_rest (&viewer);
  watch (&viewer, MANY);
  printf ("%.3f\n", read_rest (&viewer) - before);
  culm_camera_release (camera);
  g_clear_pointer (&viewer.last, g_bytes_unref);
  return EXIT_SUCCESS;
}

/* ---- The wall ---- */

typedef struct {
  GArray *times; /* ms */
  gint64 begin;
} Clock;

static void
on_before_paint (GdkFrameClock *frames G_GNUC_UNUSED, Clock *clock)
{
  clock->begin = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *frames G_GNUC_UNUSED, Clock *clock)
{
  double took = (double) (g_get_monotonic_time () - clock->begin) / 1000;

  g_array_append_val (clock->times, took);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static int
run_wall (void)
{
  const Address address = start_server (200);
  Clock clock = { 0 };
  GtkWidget *window, *grid;
  GdkFrameClock *frames;

  gtk_init ();
  window = gtk_window_new ();
  grid = gtk_grid_new ();
  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; i < STREAMS; i++) {
    g_autoptr (CulmCamera) camera = make_camera (&address);
    GtkWidget *picture = culm_camera_picture_new ();

    gtk_widget_set_hexpand (picture, TRUE);
    gtk_widget_set_vexpand (picture, TRUE);
    culm_camera_picture_set_interval (CULM_CAMERA_PICTURE (picture), 150);
    culm_camera_picture_set_camera (CULM_CAMERA_PICTURE (picture), camera);
    gtk_grid_attach (GTK_GRID (grid), picture, i % 3, i / 3, 1, 1);
  }
  gtk_window_set_child (GTK_WINDOW (window), grid);
  gtk_window_set_default_size (GTK_WINDOW (window), 960, 540);
  gtk_window_present (GTK_WINDOW (window));
  culm_test_run_for (2000); /* all are there */
  clock.times = g_array_new (FALSE, FALSE, sizeof (double));
  frames = gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window)));
  g_signal_connect (frames, "before-paint", G_CALLBACK (on_before_paint), &clock);
  g_signal_connect_after (frames, "after-paint", G_CALLBACK (on_after_paint), &clock);
  while (clock.times->len < WALL_FRAMES)
    g_main_context_iteration (NULL, TRUE);
  g_array_sort (clock.times, compare);
  printf ("%.3f %.3f\n", g_array_index (clock.times, double, clock.times->len * 99 / 100),
          g_array_index (clock.times, double, clock.times->len - 1));
  gtk_window_destroy (GTK_WINDOW (window));
  g_array_unref (clock.times);
  return EXIT_SUCCESS;
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && g_str_equal (argv[1], "cpu"))
    return run_cpu ();
  if (argc == 2 && g_str_equal (argv[1], "memory"))
    return run_memory ();
  if (argc == 2 && g_str_equal (argv[1], "wall"))
    return run_wall ();
  fputs ("usage: bench-camera cpu|memory|wall\n", stderr);
  return 2;
}
