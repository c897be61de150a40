/* culm-sim-picture.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-picture.h"
#include <math.h>
#include <string.h>
#include <zlib.h>

#define SIZE 256
#define SCALE 2 /* drawn larger, then averaged: smooth edges */
#define SIDE (SIZE * SCALE)
#define TILT 0.36 /* how far we look down: height of a circle over its width */

typedef struct {
  double r, g, b;
} Colour;

typedef struct {
  float rgba[4];
} Dot;

/* Half widths of a turned thing at its height t, 0 to 1. */
static double
turn_vase (double t)
{
  return 0.24 + 0.14 * sin (t * 5.2 + 0.4) + 0.05 * t;
}

static double
turn_bowl (double t)
{
  return 0.16 + 0.36 * sqrt (t);
}

static double
turn_pawn (double t)
{
  if (t < 0.18)
    return 0.36 - 0.3 * t;
  if (t < 0.66)
    return 0.24 - 0.2 * (t - 0.18);
  if (t < 0.70)
    return 0.25;
  return sqrt (MAX (0.0, 0.0256 - pow ((t - 0.84) * 0.98, 2))) * 1.25 + 0.01;
}

static double
turn_tower (double t)
{
  return 0.36 - 0.06 * floor (MIN (t, 0.999) * 5);
}

static void
put_dot (Dot *dots, int x, int y, Colour c, double alpha)
{
  Dot *dot;

  if (x < 0 || y < 0 || x >= SIDE || y >= SIDE)
    return;
  dot = &dots[y * SIDE + x];
  dot->rgba[0] = (float) (c.r * alpha + dot->rgba[0] * (1 - alpha));
  dot->rgba[1] = (float) (c.g * alpha + dot->rgba[1] * (1 - alpha));
  dot->rgba[2] = (float) (c.b * alpha + dot->rgba[2] * (1 - alpha));
  dot->rgba[3] = (float) (alpha + dot->rgba[3] * (1 - alpha));
}

/* The plate: a square seen from the front and a little above, with its grid. */
static void
draw_plate (Dot *dots)
{
  const int top = (int) (SIDE * 0.52), bottom = (int) (SIDE * 0.94);

  for (int y = top; y < bottom; y++) {
    double depth = (y - top) / (double) (bottom - top);
    double half = SIDE * (0.36 + 0.11 * depth);

    for (int x = (int) (SIDE / 2 - half); x < (int) (SIDE / 2 + half); x++) {
      double across = (x - SIDE / 2) / half;
      gboolean line = fabs (across * 5 - round (across * 5)) < 0.03 || fabs (depth * 6 - round (depth * 6)) < 0.05;
      double grey = 0.20 + 0.05 * depth + (line ? 0.09 : 0);

      put_dot (dots, x, y, (Colour){ grey, grey, grey * 1.06 }, 1);
    }
  }
}

static void
draw_slice (Dot *dots, double cy, double radius, Colour colour, double light)
{
  double flat = radius * TILT;

  for (int y = (int) -flat; y <= (int) flat; y++) {
    double half = radius * sqrt (MAX (0.0, 1 - (y / flat) * (y / flat)));

    for (int x = (int) -half; x <= (int) half; x++) {
      double across = x / radius;
      double facing = sqrt (MAX (0.0, 1 - across * across));
      double shade = light * (0.42 + 0.58 * MAX (0.0, 0.8 * facing - 0.45 * across));

      put_dot (dots, SIDE / 2 + x, (int) cy + y,
               (Colour){ MIN (1, colour.r * shade), MIN (1, colour.g * shade), MIN (1, colour.b * shade) }, 1);
    }
  }
}

static void
draw_shadow (Dot *dots, double cy, double radius)
{
  for (int y = (int) -(radius * TILT); y <= (int) (radius * TILT); y++) {
    double half = radius * sqrt (MAX (0.0, 1 - pow (y / (radius * TILT), 2)));

    for (int x = (int) -half; x <= (int) half; x++)
      put_dot (dots, (int) (SIDE / 2 + x + radius * 0.28), (int) (cy + y + radius * 0.06), (Colour){ 0, 0, 0 }, 0.4);
  }
}

