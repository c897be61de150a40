/* culm-test-lens.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-lens.h"
#include "culm-error.h"
#include <gtk/gtk.h>

#define WIDTH 1280
#define HEIGHT 720

struct _CulmTestLens {
  CulmCamera parent_instance;
  guint starts;
  gint64 prepared; /* s; -1: nothing */
};

G_DEFINE_FINAL_TYPE (CulmTestLens, culm_test_lens, CULM_TYPE_CAMERA)

const char *const culm_test_lens_names[] = { "camera-live",    "camera-frozen", "camera-connecting", "camera-code",
                                             "camera-plug-in", "camera-window", "camera-cards",      NULL };

static gboolean
on_prepared (gpointer lens)
{
  culm_test_lens_show (lens, CULM_TEST_LENS (lens)->prepared);
  return G_SOURCE_REMOVE;
}

static void
culm_test_lens_start (CulmCamera *camera)
{
  CULM_TEST_LENS (camera)->starts++;
  if (culm_camera_get_state (camera) == CULM_CAMERA_OFF)
    culm_camera_set_state (camera, CULM_CAMERA_CONNECTING, NULL);
  if (CULM_TEST_LENS (camera)->prepared >= 0)
    g_idle_add_full (G_PRIORITY_DEFAULT, on_prepared, g_object_ref (camera), g_object_unref);
}

static void
culm_test_lens_stop (CulmCamera *camera G_GNUC_UNUSED)
{
}

static void
culm_test_lens_class_init (CulmTestLensClass *klass)
{
  CULM_CAMERA_CLASS (klass)->start = culm_test_lens_start;
  CULM_CAMERA_CLASS (klass)->stop = culm_test_lens_stop;
}

static void
culm_test_lens_init (CulmTestLens *self)
{
  self->prepared = -1;
}

static void
paint (cairo_t *cr)
{
  cairo_pattern_t *air = cairo_pattern_create_linear (0, 0, 0, HEIGHT);

  cairo_pattern_add_color_stop_rgb (air, 0, 0.2, 0.21, 0.23);
  cairo_pattern_add_color_stop_rgb (air, 1, 0.07, 0.07, 0.08);
  cairo_set_source (cr, air);
  cairo_paint (cr);
  cairo_pattern_destroy (air);
  cairo_set_source_rgb (cr, 0.24, 0.25, 0.27); /* the plate */
  cairo_move_to (cr, 340, 480);
  cairo_line_to (cr, 940, 480);
  cairo_line_to (cr, 1140, 640);
  cairo_line_to (cr, 140, 640);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.36, 0.38, 0.41); /* the head on its rod */
  cairo_rectangle (cr, 0, 70, WIDTH, 26);
  cairo_rectangle (cr, 560, 40, 160, 220);
  cairo_fill (cr);
  for (int y = 330; y < 560; y += 8) { /* the print */
    double waist = 150 - 60 * (1 - ABS (y - 445) / 115.0);

    cairo_set_source_rgb (cr, y % 16 == 10 ? 0.93 : 0.84, 0.52, 0.16);
    cairo_rectangle (cr, 640 - waist, y, 2 * waist, 7);
    cairo_fill (cr);
  }
}

GBytes *
culm_test_lens_make_picture (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  paint (cr);
  cairo_destroy (cr);
  pixbuf = gdk_pixbuf_get_from_surface (surface, 0, 0, WIDTH, HEIGHT);
  cairo_surface_destroy (surface);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", &error, "quality", "85", NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

CulmTestLens *
culm_test_lens_new (void)
{
  return g_object_new (CULM_TYPE_TEST_LENS, NULL);
}

void
culm_test_lens_show (CulmTestLens *self, gint64 age)
{
  g_autoptr (CulmFrame) frame =
      culm_frame_new_jpeg (culm_test_lens_make_picture (), g_get_monotonic_time () - age * G_USEC_PER_SEC);

  culm_camera_take_frame (CULM_CAMERA (self), frame);
}

void
culm_test_lens_prepare (CulmTestLens *self, gint64 age)
{
  self->prepared = age;
}

guint
culm_test_lens_count_starts (CulmTestLens *self)
{
  return self->starts;
}

void
culm_test_lens_give (CulmPrinter *printer, const char *name)
{
  g_autoptr (CulmTestLens) lens = culm_test_lens_new ();
  g_autoptr (GError) error = NULL;

  if (g_str_equal (name, "camera-code"))
    error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNAUTHORISED, "for the log");
  else if (g_str_equal (name, "camera-plug-in"))
    error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED, "for the log");
  else if (!g_str_equal (name, "camera-connecting"))
    culm_test_lens_prepare (lens, g_str_equal (name, "camera-frozen") ? 75 : 0);
  culm_error_set_detail (error, "gstreamer1.0-libav");
  if (error != NULL)
    culm_camera_set_state (CULM_CAMERA (lens), CULM_CAMERA_FAILED, error);
  culm_camera_attach (printer, CULM_CAMERA (lens));
}
