/* culm-record.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-record.h"
#include <math.h>
#include <string.h>

typedef union {
  gint64 number;
  double real;
  char *string; /* GRefString */
  GArray *ints;
  GPtrArray *list; /* strings, or records */
  CulmRecord *record;
} Value;

struct _CulmRecord {
  gatomicrefcount refs;
  const CulmSchema *schema;
  guint64 has;
  gboolean bare;
  Value values[];
};

static CulmValueKind
get_kind (const CulmRecord *self, guint field)
{
  return self->schema->fields[field].kind;
}

static gboolean
holds (const CulmRecord *self, guint field)
{
  return self != NULL && field < self->schema->n_fields && (self->has & G_GUINT64_CONSTANT (1) << field) != 0;
}

static void
mark (CulmRecord *self, guint field)
{
  self->has |= G_GUINT64_CONSTANT (1) << field;
}

static void
ref_value (CulmValueKind kind, Value *value)
{
  switch (kind) {
  case CULM_VALUE_STRING: g_ref_string_acquire (value->string); break;
  case CULM_VALUE_INTS: g_array_ref (value->ints); break;
  case CULM_VALUE_STRINGS:
  case CULM_VALUE_LIST: g_ptr_array_ref (value->list); break;
  case CULM_VALUE_RECORD: culm_record_ref (value->record); break;
  case CULM_VALUE_INT:
  case CULM_VALUE_UINT32:
  case CULM_VALUE_DOUBLE:
  case CULM_VALUE_HEX:
  case CULM_VALUE_BOOLEAN:
  default: break;
  }
}

static void
drop_value (CulmValueKind kind, Value *value)
{
  switch (kind) {
  case CULM_VALUE_STRING: g_ref_string_release (value->string); break;
  case CULM_VALUE_INTS: g_array_unref (value->ints); break;
  case CULM_VALUE_STRINGS:
  case CULM_VALUE_LIST: g_ptr_array_unref (value->list); break;
  case CULM_VALUE_RECORD: culm_record_unref (value->record); break;
  case CULM_VALUE_INT:
  case CULM_VALUE_UINT32:
  case CULM_VALUE_DOUBLE:
  case CULM_VALUE_HEX:
  case CULM_VALUE_BOOLEAN:
  default: break;
  }
}

