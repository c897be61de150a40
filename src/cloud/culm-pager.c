/* culm-pager.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-pager.h"

#include "culm-json-read.h"

struct _CulmPager {
  char *member;
  char *id;
  GPtrArray *rows;
  GHashTable *known; /* ids */
  guint limit;
  guint max;
  guint received; /* rows that came, doubles too: that is how the server counts */
  guint page;     /* 0 until the server spoke of pages */
  char *last;     /* the id of the last row */
  gboolean after; /* it counts by the last row, not by an offset */
  gboolean at_end;
};

/* Returns: whether any row of the page was new. */
static gboolean
add_rows (CulmPager *self, JsonArray *array, guint length)
{
  guint before = self->rows->len;

  for (guint i = 0; i < length && self->rows->len < self->max; i++) {
    JsonObject *row = culm_json_read_element (array, i);
    char *id = culm_json_read_string (row, self->id);

    if (id == NULL || g_hash_table_contains (self->known, id)) {
      g_free (id);
      continue;
    }
    g_free (self->last);
    self->last = g_strdup (id);
    g_hash_table_add (self->known, id);
    g_ptr_array_add (self->rows, json_object_ref (row));
  }
  return self->rows->len > before;
}

/* Whether the server may have more: it says so, or gave a page that is full. A total is believed when it promises rows,
 * and not when it denies them: some servers count the rows of the page. */
static gboolean
may_have_more (CulmPager *self, CulmEnvelope *page, guint length)
{
  JsonObject *pagination = culm_envelope_get_pagination (page);
  gint64 total = culm_json_read_int (culm_envelope_get_object (page), "total", -1);
  guint received = self->after ? self->rows->len : self->received;

  if (pagination != NULL && json_object_has_member (pagination, "has_more"))
    return culm_json_read_bool (pagination, "has_more", FALSE);
  total = culm_json_read_int (pagination, "total", total);
  return received < total || length >= self->limit;
}

CulmPager *
culm_pager_new (const char *member, const char *id, guint limit, guint max)
{
  CulmPager *self = g_new0 (CulmPager, 1);

  self->member = g_strdup (member);
  self->id = g_strdup (id);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->limit = MIN (limit, max);
  self->max = max;
  return self;
}

void
culm_pager_free (CulmPager *self)
{
  g_free (self->member);
  g_free (self->id);
  g_free (self->last);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->known);
  g_free (self);
}

char *
culm_pager_get_query (CulmPager *self)
{
  if (self->at_end)
    return NULL;
  if (self->after) {
    g_autofree char *last = g_uri_escape_string (self->last, NULL, FALSE);

    return g_strdup_printf ("after=%s&limit=%u", last, self->limit);
  }
  if (self->page > 0)
    return g_strdup_printf ("page=%u&limit=%u&offset=%u", self->page, self->limit, self->received);
  return g_strdup_printf ("limit=%u&offset=%u", self->limit, self->received);
}

void
culm_pager_take (CulmPager *self, CulmEnvelope *page)
{
  JsonArray *array = culm_envelope_get_list (page, self->member);
  guint length = array != NULL ? json_array_get_length (array) : 0;
  gboolean news = add_rows (self, array, length);

  self->received += length;
  if (culm_envelope_get_pagination (page) != NULL)
    self->page = self->page > 0 ? self->page + 1 : 2;
  self->at_end = self->rows->len >= self->max || !may_have_more (self, page, length);
  if (news)
    return;
  /* The same rows again: a server that knows no offset may know the other way, once. */
  self->at_end = self->at_end || length == 0 || self->after || self->last == NULL;
  self->after = TRUE;
}

GPtrArray *
culm_pager_get_rows (CulmPager *self)
{
  return self->rows;
}
