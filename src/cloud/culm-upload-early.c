/* culm-upload-early.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-early.h"

#include <string.h>

#define BLOCK 16384
#define MAX_BYTES 65536
#define END_OF_HEAD "\r\n\r\n"

struct _CulmUploadEarly {
  GIOStream *connection;
  GByteArray *bytes;
  SoupMessageHeaders *headers; /* once the head is there */
  GBytes *body;
  guint status;
};

/* Takes what has come; session tickets and the like pass by unseen. Returns: whether there was anything. */
static gboolean
read_waiting (CulmUploadEarly *self)
{
  GInputStream *stream = g_io_stream_get_input_stream (self->connection);
  gsize before = self->bytes->len;
  gssize n;

  do {
    guchar block[BLOCK];

    n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), block, sizeof block, NULL, NULL);
    if (n > 0)
      g_byte_array_append (self->bytes, block, (guint) n);
  } while (n > 0 && self->bytes->len < MAX_BYTES);
  return self->bytes->len > before;
}

/* Takes one head from the front. Returns: FALSE when there is no whole one. */
static gboolean
take_head (CulmUploadEarly *self)
{
  const char *text = (const char *) self->bytes->data;
  const char *end = g_strstr_len (text, self->bytes->len, END_OF_HEAD);
  guint length = end != NULL ? (guint) (end - text + strlen (END_OF_HEAD)) : 0;

  if (end == NULL)
    return FALSE;
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  /* libsoup wants the head without its last empty line. */
  if (!soup_headers_parse_response (text, (int) length - 2, self->headers, NULL, &self->status, NULL))
    self->status = SOUP_STATUS_BAD_GATEWAY;
  g_byte_array_remove_range (self->bytes, 0, length);
  return TRUE;
}

CulmUploadEarly *
culm_upload_early_new (GIOStream *connection)
{
  CulmUploadEarly *self = g_new0 (CulmUploadEarly, 1);

  self->connection = g_object_ref (connection);
  self->bytes = g_byte_array_new ();
  return self;
}

void
culm_upload_early_free (CulmUploadEarly *self)
{
  g_object_unref (self->connection);
  g_byte_array_unref (self->bytes);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

gboolean
culm_upload_early_look (CulmUploadEarly *self)
{
  if (!read_waiting (self))
    return FALSE;
  while (take_head (self)) {
    if (SOUP_STATUS_IS_INFORMATIONAL (self->status))
      continue;
    self->body = g_bytes_new (self->bytes->data, self->bytes->len);
    return TRUE;
  }
  return FALSE;
}

guint
culm_upload_early_get_status (CulmUploadEarly *self)
{
  return self->status;
}

SoupMessageHeaders *
culm_upload_early_get_headers (CulmUploadEarly *self)
{
  return self->headers;
}

GBytes *
culm_upload_early_get_body (CulmUploadEarly *self)
{
  return self->body;
}
