/* culm-sim-tunnel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-tunnel.h"
#include "culm-sim-json.h"
#include "culm-sim-tunnel-files.h"
#include <string.h>

#define PATIENCE 300 /* s */
#define LINGER 0.5   /* s */
#define LARGEST (4 * 1024 * 1024)
#define LOGIN 0x0101013fu
#define LOGIN_ACK 0x0001013fu
#define COMMAND 0x0102013fu
#define REPLY 0x0002013fu
#define FIELD 8
#define SETUP 12291
#define FILES 12289

enum {
  COMMAND_LIST = 1,
  COMMAND_PART = 2,
  COMMAND_DELETE = 3,
  COMMAND_DOWNLOAD = 4,
  COMMAND_UPLOAD = 5,
  COMMAND_STORAGES = 7,
  COMMAND_CANCEL = 0x1000,
};

typedef struct {
  CulmSimHost *host;
  CulmSimStream *stream;
  guint32 counter;
  CulmSimTunnelTransfer download, upload;
} Session;

static gboolean
send_frame (Session *self, guint32 magic, const void *payload, gsize size)
{
  const guint32 header[] = { GUINT32_TO_LE ((guint32) size), GUINT32_TO_LE (magic), GUINT32_TO_LE (self->counter++),
                             0 };

  return culm_sim_stream_write (self->stream, header, sizeof header) &&
         culm_sim_stream_write (self->stream, payload, size);
}

/* Returns: (transfer full) (nullable): the payload */
static GByteArray *
read_frame (Session *self, guint32 wanted)
{
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  guint32 header[4];
  gsize size;

  if (!culm_sim_stream_read_exactly (self->stream, header, sizeof header, PATIENCE))
    return NULL;
  size = GUINT32_FROM_LE (header[0]);
  if (GUINT32_FROM_LE (header[1]) != wanted || size > LARGEST)
    return NULL;
  g_byte_array_set_size (payload, (guint) size);
  if (!culm_sim_stream_read_exactly (self->stream, payload->data, size, PATIENCE))
    return NULL;
  return g_steal_pointer (&payload);
}

/* A stranger, and whoever takes this for a camera, gets a short answer and no more. */
static gboolean
log_in (Session *self)
{
  static const guint8 welcome[4] = { 0 }, refusal[8] = { 0xff, 0xff, 0xff, 0xff };
  g_autoptr (GByteArray) login = read_frame (self, LOGIN);
  char user[FIELD + 1] = "", code[FIELD + 1] = "";

  if (login != NULL && login->len == 2 * FIELD) {
    memcpy (user, login->data, FIELD);
    memcpy (code, login->data + FIELD, FIELD);
    if (culm_sim_host_admits (self->host, user, code))
      return send_frame (self, LOGIN_ACK, welcome, sizeof welcome);
  }
  send_frame (self, LOGIN_ACK, refusal, sizeof refusal);
  return FALSE;
}

static gboolean
send_reply (Session *self, JsonObject *reply, GBytes *binary)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  g_autofree char *text = NULL;
  gsize size;
  const guint8 *bytes;

  json_node_take_object (node, reply);
  text = json_to_string (node, FALSE);
  g_byte_array_append (payload, (const guint8 *) text, (guint) strlen (text));
  if (binary != NULL) {
    bytes = g_bytes_get_data (binary, &size);
    g_byte_array_append (payload, (const guint8 *) "\n\n", 2);
    g_byte_array_append (payload, bytes, (guint) size);
  }
  return send_frame (self, REPLY, payload->data, payload->len);
}

static gboolean
send_answer (Session *self, gint64 command, gint64 sequence, const CulmSimTunnelAnswer *answer)
{
  JsonObject *reply;

  if (answer->result == CULM_SIM_TUNNEL_SILENT)
    return TRUE;
  reply = culm_sim_json_new_object ("{'mtype':%d,'cmdtype':%d,'sequence':%d,'result':%d}", FILES, (int) command,
                                    (int) sequence, answer->result);
  if (answer->reply != NULL)
    json_object_set_member (reply, "reply", json_node_copy (answer->reply));
  return send_reply (self, reply, answer->binary);
}

static gboolean
set_up (Session *self, JsonObject *json)
{
  return send_reply (self,
                     culm_sim_json_new_object ("{'mtype':%d,'sequence':%d,'result':0,'reply':{'mtype':%d}}", SETUP,
                                               (int) culm_sim_json_get_int (json, "sequence", 0), FILES),
                     NULL);
}

