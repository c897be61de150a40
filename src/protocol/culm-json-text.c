/* culm-json-text.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-json-text.h"
#include <string.h>

#define REPLACEMENT 0xFFFD
/* How many bytes of a report make a token, about. */
#define BYTES_PER_TOKEN 8

struct _CulmJsonText {
  const char *text;
  char *mended; /* what `text` points to when the bytes were no UTF-8 */
  guint length, at;
  GArray *tokens;                  /* CulmJsonToken */
  guint open[CULM_JSON_MAX_DEPTH]; /* the objects and arrays around `at` */
  guint depth;
  GString *scratch;
};

static CulmJsonToken *
get_token (const CulmJsonText *self, guint index)
{
  return &g_array_index (self->tokens, CulmJsonToken, index);
}

/* 0 at the end. */
static char
peek (const CulmJsonText *self)
{
  return self->at < self->length ? self->text[self->at] : '\0';
}

static char
peek_after_blanks (CulmJsonText *self)
{
  char c = peek (self);

  while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
    self->at++;
    c = peek (self);
  }
  return c;
}

static CulmJsonToken *
add_token (CulmJsonText *self, CulmJsonKind kind)
{
  CulmJsonToken token = { .kind = kind, .at = self->at, .end = self->at, .next = self->tokens->len + 1 };

  g_array_append_val (self->tokens, token);
  return get_token (self, self->tokens->len - 1);
}

/* The four digits of a `\u`; -1 when they are not there. */
static int
read_escape (const char *text, const char *end)
{
  int code = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++) {
    int digit = g_ascii_xdigit_value (text[i]);

    if (digit < 0)
      return -1;
    code = code << 4 | digit;
  }
  return code;
}

/* At a quote; ends after the other one. */
static gboolean
scan_string (CulmJsonText *self)
{
  CulmJsonToken *token;

  self->at++;
  token = add_token (self, CULM_JSON_STRING);
  while (self->at < self->length && self->text[self->at] != '"') {
    if (self->text[self->at] == '\\') {
      token->escaped = TRUE;
      self->at++;
      if (peek (self) == 'u' && read_escape (self->text + self->at - 1, self->text + self->length) < 0)
        return FALSE;
    }
    self->at++;
  }
  token->end = self->at;
  return self->at++ < self->length;
}

static gboolean
skip_digits (CulmJsonText *self)
{
  guint start = self->at;

  while (g_ascii_isdigit (peek (self)))
    self->at++;
  return self->at > start;
}

