/* culm-raw-log.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-raw-log.h"
#include "culm-report-reader.h"

#define MAX_DELTAS (64 * 1024)
#define PACKED_TYPE G_VARIANT_TYPE ("a(yay)")

/* What a message in the block is. */
enum { TAG_VERSION, TAG_FULL, TAG_DELTA };

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
pack_bytes (GVariantBuilder *builder, guchar tag, GBytes *bytes)
{
  g_variant_builder_add (builder, "(y@ay)", tag, g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
}

static void
unpack_message (CulmRawLog *self, guchar tag, GBytes *message, CulmReport **report)
{
  g_autoptr (CulmReport) news = culm_report_new_from_bytes (message, NULL);
  CulmReport *merged;

  if (news == NULL)
    return;
  merged = culm_report_merge (*report, news);
  g_clear_pointer (report, culm_report_unref);
  *report = merged;
  if (tag == TAG_VERSION)
    culm_raw_log_add_version (self, message);
  else if (tag == TAG_FULL)
    culm_raw_log_add_full (self, message);
  else
    culm_raw_log_add_delta (self, message);
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

GPtrArray *
culm_raw_log_list (CulmRawLog *self)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  if (self->version != NULL)
    g_ptr_array_add (messages, g_bytes_ref (self->version));
  if (self->full != NULL)
    g_ptr_array_add (messages, g_bytes_ref (self->full));
  for (GList *link = self->deltas.head; link != NULL; link = link->next)
    g_ptr_array_add (messages, g_bytes_ref (link->data));
  return messages;
}

GBytes *
culm_raw_log_pack (CulmRawLog *self)
{
  g_autoptr (GVariant) packed = NULL;
  GVariantBuilder builder;

  if (self->full == NULL)
    return NULL;
  g_variant_builder_init (&builder, PACKED_TYPE);
  if (self->version != NULL)
    pack_bytes (&builder, TAG_VERSION, self->version);
  pack_bytes (&builder, TAG_FULL, self->full);
  for (GList *link = self->deltas.head; link != NULL; link = link->next)
    pack_bytes (&builder, TAG_DELTA, link->data);
  packed = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_get_data_as_bytes (packed);
}

gboolean
culm_raw_log_unpack (CulmRawLog *self, GBytes *packed, CulmReport **report)
{
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new_from_bytes (PACKED_TYPE, packed, FALSE));

  *report = NULL;
  if (!g_variant_is_normal_form (list))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) message = NULL;
    g_autoptr (GBytes) bytes = NULL;
    guchar tag;

    g_variant_get_child (list, i, "(y@ay)", &tag, &message);
    bytes = g_variant_get_data_as_bytes (message);
    unpack_message (self, tag, bytes, report);
  }
  return *report != NULL;
}
