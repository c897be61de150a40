/* culm-report-merge.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-ams.h"
#include "culm-report-reader.h"

typedef struct _Merge Merge;

struct _Merge {
  gboolean full;
  guint32 changed;
  CulmRecord *(*descend) (Merge *merge, CulmRecord *known, CulmRecord *news); /* merge_record(), for lists and fields */
};

static gboolean
is_id_equal (const CulmRecord *a, const CulmRecord *b, guint id_field)
{
  return culm_record_has (a, id_field) && culm_record_same (a, id_field, b);
}

static CulmRecord *
find_match (const CulmRecord *record, guint field, const CulmRecord *item, guint id_field)
{
  guint n = culm_record_get_n_items (record, field);

  for (guint i = 0; i < n; i++) {
    CulmRecord *other = culm_record_get_item (record, field, i);

    if (is_id_equal (item, other, id_field))
      return other;
  }
  return NULL;
}

/* What every value of the record touches. */
static guint32
collect_groups (const CulmRecord *record)
{
  const CulmSchema *schema = culm_record_get_schema (record);
  guint32 groups = 0;

  for (guint i = 0; i < schema->n_fields; i++) {
    if (!culm_record_has (record, i))
      continue;
    groups |= schema->fields[i].groups;
    if (schema->fields[i].kind == CULM_VALUE_RECORD)
      groups |= collect_groups (culm_record_get_record (record, i));
  }
  return groups;
}

/* By id. Returns: (transfer full) (nullable): NULL when nothing changed. */
static GPtrArray *
merge_list (Merge *merge, const CulmRecord *known, const CulmRecord *news, guint field, const CulmSchema *item_schema)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_record_unref);
  guint id_field = (guint) item_schema->id_field;
  guint n_known = culm_record_get_n_items (known, field), n_news = culm_record_get_n_items (news, field);
  gboolean changed = FALSE;

  for (guint i = 0; i < n_known; i++) {
    CulmRecord *item = culm_record_get_item (known, field, i);
    CulmRecord *match = find_match (news, field, item, id_field);

    if (match != NULL) {
      g_ptr_array_add (list, merge->descend (merge, item, match));
      changed |= g_ptr_array_index (list, list->len - 1) != item;
    } else if (!merge->full) {
      g_ptr_array_add (list, culm_record_ref (item));
    } else {
      changed = TRUE;
    }
  }
  for (guint i = 0; i < n_news; i++) {
    CulmRecord *item = culm_record_get_item (news, field, i);

    if (culm_record_has (item, id_field) && find_match (known, field, item, id_field) == NULL) {
      g_ptr_array_add (list, culm_record_ref (item));
      changed = TRUE;
    }
  }
  return changed ? g_steal_pointer (&list) : NULL;
}

/* One value that `news` has. When it differs, `*result` becomes a copy that has it. */
static void
merge_field (Merge *merge, CulmRecord *known, CulmRecord *news, guint field, CulmRecord **result)
{
  const CulmField *description = &culm_record_get_schema (known)->fields[field];
  GPtrArray *list = NULL;
  CulmRecord *child = NULL;

  if (culm_record_same (known, field, news))
    return;
  if (culm_record_has (known, field) && description->kind == CULM_VALUE_RECORD) {
    child = merge->descend (merge, culm_record_get_record (known, field), culm_record_get_record (news, field));
    if (child == culm_record_get_record (known, field)) {
      culm_record_unref (child);
      return;
    }
  } else if (culm_record_has (known, field) && description->kind == CULM_VALUE_LIST &&
             description->item->id_field >= 0) {
    list = merge_list (merge, known, news, field, description->item);
    if (list == NULL)
      return;
  } else if (description->kind == CULM_VALUE_RECORD) {
    merge->changed |= collect_groups (culm_record_get_record (news, field));
  }
  merge->changed |= description->groups;
  if (*result == NULL)
    *result = culm_record_copy (known);
  if (child != NULL)
    culm_record_take_record (*result, field, child);
  else if (list != NULL)
    culm_record_take_list (*result, field, list);
  else
    culm_record_share (*result, field, news);
}

/* Returns: (transfer full): `known` itself when nothing changed. */
static CulmRecord *
merge_record (Merge *merge, CulmRecord *known, CulmRecord *news)
{
  guint64 mask = culm_record_get_mask (news);
  CulmRecord *result = NULL;

  if (culm_record_get_bare (news))
    return culm_record_ref (culm_record_equal (known, news) ? known : news);
  for (guint i = 0; i < culm_record_get_schema (news)->n_fields; i++) {
    if ((mask >> i & 1) != 0)
      merge_field (merge, known, news, i, &result);
  }
  return result != NULL ? result : culm_record_ref (known);
}

