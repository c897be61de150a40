/* culm-sim-media.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-media.h"
#include "culm-sim-frame.h"
#include <string.h>

#define WIDTH 320
#define HEIGHT 180
#define N_FRAMES 12
#define RATE 6 /* frames a second */

static GPtrArray *
draw_frames (guint seed)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < N_FRAMES; i++)
    g_ptr_array_add (frames, culm_sim_frame_draw (WIDTH, HEIGHT, seed, (double) i / N_FRAMES));
  return frames;
}

static void
append (GByteArray *out, const void *bytes, gsize size)
{
  g_byte_array_append (out, bytes, (guint) size);
}

static void
append_bytes (GByteArray *out, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  append (out, data, size);
}

/* Numbers one after the other, little-endian: 4 bytes each. */
static void
append_le (GByteArray *out, const guint32 *numbers, guint n)
{
  for (guint i = 0; i < n; i++) {
    guint32 number = GUINT32_TO_LE (numbers[i]);

    append (out, &number, sizeof number);
  }
}

static void
append_be (GByteArray *out, const guint32 *numbers, guint n)
{
  for (guint i = 0; i < n; i++) {
    guint32 number = GUINT32_TO_BE (numbers[i]);

    append (out, &number, sizeof number);
  }
}

#define APPEND_LE(out, ...)                                                                                            \
  append_le (out, (const guint32[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const guint32[]){ __VA_ARGS__ })))
#define APPEND_BE(out, ...)                                                                                            \
  append_be (out, (const guint32[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const guint32[]){ __VA_ARGS__ })))

/* A RIFF chunk: its name and size, then its content, to an even length. kind: (nullable): of a LIST or RIFF. */
static void
append_chunk (GByteArray *out, const char *name, const char *kind, const GByteArray *content)
{
  append (out, name, 4);
  APPEND_LE (out, content->len + (kind != NULL ? 4 : 0));
  if (kind != NULL)
    append (out, kind, 4);
  append (out, content->data, content->len);
  if (content->len % 2 != 0)
    append (out, "", 1);
}

static GByteArray *
make_avi_header (gsize longest)
{
  g_autoptr (GByteArray) main_header = g_byte_array_new (), stream = g_byte_array_new (), format = g_byte_array_new ();
  g_autoptr (GByteArray) list = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();
  const guint16 frame[] = { 0, 0, WIDTH, HEIGHT };

  APPEND_LE (main_header, 1000000 / RATE, 0, 0, 0x10, N_FRAMES, 0, 1, (guint32) longest, WIDTH, HEIGHT, 0, 0, 0, 0);
  append (stream, "vidsMJPG", 8);
  APPEND_LE (stream, 0, 0, 0, 1, RATE, 0, N_FRAMES, (guint32) longest, 0xffffffff, 0);
  append (stream, frame, sizeof frame);
  APPEND_LE (format, 40, WIDTH, HEIGHT, 1 | 24 << 16);
  append (format, "MJPG", 4);
  APPEND_LE (format, WIDTH * HEIGHT * 3, 0, 0, 0, 0);
  append_chunk (list, "strh", NULL, stream);
  append_chunk (list, "strf", NULL, format);
  append_chunk (out, "avih", NULL, main_header);
  append_chunk (out, "LIST", "strl", list);
  return out;
}

GBytes *
culm_sim_media_make_avi (guint seed)
{
  g_autoptr (GPtrArray) frames = draw_frames (seed);
  g_autoptr (GByteArray) movie = g_byte_array_new (), index = g_byte_array_new (), body = g_byte_array_new ();
  g_autoptr (GByteArray) header = make_avi_header (g_bytes_get_size (frames->pdata[0]) * 2);
  GByteArray *out = g_byte_array_new ();

  for (guint i = 0; i < frames->len; i++) {
    g_autoptr (GByteArray) frame = g_byte_array_new ();

    append_bytes (frame, frames->pdata[i]);
    append (index, "00dc", 4);
    APPEND_LE (index, 0x10, movie->len + 4, frame->len);
    append_chunk (movie, "00dc", NULL, frame);
  }
  append_chunk (body, "LIST", "hdrl", header);
  append_chunk (body, "LIST", "movi", movie);
  append_chunk (body, "idx1", NULL, index);
  append_chunk (out, "RIFF", "AVI ", body);
  return g_byte_array_free_to_bytes (out);
}

