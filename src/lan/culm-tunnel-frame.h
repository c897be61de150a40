/* culm-tunnel-frame.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What goes over the file tunnel of a printer (reference/lan.md §7), apart from the socket: frames of a header and a
 * payload, which is JSON, with bytes behind an empty line if there are any. Pure. What comes from the other side is
 * checked; whatever is wrong with it is MALFORMED. */

#define CULM_TUNNEL_HEADER 16 /* bytes */
#define CULM_TUNNEL_LOGIN 16
#define CULM_TUNNEL_LARGEST (8 * 1024 * 1024) /* a list of ten thousand files; pieces of a file have 64 to 255 KiB */

typedef enum {
  CULM_TUNNEL_MAGIC_LOGIN = 0x0101013f,
  CULM_TUNNEL_MAGIC_WELCOME = 0x0001013f,
  CULM_TUNNEL_MAGIC_COMMAND = 0x0102013f,
  CULM_TUNNEL_MAGIC_REPLY = 0x0002013f,
} CulmTunnelMagic;

#define CULM_TUNNEL_SETUP 12291 /* the two kinds of message */
#define CULM_TUNNEL_FILES 12289

typedef enum {
  CULM_TUNNEL_LIST = 1,
  CULM_TUNNEL_PART = 2, /* a thumbnail, or what is in a package */
  CULM_TUNNEL_DELETE = 3,
  CULM_TUNNEL_DOWNLOAD = 4,
  CULM_TUNNEL_UPLOAD = 5,
  CULM_TUNNEL_STORAGES = 7,
} CulmTunnelCommand;

/* How a command ended; there are more. */
typedef enum {
  CULM_TUNNEL_OK = 0,
  CULM_TUNNEL_CONTINUE = 1, /* more replies follow */
  CULM_TUNNEL_BUSY = 5,
  CULM_TUNNEL_TIMEOUT = 6,
  CULM_TUNNEL_NO_FILE = 10,
  CULM_TUNNEL_BAD_SIZE = 12,
  CULM_TUNNEL_BAD_TYPE = 16,
  CULM_TUNNEL_NO_STORAGE = 17,
  CULM_TUNNEL_EXISTS = 19, /* and is written over */
} CulmTunnelResult;

void     culm_tunnel_frame_write_header (guint8 header[CULM_TUNNEL_HEADER], CulmTunnelMagic magic, gsize length,
                                         guint32 counter);
/* `length` of the payload, at most CULM_TUNNEL_LARGEST. */
gboolean culm_tunnel_frame_read_header (const guint8 header[CULM_TUNNEL_HEADER], CulmTunnelMagic expected,
                                        gsize *length, GError **error);

/* The caller wipes it. */
void culm_tunnel_frame_write_login (guint8 login[CULM_TUNNEL_LOGIN], const char *code);
/* FALSE: the access code is wrong. */
gboolean culm_tunnel_frame_is_welcome (const guint8 *payload, gsize length);

/* A payload. `command` is not said in a CULM_TUNNEL_SETUP. Takes `request`; `data` (nullable) goes behind it.
 * Returns: (transfer full). */
GBytes *culm_tunnel_frame_make_message (int kind, int command, gint64 sequence, JsonObject *request,
                                        const guint8 *data, gsize size);

/* What a payload says. */
typedef struct {
  gint64 kind, command, sequence, result; /* -1 where it is not said */
  JsonNode *root;
  JsonNode *reply;    /* (nullable): an object, mostly; of the root */
  const guint8 *data; /* of the payload, behind the JSON */
  gsize size;
  GBytes *payload;
} CulmTunnelReply;

/* Returns: (transfer full). */
CulmTunnelReply *culm_tunnel_reply_new (GBytes *payload, GError **error);
void             culm_tunnel_reply_free (CulmTunnelReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmTunnelReply, culm_tunnel_reply_free)

/* Tolerant reading of what is in `reply`, or in an object of a list there. */
gint64      culm_tunnel_get_int (JsonNode *node, const char *name, gint64 fallback);
const char *culm_tunnel_get_string (JsonNode *node, const char *name); /* (nullable) */
JsonArray  *culm_tunnel_get_array (JsonNode *node, const char *name);  /* (nullable) */

/* What a result that is no success means, as an error whose server code it is. Returns: (transfer full). */
GError *culm_tunnel_make_error (gint64 result);

G_END_DECLS
