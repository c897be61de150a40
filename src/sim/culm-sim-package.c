/* culm-sim-package.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-package.h"
#include "culm-sim-picture.h"
#include <string.h>
#include <zlib.h>

#define TIME 0x6000 /* 12:00:00 */
#define DATE 0x5a21 /* 2025-01-01, as ZIP counts */

static const guint32 colours[] = { 0xf98c36, 0x2a7de1, 0x39b54a, 0xd6336c };

/* The two lists of a ZIP while it is written. */
typedef struct {
  GByteArray *out, *directory;
  guint n;
} Zip;

static void
append_short (GByteArray *out, guint number)
{
  const guint8 bytes[] = { number & 255, number >> 8 & 255 };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
append_long (GByteArray *out, guint number)
{
  append_short (out, number & 0xffff);
  append_short (out, number >> 16);
}

/* What an entry says of itself in both places. */
static void
append_facts (GByteArray *out, const char *name, GBytes *content)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  append_short (out, 20); /* version */
  append_short (out, 0);
  append_short (out, 0); /* stored */
  append_short (out, TIME);
  append_short (out, DATE);
  append_long (out, (guint) crc32 (0, data, (uInt) size));
  append_long (out, (guint) size);
  append_long (out, (guint) size);
  append_short (out, (guint) strlen (name));
  append_short (out, 0);
}

static void
add_file (Zip *zip, const char *name, GBytes *content)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  guint offset = zip->out->len;

  append_long (zip->out, 0x04034b50);
  append_facts (zip->out, name, content);
  g_byte_array_append (zip->out, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (zip->out, data, (guint) size);
  append_long (zip->directory, 0x02014b50);
  append_short (zip->directory, 20);
  append_facts (zip->directory, name, content);
  append_short (zip->directory, 0); /* comment, disk, attributes */
  append_short (zip->directory, 0);
  append_short (zip->directory, 0);
  append_long (zip->directory, 0);
  append_long (zip->directory, offset);
  g_byte_array_append (zip->directory, (const guint8 *) name, (guint) strlen (name));
  zip->n++;
}

static void
add_text (Zip *zip, const char *name, const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  add_file (zip, name, content);
}

static GBytes *
close_zip (Zip *zip)
{
  guint offset = zip->out->len;

  g_byte_array_append (zip->out, zip->directory->data, zip->directory->len);
  append_long (zip->out, 0x06054b50);
  append_long (zip->out, 0);
  append_short (zip->out, zip->n);
  append_short (zip->out, zip->n);
  append_long (zip->out, zip->directory->len);
  append_long (zip->out, offset);
  append_short (zip->out, 0);
  g_byte_array_unref (zip->directory);
  return g_byte_array_free_to_bytes (zip->out);
}

/* Drawing takes its time, and there are only so many. Returns: (transfer none) */
static GBytes *
get_picture (guint kind)
{
  static GBytes *pictures[G_N_ELEMENTS (colours)];
  static GMutex lock;

  g_mutex_lock (&lock);
  if (pictures[kind] == NULL)
    pictures[kind] = culm_sim_picture_draw (kind, colours[kind]);
  g_mutex_unlock (&lock);
  return pictures[kind];
}

GBytes *
culm_sim_package_make (guint seed)
{
  guint kind = seed % G_N_ELEMENTS (colours);
  guint32 colour = colours[kind];
  Zip zip = { .out = g_byte_array_new (), .directory = g_byte_array_new () };
  g_autofree char *info = g_strdup_printf (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<config>\n <plate>\n  <metadata key=\"index\" value=\"1\"/>\n"
      "  <metadata key=\"prediction\" value=\"%u\"/>\n  <metadata key=\"weight\" value=\"%u.20\"/>\n"
      "  <filament id=\"1\" type=\"PLA\" color=\"#%06X\" used_m=\"%u.10\" used_g=\"%u.20\"/>\n </plate>\n</config>\n",
      1800 + seed % 50 * 60, 10 + seed % 40, colour, 3 + seed % 12, 10 + seed % 40);

  add_text (&zip, "[Content_Types].xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n"
            " <Default Extension=\"model\" ContentType=\"application/vnd.ms-package.3dmanufacturing-3dmodel+xml\"/>\n"
            " <Default Extension=\"png\" ContentType=\"image/png\"/>\n</Types>\n");
  add_text (&zip, "3D/3dmodel.model",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<model unit=\"millimeter\" "
            "xmlns=\"http://schemas.microsoft.com/3dmanufacturing/core/2015/02\"><resources/><build/></model>\n");
  add_file (&zip, "Metadata/plate_1.png", get_picture (kind));
  add_text (&zip, "Metadata/slice_info.config", info);
  add_text (&zip, "Metadata/plate_1.gcode", "; HEADER_BLOCK_START\n; total layer number: 3\nG28\nG1 X10 Y10\nM400\n");
  return close_zip (&zip);
}
