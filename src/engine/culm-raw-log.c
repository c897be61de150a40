/* culm-raw-log.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-raw-log.h"

#define MAX_DELTAS (64 * 1024)

static void
drop_deltas (CulmRawLog *self)
{
  g_queue_clear_full (&self->deltas, (GDestroyNotify) g_bytes_unref);
  self->size = 0;
}

static void
replace_bytes (GBytes **place, GBytes *bytes)
{
  g_bytes_ref (bytes);
  g_clear_pointer (place, g_bytes_unref);
  *place = bytes;
}

static void
pack_bytes (GVariantBuilder *builder, GBytes *bytes)
{
  g_variant_builder_add_value (builder, g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
}

void
culm_raw_log_init (CulmRawLog *self)
{
  self->full = NULL;
  self->version = NULL;
  g_queue_init (&self->deltas);
  self->size = 0;
}

void
culm_raw_log_clear (CulmRawLog *self)
{
  g_clear_pointer (&self->full, g_bytes_unref);
  g_clear_pointer (&self->version, g_bytes_unref);
  drop_deltas (self);
}

void
culm_raw_log_add_full (CulmRawLog *self, GBytes *message)
{
  replace_bytes (&self->full, message);
  drop_deltas (self);
}

void
culm_raw_log_add_delta (CulmRawLog *self, GBytes *message)
{
  g_queue_push_tail (&self->deltas, g_bytes_ref (message));
  self->size += g_bytes_get_size (message);
  while (self->size > MAX_DELTAS) {
    g_autoptr (GBytes) oldest = g_queue_pop_head (&self->deltas);

    self->size -= g_bytes_get_size (oldest);
  }
}

void
culm_raw_log_add_version (CulmRawLog *self, GBytes *message)
{
  replace_bytes (&self->version, message);
}

GBytes *
culm_raw_log_pack (CulmRawLog *self)
{
  g_autoptr (GVariant) packed = NULL;
  GVariantBuilder builder;

  if (self->full == NULL)
    return NULL;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  if (self->version != NULL)
    pack_bytes (&builder, self->version);
  pack_bytes (&builder, self->full);
  for (GList *link = self->deltas.head; link != NULL; link = link->next)
    pack_bytes (&builder, link->data);
  packed = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_get_data_as_bytes (packed);
}

GPtrArray *
culm_raw_log_unpack (GBytes *packed)
{
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("aay"), packed, FALSE));
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (!g_variant_is_normal_form (list))
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) message = g_variant_get_child_value (list, i);

    g_ptr_array_add (messages, g_variant_get_data_as_bytes (message));
  }
  return g_steal_pointer (&messages);
}
