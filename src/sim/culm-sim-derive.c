/* culm-sim-derive.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-derive.h"

#define BLOCK 32

static GByteArray *
derive (guint64 seed, const char *label, gsize bytes)
{
  GByteArray *out = g_byte_array_new ();

  for (guint counter = 0; out->len < bytes; counter++) {
    g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT "/%s/%u", seed, label, counter);
    g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
    guint8 block[BLOCK];
    gsize length = sizeof block;

    g_checksum_update (sum, (const guchar *) text, -1);
    g_checksum_get_digest (sum, block, &length);
    g_byte_array_append (out, block, length);
  }
  g_byte_array_set_size (out, bytes);
  return out;
}

static char *
spell (guint64 seed, const char *label, gsize length, const char *letters, guint n_letters)
{
  g_autoptr (GByteArray) bytes = derive (seed, label, length);
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    g_string_append_c (out, letters[bytes->data[i] % n_letters]);
  return g_string_free (out, FALSE);
}

char *
culm_sim_derive_hex (guint64 seed, const char *label, gsize bytes)
{
  return spell (seed, label, bytes * 2, "0123456789abcdef", 16);
}

char *
culm_sim_derive_digits (guint64 seed, const char *label, gsize length)
{
  char *out = spell (seed, label, length, "0123456789", 10);

  if (out[0] == '0')
    out[0] = '7';
  return out;
}

char *
culm_sim_derive_text (guint64 seed, const char *label, gsize length)
{
  return spell (seed, label, length, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 62);
}
