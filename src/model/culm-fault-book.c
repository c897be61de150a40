/* culm-fault-book.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-book.h"
#include "culm-fault-place.h"
#include <string.h>

#define MAX_ENTRIES 65536
#define MAX_TEXT 4096
#define ERROR_DIGITS 8
#define HMS_DIGITS 16

struct _CulmFaultBook {
  gatomicrefcount count;
  char *language;
  gint64 fetched;
  GHashTable *errors, *hms; /* guint64 * → text */
};

G_DEFINE_BOXED_TYPE (CulmFaultBook, culm_fault_book, culm_fault_book_ref, culm_fault_book_unref)

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static gboolean
read_code (const char *code, gsize digits, guint64 *number)
{
  guint64 sum = 0;

  for (gsize i = 0; i < digits; i++) {
    if (!g_ascii_isxdigit (code[i]))
      return FALSE;
    sum = sum << 4 | (guint) g_ascii_xdigit_value (code[i]);
  }
  *number = sum;
  return TRUE;
}

/* A sentence on one line: the table has line ends and runs of blanks in it. */
static char *
tidy (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_isspace (letter) || g_unichar_iscntrl (letter)) {
      gap = line->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c (line, ' ');
    gap = FALSE;
    g_string_append_unichar (line, letter);
  }
  return g_string_free (line, FALSE);
}

static const char *
find (GHashTable *table, guint64 key)
{
  return g_hash_table_lookup (table, &key);
}

/* The sentence of unit A, for another unit. Not every language has the name of the unit in it as the product has. */
static char *
rename_unit (const char *text, guint32 attr)
{
  g_autofree char *first = culm_fault_place_name_unit (culm_fault_place_get_first_unit (attr));
  g_autofree char *unit = culm_fault_place_name_unit (attr);
  GString *renamed;

  if (strstr (text, first) == NULL)
    return g_strdup_printf ("%s: %s", unit, text);
  renamed = g_string_new (text);
  g_string_replace (renamed, first, unit, 0);
  return g_string_free (renamed, FALSE);
}

static char *
dup_text (GHashTable *table, guint32 attr, guint64 key, guint64 first_key)
{
  const char *text = find (table, key);

  if (text != NULL)
    return g_strdup (text);
  if (!culm_fault_place_is_ams (attr) || culm_fault_place_is_external (attr))
    return NULL;
  text = find (table, first_key);
  return text != NULL ? rename_unit (text, attr) : NULL;
}

static void
tell_each (GHashTable *table, gsize digits, CulmFaultBookFunc func, gpointer user_data)
{
  GHashTableIter iter;
  gpointer key, text;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, &text)) {
    guint64 number = *(const guint64 *) key;
    char code[HMS_DIGITS + 1];

    for (gsize i = 0; i < digits; i++)
      code[i] = "0123456789ABCDEF"[number >> (4 * (digits - 1 - i)) & 0xF];
    code[digits] = '\0';
    func (code, text, user_data);
  }
}

CulmFaultBook *
culm_fault_book_new (const char *language, gint64 fetched)
{
  CulmFaultBook *self = g_new0 (CulmFaultBook, 1);

  g_atomic_ref_count_init (&self->count);
  self->language = g_strdup (language);
  self->fetched = fetched;
  self->errors = new_table ();
  self->hms = new_table ();
  return self;
}

CulmFaultBook *
culm_fault_book_ref (CulmFaultBook *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
culm_fault_book_unref (CulmFaultBook *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_free (self->language);
  g_hash_table_unref (self->errors);
  g_hash_table_unref (self->hms);
  g_free (self);
}

const char *
culm_fault_book_get_language (const CulmFaultBook *self)
{
  return self->language;
}

gint64
culm_fault_book_get_fetched (const CulmFaultBook *self)
{
  return self->fetched;
}

guint
culm_fault_book_get_size (const CulmFaultBook *self)
{
  return g_hash_table_size (self->errors) + g_hash_table_size (self->hms);
}

gboolean
culm_fault_book_add (CulmFaultBook *self, const char *code, const char *text)
{
  gsize digits = strlen (code), length = strlen (text);
  g_autofree char *line = NULL;
  guint64 number;

  if ((digits != ERROR_DIGITS && digits != HMS_DIGITS) || !read_code (code, digits, &number) || length > MAX_TEXT ||
      !g_utf8_validate (text, (gssize) length, NULL) || culm_fault_book_get_size (self) >= MAX_ENTRIES)
    return FALSE;
  line = tidy (text);
  if (*line == '\0')
    return FALSE;
  g_hash_table_replace (digits == ERROR_DIGITS ? self->errors : self->hms, g_memdup2 (&number, sizeof number),
                        g_steal_pointer (&line));
  return TRUE;
}

void
culm_fault_book_foreach (const CulmFaultBook *self, CulmFaultBookFunc func, gpointer user_data)
{
  tell_each (self->errors, ERROR_DIGITS, func, user_data);
  tell_each (self->hms, HMS_DIGITS, func, user_data);
}

char *
culm_fault_book_dup_print_error (const CulmFaultBook *self, guint32 print_error)
{
  return dup_text (self->errors, print_error, print_error, culm_fault_place_get_first_unit (print_error));
}

char *
culm_fault_book_dup_hms (const CulmFaultBook *self, guint32 attr, guint32 code)
{
  guint32 first = culm_fault_place_get_first_unit (attr);

  return dup_text (self->hms, attr, (guint64) attr << 32 | code, (guint64) first << 32 | code);
}
