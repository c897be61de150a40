/* culm-decoder.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-decoder.h"
#include "culm-json-text.h"
#include "culm-report-reader.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  GBytes *bytes;
  const char *text;
  gsize length;
  CulmPrinter *printer;
  CulmReport *known;
  gint64 clock;    /* µs; a second more each message */
  gsize fault_at;  /* in an array */
  GArray *refused; /* guint: the lines of what was passed over */
  gsize counted;   /* up to here there are `lines` line breaks */
  guint lines;
  gint64 broken_at; /* of the first message that is no JSON; -1: none is */
  guint n_messages, n_used;
} Decoder;

static char
peek (const Decoder *self, gsize at)
{
  return at < self->length ? self->text[at] : '\0';
}

static gsize
skip_blanks (const Decoder *self, gsize at)
{
  while (g_ascii_isspace (peek (self, at)))
    at++;
  return at;
}

/* Behind the value that begins at `at`, by its brackets and quotes alone; 0 when it has no end. */
static gsize
find_end (const Decoder *self, gsize at)
{
  gboolean quoted = FALSE, bracketed = peek (self, at) == '{' || peek (self, at) == '[';
  gsize depth = 0;

  for (; at < self->length; at++) {
    char c = self->text[at];

    if (quoted && c == '\\')
      at++;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '['))
      depth++;
    else if (!quoted && depth == 0 && (c == ',' || c == ']'))
      return at;
    else if (!quoted && (c == '}' || c == ']') && depth > 0 && --depth == 0 && bracketed)
      return at + 1;
  }
  return 0;
}

/* Whoever sent a command, what the printer made of it says whether it obeys (reference/mqtt.md §2.1). */
static void
take_replies (Decoder *self, GPtrArray *replies)
{
  for (guint i = 0; i < replies->len; i++) {
    const CulmReply *reply = g_ptr_array_index (replies, i);

    if (reply->authorisation)
      culm_printer_set_control (self->printer, CULM_CONTROL_REFUSED);
    else if (!reply->refused && g_str_equal (reply->section, "print"))
      culm_printer_set_control (self->printer, CULM_CONTROL_ALLOWED);
  }
}

/* Notes where it stands. */
static void
refuse_message (Decoder *self, GBytes *message, gsize begin)
{
  gint64 fault = self->broken_at < 0 ? culm_json_text_find_fault (message) : -1;
  guint line;

  if (fault >= 0)
    self->broken_at = (gint64) begin + fault;
  begin = skip_blanks (self, begin);
  for (; self->counted < begin; self->counted++)
    self->lines += self->text[self->counted] == '\n';
  line = self->lines + 1;
  g_array_append_val (self->refused, line);
}

static void
take_message (Decoder *self, gsize begin, gsize end)
{
  g_autoptr (GBytes) message = g_bytes_new_from_bytes (self->bytes, begin, end - begin);
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (CulmReport) news = culm_report_new_from_message (message, &replies, NULL);
  CulmReport *merged;

  self->n_messages++;
  if (news == NULL) {
    refuse_message (self, message, begin);
    return;
  }
  take_replies (self, replies);
  if (!culm_report_is_empty (news)) {
    merged = culm_report_merge (self->known, news);
    g_clear_pointer (&self->known, culm_report_unref);
    self->known = merged;
    self->clock += G_USEC_PER_SEC;
    culm_printer_apply (self->printer, merged, 0, self->clock / G_USEC_PER_SEC);
  }
  if (!culm_report_is_empty (news) || replies->len > 0 || culm_report_get_presence (news) != CULM_SWITCH_UNKNOWN)
    self->n_used++;
}

/* At a bracket. */
static gboolean
take_array (Decoder *self, gsize at)
{
  at = skip_blanks (self, at + 1);
  while (peek (self, at) != ']') {
    gsize end = find_end (self, at);

    self->fault_at = at;
    if (end == 0)
      return FALSE;
    take_message (self, at, end);
    at = skip_blanks (self, end);
    if (peek (self, at) == ',')
      at = skip_blanks (self, at + 1);
    else if (peek (self, at) != ']')
      return FALSE;
  }
  self->fault_at = at;
  return skip_blanks (self, at + 1) == self->length;
}

static void
take_lines (Decoder *self, gsize at)
{
  while (at < self->length) {
    const char *line = self->text + at, *stop = memchr (line, '\n', self->length - at);
    gsize end = stop != NULL ? (gsize) (stop - self->text) : self->length;

    if (skip_blanks (self, at) < end)
      take_message (self, at, end);
    at = end + 1;
  }
}

/* Returns: FALSE when the whole is no JSON. */
static gboolean
take_text (Decoder *self)
{
  gsize at = 0, end;

  if (self->length >= 3 && memcmp (self->text, "\xEF\xBB\xBF", 3) == 0)
    at = 3;
  at = skip_blanks (self, at);
  if (peek (self, at) == '[')
    return take_array (self, at);
  end = find_end (self, at);
  if (end > 0 && skip_blanks (self, end) == self->length)
    take_message (self, at, end);
  else
    take_lines (self, at);
  return self->n_messages > self->refused->len;
}

/* What is wrong with the whole, and where. Returns: (transfer full). */
static GError *
make_fault (const Decoder *self, gboolean is_json)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (CulmJsonText) text = NULL;
  GError *error;

  if (self->fault_at > 0 && !is_json) {
    error = culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, _ ("This is no JSON from byte %lu on."),
                            (gulong) self->fault_at);
  } else {
    text = is_json ? NULL : culm_json_text_new (self->bytes, &fault);
    error = culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, "%s",
                            fault != NULL ? fault->message : _ ("There is no report of a printer in this file."));
    if (fault == NULL && self->broken_at >= 0) {
      g_clear_pointer (&error->message, g_free);
      error->message = g_strdup_printf (_ ("This is no JSON from byte %lu on."), (gulong) self->broken_at);
    }
  }
  culm_error_set_detail (error, error->message);
  return error;
}

CulmPrinter *
culm_decode_messages (GBytes *text, const CulmPrinterModel *model, GArray *refused, GError **error)
{
  g_autoptr (CulmPrinter) printer = culm_printer_new (NULL);
  g_autoptr (GArray) lines = refused != NULL ? g_array_ref (refused) : g_array_new (FALSE, FALSE, sizeof (guint));
  Decoder self = { .bytes = text, .printer = printer, .refused = lines, .broken_at = -1 };
  gboolean good;

  self.text = g_bytes_get_data (text, &self.length);
  culm_printer_fix_model (printer, model);
  good = take_text (&self);
  g_clear_pointer (&self.known, culm_report_unref);
  if (good && self.n_used > 0)
    return g_steal_pointer (&printer);
  g_propagate_error (error, make_fault (&self, good));
  return NULL;
}