/* Has what runs under one of these numbers end; each end is a reply of its own. */
static gboolean
cancel (Session *self, JsonObject *request)
{
  JsonArray *tasks = culm_sim_json_get_array (request, "tasks");
  const CulmSimTunnelAnswer ended = { .result = CULM_SIM_TUNNEL_CANCELLED };
  gboolean open = TRUE;

  for (guint i = 0; tasks != NULL && i < json_array_get_length (tasks); i++) {
    gint64 task = json_array_get_int_element (tasks, i);

    if (self->download.running && self->download.sequence == task) {
      culm_sim_tunnel_transfer_clear (&self->download);
      open = open && send_answer (self, COMMAND_DOWNLOAD, task, &ended);
    }
    if (self->upload.running && self->upload.sequence == task) {
      culm_sim_tunnel_transfer_clear (&self->upload);
      open = open && send_answer (self, COMMAND_UPLOAD, task, &ended);
    }
  }
  return open;
}

static void
take_upload (Session *self, gint64 sequence, JsonObject *request, const guint8 *bytes, gsize size,
             CulmSimTunnelAnswer *answer)
{
  if (json_object_has_member (request, "frag_id") && self->upload.running && self->upload.sequence == sequence)
    culm_sim_tunnel_take_piece (self->host, &self->upload, request, bytes, size, answer);
  else if (json_object_has_member (request, "frag_id"))
    answer->result = CULM_SIM_TUNNEL_SILENT; /* of a file that was given up */
  else
    culm_sim_tunnel_begin_upload (self->host, &self->upload, sequence, request, answer);
}

static gboolean
run (Session *self, JsonObject *json, const guint8 *bytes, gsize size)
{
  gint64 command = culm_sim_json_get_int (json, "cmdtype", 0), sequence = culm_sim_json_get_int (json, "sequence", 0);
  JsonObject *request = culm_sim_json_get_object (json, "req");
  g_auto (CulmSimTunnelAnswer) answer = { .result = CULM_SIM_TUNNEL_BAD_JSON };

  if (culm_sim_json_get_int (json, "mtype", 0) == SETUP)
    return set_up (self, json);
  if (request == NULL)
    return send_answer (self, command, sequence, &answer);
  switch (command) {
  case COMMAND_LIST: culm_sim_tunnel_list (self->host, request, &answer); break;
  case COMMAND_PART: culm_sim_tunnel_get_part (self->host, request, &answer); break;
  case COMMAND_DELETE: culm_sim_tunnel_delete (self->host, request, &answer); break;
  case COMMAND_STORAGES: culm_sim_tunnel_list_storages (self->host, &answer); break;
  case COMMAND_UPLOAD: take_upload (self, sequence, request, bytes, size, &answer); break;
  case COMMAND_DOWNLOAD:
    culm_sim_tunnel_begin_download (self->host, &self->download, sequence, request, &answer);
    break;
  case COMMAND_CANCEL: return cancel (self, request);
  default: break;
  }
  return send_answer (self, command, sequence, &answer);
}

/* JSON, or JSON, an empty line and bytes. */
static gboolean
take_command (Session *self)
{
  g_autoptr (GByteArray) payload = read_frame (self, COMMAND);
  g_autoptr (JsonParser) parser = json_parser_new ();
  const guint8 *gap, *bytes;
  gsize length;

  if (payload == NULL)
    return FALSE;
  gap = memmem (payload->data, payload->len, "\n\n", 2);
  length = gap != NULL ? (gsize) (gap - payload->data) : payload->len;
  bytes = gap != NULL ? gap + 2 : payload->data + payload->len;
  if (!json_parser_load_from_data (parser, (const char *) payload->data, (gssize) length, NULL) ||
      json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return FALSE;
  return run (self, json_node_get_object (json_parser_get_root (parser)), bytes,
              (gsize) (payload->data + payload->len - bytes));
}

static gboolean
send_piece (Session *self)
{
  g_auto (CulmSimTunnelAnswer) answer = { 0 };
  gint64 sequence = self->download.sequence;

  culm_sim_tunnel_send_piece (&self->download, &answer);
  return send_answer (self, COMMAND_DOWNLOAD, sequence, &answer);
}

void
culm_sim_tunnel_serve (CulmSimStream *stream, gpointer host)
{
  Session self = { .host = host, .stream = stream, .counter = g_random_int (), .download.file = -1, .upload.file = -1 };
  gboolean open = culm_sim_host_start_tls (host, stream) && log_in (&self);

  while (open) /* a download goes on between the commands, so that it can be cancelled */
    open = self.download.running && !culm_sim_stream_has_more (stream) ? send_piece (&self) : take_command (&self);
  culm_sim_stream_end (stream);
  culm_sim_stream_linger (stream, LINGER);
  culm_sim_tunnel_transfer_clear (&self.download);
  culm_sim_tunnel_transfer_clear (&self.upload);
}
