/* culm-sim-frame.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-frame.h"
#include <math.h>
#include <stdio.h> /* jpeglib.h wants it */
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#define QUALITY 80

/* The picture while it is drawn; places and sizes of what is drawn are parts of its width and height. */
typedef struct {
  guint width, height;
  guint8 *pixels; /* RGB */
} Canvas;

static void
fill_box (Canvas *canvas, double x, double y, double width, double height, guint32 rgb)
{
  const guint8 colour[] = { rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255 };
  guint left = (guint) (CLAMP (x, 0, 1) * canvas->width), right = (guint) (CLAMP (x + width, 0, 1) * canvas->width);
  guint top = (guint) (CLAMP (y, 0, 1) * canvas->height), end = (guint) (CLAMP (y + height, 0, 1) * canvas->height);

  for (guint row = top; row < end; row++)
    for (guint column = left; column < right; column++)
      memcpy (canvas->pixels + ((gsize) row * canvas->width + column) * 3, colour, sizeof colour);
}

static void
draw_chamber (Canvas *canvas)
{
  for (guint row = 0; row < canvas->height; row++) {
    guint8 shade = (guint8) (26 + 34.0 * row / canvas->height);

    memset (canvas->pixels + (gsize) row * canvas->width * 3, shade, (gsize) canvas->width * 3);
  }
  fill_box (canvas, 0.08, 0.72, 0.84, 0.03, 0x8a8a86);
  fill_box (canvas, 0.05, 0.75, 0.90, 0.12, 0x5a5a56);
  fill_box (canvas, 0.02, 0.10, 0.01, 0.80, 0x777777);
  fill_box (canvas, 0.97, 0.10, 0.01, 0.80, 0x777777);
}

/* Layer over layer, every other one a little darker. */
static void
draw_thing (Canvas *canvas, guint seed, double grown)
{
  static const guint32 colours[] = { 0xf98c36, 0x2a7de1, 0x39b54a, 0xd6336c, 0xe8e4d9, 0x7048e8 };
  guint32 colour = colours[seed % G_N_ELEMENTS (colours)];
  guint layers = (guint) (grown * 48);

  for (guint i = 0; i < layers; i++) {
    double half = 0.09 + 0.05 * sin (i * 0.11 + seed);

    fill_box (canvas, 0.5 - half, 0.715 - i * 0.008, 2 * half, 0.008,
              i % 2 == 0 ? colour : colour - (colour >> 3 & 0x1f1f1f));
  }
}

static void
draw_head (Canvas *canvas, double grown, double phase)
{
  double x = 0.5 + 0.16 * sin (phase * 4 * G_PI), y = 0.72 - grown * 48 * 0.008;

  fill_box (canvas, 0.03, y - 0.16, 0.94, 0.015, 0x9a9a9a);
  fill_box (canvas, x - 0.06, y - 0.20, 0.12, 0.14, 0x2e3436);
  fill_box (canvas, x - 0.05, y - 0.17, 0.10, 0.02, 0xd8d8d2);
  fill_box (canvas, x - 0.012, y - 0.06, 0.024, 0.05, 0xc9a45c);
}

static GBytes *
compress (Canvas *canvas)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *out = NULL;
  unsigned long size = 0;
  GBytes *bytes;

  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &out, &size);
  jpeg.image_width = canvas->width;
  jpeg.image_height = canvas->height;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, QUALITY, TRUE);
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = canvas->pixels + (gsize) jpeg.next_scanline * canvas->width * 3;

    jpeg_write_scanlines (&jpeg, &row, 1);
  }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  bytes = g_bytes_new (out, size);
  free (out);
  return bytes;
}

GBytes *
culm_sim_frame_draw (guint width, guint height, guint seed, double phase)
{
  g_autofree guint8 *pixels = g_malloc ((gsize) width * height * 3);
  Canvas canvas = { .width = width, .height = height, .pixels = pixels };
  double grown = 0.15 + 0.85 * phase;

  draw_chamber (&canvas);
  draw_thing (&canvas, seed, grown);
  draw_head (&canvas, grown, phase);
  fill_box (&canvas, 0.02, 0.95, 0.96 * phase, 0.02, 0x62a0ea); /* so that each frame differs from the last */
  return compress (&canvas);
}