/* An MP4 box around what was appended to `out` since `start`. */
static void
close_box (GByteArray *out, guint start, const char *name)
{
  guint32 size = GUINT32_TO_BE (out->len - start + 8);
  guint8 head[8];

  memcpy (head, &size, 4);
  memcpy (head + 4, name, 4);
  g_byte_array_set_size (out, out->len + 8);
  memmove (out->data + start + 8, out->data + start, out->len - start - 8);
  memcpy (out->data + start, head, sizeof head);
}

static const guint32 unity[] = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };

static void
append_sample_entry (GByteArray *out)
{
  const guint8 name[32] = "\x0cMotion JPEG";
  guint start = out->len, inner;

  APPEND_BE (out, 0, 1);
  inner = out->len;
  APPEND_BE (out, 0, 1, 0, 0, 0, 0, WIDTH << 16 | HEIGHT, 0x480000, 0x480000, 0, 1 << 16);
  g_byte_array_set_size (out, out->len - 2); /* the count of frames is two bytes, and the name follows */
  append (out, name, sizeof name);
  append (out, "\x00\x18\xff\xff", 4);
  close_box (out, inner, "jpeg");
  close_box (out, start, "stsd");
}

static void
append_samples (GByteArray *out, GPtrArray *frames, guint32 first)
{
  guint start = out->len, inner;

  append_sample_entry (out);
  inner = out->len;
  APPEND_BE (out, 0, 1, frames->len, 1);
  close_box (out, inner, "stts");
  inner = out->len;
  APPEND_BE (out, 0, 1, 1, frames->len, 1);
  close_box (out, inner, "stsc");
  inner = out->len;
  APPEND_BE (out, 0, 0, frames->len);
  for (guint i = 0; i < frames->len; i++)
    APPEND_BE (out, (guint32) g_bytes_get_size (frames->pdata[i]));
  close_box (out, inner, "stsz");
  inner = out->len;
  APPEND_BE (out, 0, 1, first);
  close_box (out, inner, "stco");
  close_box (out, start, "stbl");
}

static void
append_media (GByteArray *out, GPtrArray *frames, guint32 first)
{
  guint start = out->len, inner = out->len, info;

  APPEND_BE (out, 0, 0, 0, RATE, frames->len, 0x55c40000);
  close_box (out, inner, "mdhd");
  inner = out->len;
  APPEND_BE (out, 0, 0);
  append (out, "vide", 4);
  APPEND_BE (out, 0, 0, 0);
  append (out, "", 1);
  close_box (out, inner, "hdlr");
  info = inner = out->len;
  APPEND_BE (out, 1, 0, 0);
  close_box (out, inner, "vmhd");
  inner = out->len;
  APPEND_BE (out, 0, 1, 12);
  append (out, "url ", 4);
  APPEND_BE (out, 1);
  close_box (out, inner, "dref");
  close_box (out, inner, "dinf");
  append_samples (out, frames, first);
  close_box (out, info, "minf");
  close_box (out, start, "mdia");
}

static void
append_movie (GByteArray *out, GPtrArray *frames, guint32 first)
{
  guint start = out->len, track;

  APPEND_BE (out, 0, 0, 0, RATE, frames->len, 0x10000, 0x1000000, 0, 0);
  append_be (out, unity, G_N_ELEMENTS (unity));
  APPEND_BE (out, 0, 0, 0, 0, 0, 0, 2);
  close_box (out, start, "mvhd");
  track = out->len;
  APPEND_BE (out, 3, 0, 0, 1, 0, frames->len, 0, 0, 0, 0);
  append_be (out, unity, G_N_ELEMENTS (unity));
  APPEND_BE (out, WIDTH << 16, HEIGHT << 16);
  close_box (out, track, "tkhd");
  append_media (out, frames, first);
  close_box (out, track, "trak");
  close_box (out, start, "moov");
}

GBytes *
culm_sim_media_make_mp4 (guint seed)
{
  g_autoptr (GPtrArray) frames = draw_frames (seed);
  GByteArray *out = g_byte_array_new ();
  guint start;

  append (out, "isom", 4);
  APPEND_BE (out, 0x200);
  append (out, "isomiso2mp41", 12);
  close_box (out, 0, "ftyp");
  start = out->len;
  for (guint i = 0; i < frames->len; i++)
    append_bytes (out, frames->pdata[i]);
  close_box (out, start, "mdat");
  append_movie (out, frames, start + 8);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
culm_sim_media_make_still (guint seed)
{
  return culm_sim_frame_draw (WIDTH, HEIGHT, seed, 0.9);
}
