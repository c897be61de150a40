/* culm-json-text.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-error.h"

G_BEGIN_DECLS

/* A message of a printer is never longer, nor nested deeper. */
#define CULM_JSON_MAX_BYTES (256 * 1024)
#define CULM_JSON_MAX_DEPTH 64

typedef enum {
  CULM_JSON_OBJECT,
  CULM_JSON_ARRAY,
  CULM_JSON_STRING,
  CULM_JSON_INTEGER, /* digits alone, with or without a sign */
  CULM_JSON_REAL,
  CULM_JSON_TRUE,
  CULM_JSON_FALSE,
  CULM_JSON_NULL,
  CULM_JSON_NO_NUMBER, /* NaN and Infinity, which are no JSON, but which printers write */
} CulmJsonKind;

/* One value, or the name of a member. The members of an object are name, value, name, value …; the elements of an array
 * follow it. Each goes on where the `next` of its value, or of itself, points. */
typedef struct {
  CulmJsonKind kind;
  gboolean escaped; /* a string that holds a backslash */
  guint at, end;    /* the bytes of it; of a string those between the quotes */
  guint n;          /* members or elements */
  guint next;       /* the token after all that it holds */
} CulmJsonToken;

/**
 * CulmJsonText:
 *
 * A message of a printer, cut into tokens and not taken apart: a report comes every second, has hundreds of values and
 * is read once, for the few dozen that a schema names. That takes a fifth of the time of a tree of objects.
 */
typedef struct _CulmJsonText CulmJsonText;

/* Checks that it is JSON and no dialect of it, neither too long nor nested too deeply (MALFORMED), without following it
 * on the stack. Mended are bytes that are no UTF-8 (reference/mqtt.md §1). The bytes must outlive the result.
 * Returns: (transfer full); token 0 is the whole. */
CulmJsonText *culm_json_text_new (GBytes *bytes, GError **error);
/* Where it is no JSON, or none that a printer may send: the byte, from 0; -1 when it is fine. */
gint64        culm_json_text_find_fault (GBytes *bytes);
void          culm_json_text_free (CulmJsonText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmJsonText, culm_json_text_free)

const CulmJsonToken *culm_json_text_get_token (const CulmJsonText *self, guint index);

/* A name, or a string, as it is written: not terminated, and with its escapes. */
const char *culm_json_text_peek (const CulmJsonText *self, guint index, gsize *length);

/* The value of the member with this name, the last one if there are several; 0, which is the whole, when there is none
 * or no object. */
guint culm_json_text_find (const CulmJsonText *self, guint object, const char *name);

/* Of a string; half a surrogate pair is U+FFFD. Valid until the next call. */
const char *culm_json_text_get_string (CulmJsonText *self, guint index);

/* Of an integer; FALSE when it has more than 64 bits. */
gboolean culm_json_text_get_int (const CulmJsonText *self, guint index, gint64 *value);

/* Of an integer or a real. */
double culm_json_text_get_double (CulmJsonText *self, guint index);

G_END_DECLS