static gboolean
equal_lists (GPtrArray *a, GPtrArray *b)
{
  if (a == b)
    return TRUE;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    if (!culm_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
equal_values (CulmValueKind kind, const Value *a, const Value *b)
{
  switch (kind) {
  case CULM_VALUE_STRING: return a->string == b->string || g_str_equal (a->string, b->string);
  case CULM_VALUE_DOUBLE: return a->real == b->real;
  case CULM_VALUE_INTS:
    return a->ints == b->ints ||
           (a->ints->len == b->ints->len &&
            (a->ints->len == 0 || memcmp (a->ints->data, b->ints->data, a->ints->len * sizeof (int)) == 0));
  case CULM_VALUE_STRINGS:
    return a->list == b->list ||
           g_strv_equal ((const char *const *) a->list->pdata, (const char *const *) b->list->pdata);
  case CULM_VALUE_LIST: return equal_lists (a->list, b->list);
  case CULM_VALUE_RECORD: return culm_record_equal (a->record, b->record);
  case CULM_VALUE_INT:
  case CULM_VALUE_UINT32:
  case CULM_VALUE_HEX:
  case CULM_VALUE_BOOLEAN:
  default: return a->number == b->number;
  }
}

static gboolean
is_number (CulmValueKind kind)
{
  return kind == CULM_VALUE_INT || kind == CULM_VALUE_UINT32 || kind == CULM_VALUE_HEX || kind == CULM_VALUE_BOOLEAN;
}

CulmRecord *
culm_record_new (const CulmSchema *schema)
{
  CulmRecord *self = g_malloc0 (sizeof (CulmRecord) + schema->n_fields * sizeof (Value));

  g_atomic_ref_count_init (&self->refs);
  self->schema = schema;
  return self;
}

CulmRecord *
culm_record_copy (const CulmRecord *self)
{
  CulmRecord *copy = culm_record_new (self->schema);

  copy->has = self->has;
  memcpy (copy->values, self->values, self->schema->n_fields * sizeof (Value));
  for (guint i = 0; i < copy->schema->n_fields; i++) {
    if (holds (copy, i))
      ref_value (get_kind (copy, i), &copy->values[i]);
  }
  return copy;
}

CulmRecord *
culm_record_ref (CulmRecord *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
culm_record_unref (CulmRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; i < self->schema->n_fields; i++)
    culm_record_clear (self, i);
  g_free (self);
}

const CulmSchema *
culm_record_get_schema (const CulmRecord *self)
{
  return self->schema;
}

gboolean
culm_record_has (const CulmRecord *self, guint field)
{
  return holds (self, field);
}

guint64
culm_record_get_mask (const CulmRecord *self)
{
  return self != NULL ? self->has : 0;
}

gint64
culm_record_get_int (const CulmRecord *self, guint field, gint64 fallback)
{
  if (!holds (self, field))
    return fallback;
  g_return_val_if_fail (is_number (get_kind (self, field)), fallback);
  return self->values[field].number;
}

gboolean
culm_record_get_bit (const CulmRecord *self, guint field, guint bit)
{
  return ((guint64) culm_record_get_int (self, field, 0) >> bit & 1) != 0;
}

double
culm_record_get_double (const CulmRecord *self, guint field)
{
  if (!holds (self, field))
    return NAN;
  g_return_val_if_fail (get_kind (self, field) == CULM_VALUE_DOUBLE, NAN);
  return self->values[field].real;
}

const char *
culm_record_get_string (const CulmRecord *self, guint field)
{
  if (!holds (self, field))
    return NULL;
  g_return_val_if_fail (get_kind (self, field) == CULM_VALUE_STRING, NULL);
  return self->values[field].string;
}

const char *
culm_record_get_text (const CulmRecord *self, guint field)
{
  const char *string = culm_record_get_string (self, field);

  return string != NULL && string[0] != '\0' ? string : NULL;
}

const char *const *
culm_record_get_strings (const CulmRecord *self, guint field)
{
  if (!holds (self, field))
    return NULL;
  g_return_val_if_fail (get_kind (self, field) == CULM_VALUE_STRINGS, NULL);
  return (const char *const *) self->values[field].list->pdata;
}

const int *
culm_record_get_ints (const CulmRecord *self, guint field, guint *n_ints)
{
  *n_ints = 0;
  if (!holds (self, field))
    return NULL;
  g_return_val_if_fail (get_kind (self, field) == CULM_VALUE_INTS, NULL);
  *n_ints = self->values[field].ints->len;
  return (const int *) (gpointer) self->values[field].ints->data;
}

CulmRecord *
culm_record_get_record (const CulmRecord *self, guint field)
{
  if (!holds (self, field))
    return NULL;
  g_return_val_if_fail (get_kind (self, field) == CULM_VALUE_RECORD, NULL);
  return self->values[field].record;
}

guint
culm_record_get_n_items (const CulmRecord *self, guint field)
{
  if (!holds (self, field))
    return 0;
  g_return_val_if_fail (get_kind (self, field) == CULM_VALUE_LIST, 0);
  return self->values[field].list->len;
}

CulmRecord *
culm_record_get_item (const CulmRecord *self, guint field, guint i)
{
  g_return_val_if_fail (i < culm_record_get_n_items (self, field), NULL);
  return g_ptr_array_index (self->values[field].list, i);
}

CulmRecord *
culm_record_find_item (const CulmRecord *self, guint field, guint id_field, gint64 id)
{
  guint n = culm_record_get_n_items (self, field);

  for (guint i = 0; i < n; i++) {
    CulmRecord *item = culm_record_get_item (self, field, i);

    if (holds (item, id_field) && culm_record_get_int (item, id_field, 0) == id)
      return item;
  }
  return NULL;
}

gboolean
culm_record_equal (const CulmRecord *a, const CulmRecord *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->schema != b->schema || a->has != b->has)
    return FALSE;
  for (guint i = 0; i < a->schema->n_fields; i++) {
    if (holds (a, i) && !equal_values (get_kind (a, i), &a->values[i], &b->values[i]))
      return FALSE;
  }
  return TRUE;
}

void
culm_record_set_bare (CulmRecord *self, gboolean bare)
{
  self->bare = bare;
}

gboolean
culm_record_get_bare (const CulmRecord *self)
{
  return self->bare;
}

/* Drops what the field holds, for a value that follows at once. */
static Value *
renew (CulmRecord *self, guint field)
{
  culm_record_clear (self, field);
  mark (self, field);
  return &self->values[field];
}

void
culm_record_set_int (CulmRecord *self, guint field, gint64 value)
{
  g_return_if_fail (field < self->schema->n_fields && is_number (get_kind (self, field)));
  self->values[field].number = value;
  mark (self, field);
}

void
culm_record_set_double (CulmRecord *self, guint field, double value)
{
  g_return_if_fail (field < self->schema->n_fields && get_kind (self, field) == CULM_VALUE_DOUBLE);
  self->values[field].real = value;
  mark (self, field);
}

void
culm_record_set_string (CulmRecord *self, guint field, const char *value)
{
  char *copy = g_ref_string_new (value);

  renew (self, field)->string = copy; /* the old one may be the value */
}

void
culm_record_take_ints (CulmRecord *self, guint field, GArray *value)
{
  renew (self, field)->ints = value;
}

void
culm_record_take_strings (CulmRecord *self, guint field, GPtrArray *value)
{
  renew (self, field)->list = value;
}

void
culm_record_take_record (CulmRecord *self, guint field, CulmRecord *value)
{
  renew (self, field)->record = value;
}

void
culm_record_take_list (CulmRecord *self, guint field, GPtrArray *value)
{
  renew (self, field)->list = value;
}

void
culm_record_clear (CulmRecord *self, guint field)
{
  if (!holds (self, field))
    return;
  self->has &= ~(G_GUINT64_CONSTANT (1) << field);
  drop_value (get_kind (self, field), &self->values[field]);
}

void
culm_record_share (CulmRecord *self, guint field, const CulmRecord *other)
{
  Value value;

  g_return_if_fail (self->schema == other->schema && self != other);
  if (!holds (other, field)) {
    culm_record_clear (self, field);
    return;
  }
  value = other->values[field];
  ref_value (get_kind (self, field), &value);
  culm_record_clear (self, field);
  self->values[field] = value;
  mark (self, field);
}

gboolean
culm_record_same (const CulmRecord *self, guint field, const CulmRecord *other)
{
  gboolean a = holds (self, field), b = holds (other, field);

  if (!a || !b)
    return a == b;
  return equal_values (get_kind (self, field), &self->values[field], &other->values[field]);
}
