/* culm-sim-detect.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-detect.h"
#include "culm-sim-host.h"
#include "culm-sim-json.h"
#include <string.h>

#define PATIENCE 30 /* s */
#define AROUND 6    /* bytes: two marks and the length */
#define LONGEST 4096

static const guint8 head[] = { 0xa5, 0xa5 }, tail[] = { 0xa7, 0xa7 };

/* Returns: (transfer full) (nullable): the text of the next frame */
static char *
read_frame (CulmSimStream *stream)
{
  guint8 frame[LONGEST];
  gsize length;

  if (!culm_sim_stream_read_exactly (stream, frame, 4, PATIENCE) || memcmp (frame, head, sizeof head) != 0)
    return NULL;
  length = frame[2] | (gsize) frame[3] << 8;
  if (length < AROUND || length > sizeof frame ||
      !culm_sim_stream_read_exactly (stream, frame + 4, length - 4, PATIENCE) ||
      memcmp (frame + length - sizeof tail, tail, sizeof tail) != 0)
    return NULL;
  return g_strndup ((const char *) frame + 4, length - AROUND);
}

static gboolean
write_frame (CulmSimStream *stream, const char *text)
{
  gsize length = strlen (text) + AROUND;
  const guint8 size[] = { length & 0xff, (guint8) (length >> 8) };
  g_autoptr (GByteArray) frame = g_byte_array_new ();

  g_byte_array_append (frame, head, sizeof head);
  g_byte_array_append (frame, size, sizeof size);
  g_byte_array_append (frame, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (frame, tail, sizeof tail);
  return culm_sim_stream_write (stream, frame->data, frame->len);
}

/* Binding to an account needs the service; like a printer that serves its network alone, this one refuses it.
 * Returns: (transfer full) (nullable) */
static char *
answer (CulmSimHost *host, const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *login = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                          ? culm_sim_json_get_object (json_node_get_object (node), "login")
                          : NULL;
  const char *command = login != NULL ? culm_sim_json_get_string (login, "command", "") : "";

  if (g_str_equal (command, "detect"))
    return culm_sim_host_dup_card (host);
  if (g_str_equal (command, "login"))
    return g_strdup ("{\"login\":{\"command\":\"login_report\",\"status\":\"FAILURE\","
                     "\"reason\":\"{\\\"devmsg\\\":\\\"need logout\\\",\\\"err_code\\\":1}\"}}");
  return NULL;
}

void
culm_sim_detect_serve (CulmSimStream *stream, gpointer host)
{
  gboolean open = TRUE;

  while (open) {
    g_autofree char *text = read_frame (stream);
    g_autofree char *reply = text != NULL ? answer (host, text) : NULL;

    open = reply != NULL && write_frame (stream, reply);
  }
  culm_sim_stream_end (stream);
}