/* From the plate up, one ring over the other, as a printer does it; every other one a shade darker. */
static void
draw_thing (Dot *dots, guint64 seed, Colour colour)
{
  static double (*const things[]) (double) = { turn_vase, turn_bowl, turn_pawn, turn_tower };
  static const double heights[] = { 0.54, 0.30, 0.56, 0.46 };
  guint kind = seed % G_N_ELEMENTS (things);
  double floor_y = SIDE * 0.73, height = SIDE * heights[kind], width = SIDE * 0.62;
  gboolean hollow = kind < 2;

  draw_shadow (dots, floor_y, things[kind](0.1) * width);
  for (int i = 0; i <= (int) height; i++) {
    double t = i / height;

    draw_slice (dots, floor_y - i, things[kind](t) * width, colour, i / 4 % 2 == 0 ? 1.12 : 1.06);
  }
  if (hollow)
    draw_slice (dots, floor_y - height, things[kind](1) * width * 0.86, colour, 0.5);
}

static void
append_chunk (GByteArray *out, const char *type, const guint8 *data, gsize length)
{
  guint32 size = GUINT32_TO_BE ((guint32) length), sum;
  gsize start = out->len + 4;

  g_byte_array_append (out, (const guint8 *) &size, 4);
  g_byte_array_append (out, (const guint8 *) type, 4);
  if (length > 0)
    g_byte_array_append (out, data, (guint) length);
  sum = GUINT32_TO_BE ((guint32) crc32 (0, out->data + start, (uInt) (length + 4)));
  g_byte_array_append (out, (const guint8 *) &sum, 4);
}

static GBytes *
write_png (const guint8 *rows, gsize length)
{
  static const guint8 magic[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  const guint8 head[] = { 0, 0, SIZE >> 8, SIZE & 0xff, 0, 0, SIZE >> 8, SIZE & 0xff, 8, 6, 0, 0, 0 };
  uLongf packed_length = compressBound (length);
  g_autofree guint8 *packed = g_malloc (packed_length);
  GByteArray *out = g_byte_array_new ();

  compress2 (packed, &packed_length, rows, length, 6);
  g_byte_array_append (out, magic, sizeof magic);
  append_chunk (out, "IHDR", head, sizeof head);
  append_chunk (out, "IDAT", packed, packed_length);
  append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}

/* The mean of SCALE×SCALE dots; colours are kept premultiplied until here. */
static void
average (const Dot *dots, int x, int y, guint8 *pixel)
{
  double sum[4] = { 0 };

  for (int i = 0; i < SCALE * SCALE; i++) {
    const Dot *dot = &dots[(y * SCALE + i / SCALE) * SIDE + x * SCALE + i % SCALE];

    for (int c = 0; c < 4; c++)
      sum[c] += dot->rgba[c];
  }
  for (int c = 0; c < 3; c++)
    pixel[c] = sum[3] > 0 ? (guint8) lround (CLAMP (sum[c] / sum[3], 0, 1) * 255) : 0;
  pixel[3] = (guint8) lround (sum[3] / (SCALE * SCALE) * 255);
}

GBytes *
culm_sim_picture_draw (guint64 seed, guint32 rgb)
{
  const double lift = 0.09; /* black plastic is not black in the light */
  const Colour colour = { lift + (1 - lift) * (rgb >> 16 & 0xff) / 255.0, lift + (1 - lift) * (rgb >> 8 & 0xff) / 255.0,
                          lift + (1 - lift) * (rgb & 0xff) / 255.0 };
  const gsize stride = 1 + SIZE * 4; /* a filter byte, then the pixels */
  g_autofree Dot *dots = g_new0 (Dot, SIDE * SIDE);
  g_autofree guint8 *rows = g_malloc0 (stride * SIZE);

  draw_plate (dots);
  draw_thing (dots, seed, colour);
  for (int y = 0; y < SIZE; y++) {
    for (int x = 0; x < SIZE; x++)
      average (dots, x, y, rows + (gsize) y * stride + 1 + x * 4);
  }
  return write_png (rows, stride * SIZE);
}