/* (transfer full) (nullable) */
static CulmRecord *
merge_section (Merge *merge, CulmRecord *known, CulmRecord *news)
{
  if (news == NULL)
    return known != NULL ? culm_record_ref (known) : NULL;
  if (known != NULL)
    return merge_record (merge, known, news);
  merge->changed = CULM_REPORT_ALL;
  return culm_record_ref (news);
}

/* A slot that the bits call empty keeps its id and its state alone. (transfer full) */
static CulmRecord *
clear_tray (CulmRecord *tray)
{
  CulmRecord *cleared = culm_record_new (culm_record_get_schema (tray));

  culm_record_share (cleared, CULM_TRAY_ID, tray);
  culm_record_share (cleared, CULM_TRAY_STATE, tray);
  if (culm_record_equal (cleared, tray)) {
    culm_record_unref (cleared);
    return culm_record_ref (tray);
  }
  return cleared;
}

/* (transfer full) */
static CulmRecord *
clear_unit (CulmRecord *ams, CulmRecord *unit)
{
  g_autoptr (GPtrArray) trays = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_record_unref);
  guint n = culm_record_get_n_items (unit, CULM_UNIT_TRAYS);
  CulmRecord *result = culm_record_ref (unit);

  for (guint i = 0; i < n; i++) {
    CulmRecord *tray = culm_record_get_item (unit, CULM_UNIT_TRAYS, i);
    int bit = culm_ams_get_tray_bit ((int) culm_record_get_int (unit, CULM_UNIT_ID, -1),
                                     (int) culm_record_get_int (tray, CULM_TRAY_ID, -1));
    gboolean exists = bit < 0 || culm_record_get_bit (ams, CULM_AMS_TRAY_EXIST, (guint) bit);

    g_ptr_array_add (trays, exists ? culm_record_ref (tray) : clear_tray (tray));
    if (g_ptr_array_index (trays, i) != tray && result == unit) {
      culm_record_unref (result);
      result = culm_record_copy (unit);
    }
  }
  if (result != unit)
    culm_record_take_list (result, CULM_UNIT_TRAYS, g_steal_pointer (&trays));
  return result;
}

/* After a message with `tray_exist_bits`. Takes and returns the status. */
static CulmRecord *
clear_absent (Merge *merge, CulmRecord *status)
{
  CulmRecord *ams = culm_record_get_record (status, CULM_STATUS_AMS), *new_ams, *result;
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_record_unref);
  guint n = culm_record_get_n_items (ams, CULM_AMS_UNITS);
  gboolean changed = FALSE;

  if (!culm_ams_are_bits_valid (ams))
    return status;
  for (guint i = 0; i < n; i++) {
    CulmRecord *unit = culm_record_get_item (ams, CULM_AMS_UNITS, i);

    g_ptr_array_add (units, clear_unit (ams, unit));
    changed |= g_ptr_array_index (units, i) != unit;
  }
  if (!changed)
    return status;
  merge->changed |= CULM_REPORT_AMS;
  new_ams = culm_record_copy (ams);
  culm_record_take_list (new_ams, CULM_AMS_UNITS, g_steal_pointer (&units));
  result = culm_record_copy (status);
  culm_record_take_record (result, CULM_STATUS_AMS, new_ams);
  culm_record_unref (status);
  return result;
}

CulmReport *
culm_report_merge (const CulmReport *known, const CulmReport *news)
{
  gboolean was_full = known != NULL && culm_report_is_full (known);
  CulmRecord *news_status = culm_report_get_status (news);
  CulmRecord *news_ams = culm_record_get_record (news_status, CULM_STATUS_AMS);
  Merge merge = { .full = culm_report_is_full (news), .descend = merge_record };
  CulmRecord *status = merge_section (&merge, culm_report_get_status (known), news_status);
  CulmRecord *info = merge_section (&merge, culm_report_get_info (known), culm_report_get_info (news));

  if (culm_record_has (news_ams, CULM_AMS_TRAY_EXIST))
    status = clear_absent (&merge, status);
  return culm_report_new_merged (known, status, info, was_full || merge.full, merge.changed);
}
