/* culm-record.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How a value of a report is kept, whatever form it came in. */
typedef enum {
  CULM_VALUE_INT,
  CULM_VALUE_UINT32, /* negative numbers mean the same 32 bits */
  CULM_VALUE_DOUBLE, /* finite */
  CULM_VALUE_HEX,    /* up to 64 bits, printed as hexadecimal text */
  CULM_VALUE_BOOLEAN,
  CULM_VALUE_STRING,
  CULM_VALUE_INTS,    /* a list of int, replaced whole */
  CULM_VALUE_STRINGS, /* a list of string, replaced whole */
  CULM_VALUE_RECORD,  /* merged deeply */
  CULM_VALUE_LIST,    /* of records: replaced whole, or matched by a field of theirs */
} CulmValueKind;

typedef struct _CulmSchema CulmSchema;

typedef struct {
  const char *key; /* as printers write it */
  CulmValueKind kind;
  guint32 groups;         /* what a change of it touches: CulmReportGroup */
  const CulmSchema *item; /* of a record or of the records in a list */
} CulmField;

struct _CulmSchema {
  const CulmField *fields;
  guint n_fields;    /* at most 64 */
  int id_field;      /* by which records of a list are matched in a merge; -1: the list is replaced whole */
  guint64 bare_mask; /* a record that came with none but these is not merged but put in place of the known one */
};

/**
 * CulmRecord:
 *
 * One JSON object of a report, read by a schema into typed values. Immutable once it is built, shared by reference: a
 * merge copies only the path to what changed. What was never reported is absent. Getters take NULL for an absent
 * record.
 */
typedef struct _CulmRecord CulmRecord;

CulmRecord *culm_record_ref (CulmRecord *self);
void        culm_record_unref (CulmRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmRecord, culm_record_unref)

const CulmSchema *culm_record_get_schema (const CulmRecord *self);
gboolean          culm_record_has (const CulmRecord *self, guint field);
guint64           culm_record_get_mask (const CulmRecord *self); /* one bit a field that is present */

/* Integers, hexadecimal text and booleans. */
gint64   culm_record_get_int (const CulmRecord *self, guint field, gint64 fallback);
gboolean culm_record_get_bit (const CulmRecord *self, guint field, guint bit); /* FALSE when absent */
double   culm_record_get_double (const CulmRecord *self, guint field);          /* NAN when absent */

const char        *culm_record_get_string (const CulmRecord *self, guint field); /* (nullable) */
const char        *culm_record_get_text (const CulmRecord *self, guint field);   /* NULL for "" as well */
const char *const *culm_record_get_strings (const CulmRecord *self, guint field); /* (nullable) */
const int         *culm_record_get_ints (const CulmRecord *self, guint field, guint *n_ints);
CulmRecord        *culm_record_get_record (const CulmRecord *self, guint field); /* (transfer none) (nullable) */

guint       culm_record_get_n_items (const CulmRecord *self, guint field);
CulmRecord *culm_record_get_item (const CulmRecord *self, guint field, guint i); /* (transfer none) */

/* The first record of the list whose `id_field` is this number. (transfer none) (nullable) */
CulmRecord *culm_record_find_item (const CulmRecord *self, guint field, guint id_field, gint64 id);

gboolean culm_record_equal (const CulmRecord *a, const CulmRecord *b);

/* ---- For `protocol`, while it builds one ---- */

CulmRecord *culm_record_new (const CulmSchema *schema);
CulmRecord *culm_record_copy (const CulmRecord *self); /* shallow: children are shared; not bare */

/* TRUE: it came with nothing but what the schema's `bare_mask` names. Not part of
 * equality. */
void     culm_record_set_bare (CulmRecord *self, gboolean bare);
gboolean culm_record_get_bare (const CulmRecord *self);

void culm_record_set_int (CulmRecord *self, guint field, gint64 value);
void culm_record_set_double (CulmRecord *self, guint field, double value);
void culm_record_set_string (CulmRecord *self, guint field, const char *value);
void culm_record_take_ints (CulmRecord *self, guint field, GArray *value);      /* of int */
void culm_record_take_strings (CulmRecord *self, guint field, GPtrArray *value); /* NULL-terminated, owned strings */
void culm_record_take_record (CulmRecord *self, guint field, CulmRecord *value);
void culm_record_take_list (CulmRecord *self, guint field, GPtrArray *value); /* of CulmRecord, with free function */
void culm_record_clear (CulmRecord *self, guint field);

/* Takes over one value of `other`, whatever its kind; children are shared. */
void culm_record_share (CulmRecord *self, guint field, const CulmRecord *other);

/* Whether the value of this field is the same in both, or absent in both. */
gboolean culm_record_same (const CulmRecord *self, guint field, const CulmRecord *other);

G_END_DECLS