static gboolean
scan_word (CulmJsonText *self, CulmJsonToken *token)
{
  static const struct {
    const char *word;
    CulmJsonKind kind;
  } words[] = { { "true", CULM_JSON_TRUE }, { "false", CULM_JSON_FALSE }, { "null", CULM_JSON_NULL } };
  static const char *const numbers[] = { "nan", "inf", "infinity" };
  const char *word = self->text + self->at;
  guint start = self->at, length;

  while (g_ascii_isalpha (peek (self)))
    self->at++;
  token->end = self->at;
  length = self->at - start;
  for (guint i = 0; token->at == start && i < G_N_ELEMENTS (words); i++) {
    if (length == strlen (words[i].word) && strncmp (word, words[i].word, length) == 0) {
      token->kind = words[i].kind;
      return TRUE;
    }
  }
  token->kind = CULM_JSON_NO_NUMBER;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (length == strlen (numbers[i]) && g_ascii_strncasecmp (word, numbers[i], length) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
scan_number (CulmJsonText *self)
{
  CulmJsonToken *token = add_token (self, CULM_JSON_INTEGER);
  gboolean plus = peek (self) == '+';

  if (plus || peek (self) == '-')
    self->at++;
  if (g_ascii_isalpha (peek (self)))
    return scan_word (self, token);
  if (plus || !skip_digits (self))
    return FALSE;
  if (peek (self) == '.') {
    token->kind = CULM_JSON_REAL;
    self->at++;
    if (!skip_digits (self))
      return FALSE;
  }
  if (peek (self) == 'e' || peek (self) == 'E') {
    token->kind = CULM_JSON_REAL;
    self->at++;
    if (peek (self) == '+' || peek (self) == '-')
      self->at++;
    if (!skip_digits (self))
      return FALSE;
  }
  token->end = self->at;
  return TRUE;
}

static void
close_container (CulmJsonText *self)
{
  CulmJsonToken *token = get_token (self, self->open[--self->depth]);

  self->at++;
  token->end = self->at;
  token->next = self->tokens->len;
}

/* At its bracket. */
static gboolean
open_container (CulmJsonText *self, CulmJsonKind kind)
{
  if (self->depth == CULM_JSON_MAX_DEPTH)
    return FALSE;
  self->open[self->depth++] = self->tokens->len;
  add_token (self, kind);
  self->at++;
  return TRUE;
}

/* After an opening bracket or a comma. */
static gboolean
scan_value (CulmJsonText *self)
{
  char c = peek_after_blanks (self);

  if (self->depth > 0)
    get_token (self, self->open[self->depth - 1])->n++;
  if (c == '"')
    return scan_string (self);
  if (c == '{')
    return open_container (self, CULM_JSON_OBJECT);
  if (c == '[')
    return open_container (self, CULM_JSON_ARRAY);
  if (g_ascii_isalpha (c))
    return scan_word (self, add_token (self, CULM_JSON_NULL));
  return scan_number (self);
}

static gboolean
scan_name (CulmJsonText *self)
{
  if (peek_after_blanks (self) != '"' || !scan_string (self) || peek_after_blanks (self) != ':')
    return FALSE;
  self->at++;
  return TRUE;
}

/* What may follow a value: the ends of what it stands in, and a comma. */
static gboolean
scan_ends (CulmJsonText *self)
{
  while (self->depth > 0) {
    CulmJsonToken *top = get_token (self, self->open[self->depth - 1]);
    char c = peek_after_blanks (self);

    if (c == (top->kind == CULM_JSON_OBJECT ? '}' : ']')) {
      close_container (self);
    } else if (top->n == 0) {
      return TRUE;
    } else if (c == ',') {
      self->at++;
      return TRUE;
    } else {
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
scan_text (CulmJsonText *self)
{
  if (!scan_value (self) || !scan_ends (self))
    return FALSE;
  while (self->depth > 0) {
    if (get_token (self, self->open[self->depth - 1])->kind == CULM_JSON_OBJECT && !scan_name (self))
      return FALSE;
    if (!scan_value (self) || !scan_ends (self))
      return FALSE;
  }
  peek_after_blanks (self);
  return self->at == self->length;
}

/* At a backslash that has a byte after it. Returns: how many bytes it stands for. */
static guint
unescape (GString *into, const char *text, const char *end)
{
  static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
  const char *letter = strchr (letters, text[1]);
  int code = read_escape (text, end), second;

  if (code >= 0xD800 && code <= 0xDBFF && (second = read_escape (text + 6, end)) >= 0xDC00 && second <= 0xDFFF) {
    g_string_append_unichar (into, 0x10000 + ((gunichar) (code - 0xD800) << 10) + (gunichar) (second - 0xDC00));
    return 12;
  }
  if (code >= 0) {
    g_string_append_unichar (into, code >= 0xD800 && code <= 0xDFFF ? REPLACEMENT : (gunichar) code);
    return 6;
  }
  g_string_append_c (into, letter != NULL ? meanings[letter - letters] : text[1]);
  return 2;
}

/* Cut into tokens as far as that goes. Returns: (transfer full) (nullable): NULL when it is too long. */
static CulmJsonText *
cut_text (GBytes *bytes, gboolean *whole)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  CulmJsonText *self;

  if (length > CULM_JSON_MAX_BYTES)
    return NULL;
  self = g_new0 (CulmJsonText, 1);
  self->tokens = g_array_sized_new (FALSE, FALSE, sizeof (CulmJsonToken), (guint) length / BYTES_PER_TOKEN);
  self->scratch = g_string_new (NULL);
  self->text = text;
  if (!g_utf8_validate_len (text, length, NULL)) {
    self->text = self->mended = g_utf8_make_valid (text, (gssize) length);
    length = strlen (self->mended);
  }
  self->length = (guint) length;
  *whole = scan_text (self);
  return self;
}

CulmJsonText *
culm_json_text_new (GBytes *bytes, GError **error)
{
  gboolean whole = FALSE;
  g_autoptr (CulmJsonText) self = cut_text (bytes, &whole);
  const char *fault;

  if (self == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_MALFORMED, "Message refused: too long");
    return NULL;
  }
  if (whole)
    return g_steal_pointer (&self);
  fault = self->depth == CULM_JSON_MAX_DEPTH ? "nested too deeply" : "not JSON";
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_MALFORMED, "Message refused: %s at byte %u", fault,
                  self->at);
  return NULL;
}

gint64
culm_json_text_find_fault (GBytes *bytes)
{
  gboolean whole = FALSE;
  g_autoptr (CulmJsonText) self = cut_text (bytes, &whole);

  if (self == NULL)
    return CULM_JSON_MAX_BYTES;
  if (!whole)
    return self->at;
  /* "Infinity" and its kin are no JSON, though a member with such a value may be passed over. */
  return get_token (self, 0)->kind == CULM_JSON_NO_NUMBER ? (gint64) get_token (self, 0)->at : -1;
}

void
culm_json_text_free (CulmJsonText *self)
{
  g_free (self->mended);
  g_array_unref (self->tokens);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

const CulmJsonToken *
culm_json_text_get_token (const CulmJsonText *self, guint index)
{
  g_return_val_if_fail (index < self->tokens->len, NULL);
  return get_token (self, index);
}

const char *
culm_json_text_peek (const CulmJsonText *self, guint index, gsize *length)
{
  const CulmJsonToken *token = get_token (self, index);

  *length = token->end - token->at;
  return self->text + token->at;
}

guint
culm_json_text_find (const CulmJsonText *self, guint object, const char *name)
{
  const CulmJsonToken *token = get_token (self, object);
  guint found = 0, at = object + 1;

  for (guint i = 0; token->kind == CULM_JSON_OBJECT && i < token->n; i++) {
    gsize length;
    const char *own = culm_json_text_peek (self, at, &length);

    if (*own == *name && strncmp (own, name, length) == 0 && name[length] == '\0')
      found = at + 1;
    at = get_token (self, at + 1)->next;
  }
  return found;
}

const char *
culm_json_text_get_string (CulmJsonText *self, guint index)
{
  const CulmJsonToken *token = culm_json_text_get_token (self, index);
  const char *text = self->text + token->at, *end = self->text + token->end;

  g_string_truncate (self->scratch, 0);
  if (!token->escaped)
    g_string_append_len (self->scratch, text, end - text);
  while (token->escaped && text < end) {
    const char *next = memchr (text, '\\', (gsize) (end - text));

    g_string_append_len (self->scratch, text, (next != NULL ? next : end) - text);
    text = next != NULL ? next + unescape (self->scratch, next, end) : end;
  }
  return self->scratch->str;
}

gboolean
culm_json_text_get_int (const CulmJsonText *self, guint index, gint64 *value)
{
  const CulmJsonToken *token = culm_json_text_get_token (self, index);
  const char *text = self->text + token->at, *end = self->text + token->end;
  gboolean negative = *text == '-';
  guint64 number = 0;

  for (text += negative; text < end; text++) {
    guint digit = (guint) (*text - '0');

    if (number > (G_MAXUINT64 - digit) / 10)
      return FALSE;
    number = number * 10 + digit;
  }
  if (number > (guint64) G_MAXINT64 + negative)
    return FALSE;
  *value = negative ? (gint64) (0 - number) : (gint64) number;
  return TRUE;
}

double
culm_json_text_get_double (CulmJsonText *self, guint index)
{
  /* A bracket or a comma ends every number but one that is all of the message. */
  return g_ascii_strtod (index > 0 ? self->text + get_token (self, index)->at : culm_json_text_get_string (self, 0),
                         NULL);
}
