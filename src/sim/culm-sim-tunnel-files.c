/* culm-sim-tunnel-files.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-tunnel-files.h"
#include "culm-sim-card.h"
#include "culm-sim-frame.h"
#include "culm-sim-json.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CARD "/media/usb0" /* where a stick is seen; everything else is inside */
#define CHUNK (64 * 1024)
#define UPLOAD_CHUNK 255 /* KiB */
#define PREVIEW "mem:/26"
#define PREVIEW_HEAD 12 /* bytes before the picture */
#define LONGEST_NAME 255

static gboolean
is_on_card (const char *path)
{
  return g_str_has_prefix (path, CARD "/") || g_str_equal (path, CARD);
}

/* Where a path of a client lies here. Returns: (transfer full) (nullable): NULL where there is no stick */
static char *
locate (CulmSimHost *host, const char *path)
{
  g_autofree char *clean = culm_sim_card_resolve ("/", path);

  if (!is_on_card (clean))
    return culm_sim_card_locate (culm_sim_host_get_inside (host), clean);
  if (!culm_sim_host_has_card (host))
    return NULL;
  return culm_sim_card_locate (culm_sim_host_get_card (host), clean + strlen (CARD));
}

static void
add_file (JsonArray *list, const char *folder, const char *path, const char *name)
{
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autofree char *seen = g_build_filename (path, name, NULL);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *date = NULL;
  JsonObject *entry;
  GStatBuf info;

  if (g_stat (file, &info) != 0 || !S_ISREG (info.st_mode))
    return;
  time = g_date_time_new_from_unix_local (info.st_mtime);
  date = g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
  entry = json_object_new ();
  json_object_set_string_member (entry, "name", name);
  json_object_set_string_member (entry, "path", seen);
  json_object_set_int_member (entry, "size", info.st_size);
  json_object_set_int_member (entry, "time", info.st_mtime);
  json_object_set_string_member (entry, "date", date);
  json_array_add_object_element (list, entry);
}

static void
add_folder (CulmSimHost *host, JsonArray *list, const char *path)
{
  g_autofree char *folder = locate (host, path);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    add_file (list, folder, path, name);
}

void
culm_sim_tunnel_answer_clear (CulmSimTunnelAnswer *self)
{
  g_clear_pointer (&self->reply, json_node_unref);
  g_clear_pointer (&self->binary, g_bytes_unref);
}

void
culm_sim_tunnel_transfer_clear (CulmSimTunnelTransfer *self)
{
  if (self->file >= 0)
    g_close (self->file, NULL);
  g_clear_pointer (&self->memory, g_bytes_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->sum, g_checksum_free);
  self->file = -1;
  self->running = FALSE;
}

void
culm_sim_tunnel_list (CulmSimHost *host, JsonObject *request, CulmSimTunnelAnswer *answer)
{
  const char *type = culm_sim_json_get_string (request, "type", "");
  gboolean card = g_str_equal (culm_sim_json_get_string (request, "storage", ""), "udisk");
  const char *root = card ? CARD : "/";
  g_autofree char *films = g_build_filename (root, "timelapse", NULL);
  g_autofree char *cache = g_build_filename (root, "cache", NULL);
  g_autofree char *videos = g_build_filename (root, "ipcam", NULL);
  JsonObject *reply;
  JsonArray *list;

  answer->result = card && !culm_sim_host_has_card (host) ? CULM_SIM_TUNNEL_NO_STORAGE : CULM_SIM_TUNNEL_OK;
  if (!g_str_equal (type, "model") && !g_str_equal (type, "timelapse") && !g_str_equal (type, "video"))
    answer->result = CULM_SIM_TUNNEL_BAD_TYPE;
  if (answer->result != CULM_SIM_TUNNEL_OK)
    return;
  list = json_array_new ();
  if (g_str_equal (type, "model")) {
    add_folder (host, list, root);
    add_folder (host, list, cache);
  } else {
    add_folder (host, list, g_str_equal (type, "timelapse") ? films : videos);
  }
  reply = json_object_new ();
  json_object_set_array_member (reply, "file_lists", list);
  answer->reply = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (answer->reply, reply);
}

/* A member of a ZIP in which nothing is packed. Returns: (transfer full) (nullable) */
static GBytes *
read_member (const char *file, const char *name)
{
  g_autofree char *text = NULL;
  guint32 size;
  gsize length, start;
  const char *at;

  if (!g_file_get_contents (file, &text, &length, NULL))
    return NULL;
  at = memmem (text, length, name, strlen (name));
  if (at == NULL || at - text < 30 || memcmp (at - 30, "PK\3\4", 4) != 0)
    return NULL;
  memcpy (&size, at - 8, sizeof size);
  size = GUINT32_FROM_LE (size);
  start = (gsize) (at - text) + strlen (name);
  return start + size <= length ? g_bytes_new (text + start, size) : NULL;
}

/* The still of a film lies beside it. Returns: (transfer full) (nullable) */
static GBytes *
read_still (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *name = g_path_get_basename (file);
  char *dot = strrchr (name, '.');
  g_autofree char *still = NULL;
  char *text;
  gsize length;

  if (dot != NULL)
    *dot = '\0';
  still = g_strdup_printf ("%s/thumbnail/%s.jpg", folder, name);
  return g_file_get_contents (still, &text, &length, NULL) ? g_bytes_new_take (text, length) : NULL;
}

void
culm_sim_tunnel_get_part (CulmSimHost *host, JsonObject *request, CulmSimTunnelAnswer *answer)
{
  const char *path = culm_sim_json_get_string (request, "path", "");
  const char *name = culm_sim_json_get_string (request, "name", "");
  g_autofree char *file = locate (host, path);
  gint64 offset = MAX (culm_sim_json_get_int (request, "offset", 0), 0);
  gint64 size = culm_sim_json_get_int (request, "size", 0), total;
  g_autoptr (GBytes) whole = NULL;

  if (file != NULL)
    whole = g_str_has_suffix (file, ".3mf") ? read_member (file, name) : read_still (file);
  answer->result = whole != NULL ? CULM_SIM_TUNNEL_OK : CULM_SIM_TUNNEL_NO_FILE;
  if (whole == NULL)
    return;
  total = (gint64) g_bytes_get_size (whole);
  offset = MIN (offset, total);
  size = size > 0 ? MIN (size, total - offset) : total - offset;
  answer->binary = g_bytes_new_from_bytes (whole, (gsize) offset, (gsize) size);
  answer->reply = culm_sim_json_new ("{'offset':%d,'size':%d,'total':%d}", (int) offset, (int) size, (int) total);
  json_object_set_string_member (json_node_get_object (answer->reply), "path", path);
  json_object_set_string_member (json_node_get_object (answer->reply), "name", name);
}

static int
delete_one (CulmSimHost *host, const char *path)
{
  g_autofree char *file = locate (host, path);

  if (file == NULL)
    return CULM_SIM_TUNNEL_NO_STORAGE;
  return !g_file_test (file, G_FILE_TEST_IS_DIR) && g_unlink (file) == 0 ? CULM_SIM_TUNNEL_OK : CULM_SIM_TUNNEL_NO_FILE;
}

void
culm_sim_tunnel_delete (CulmSimHost *host, JsonObject *request, CulmSimTunnelAnswer *answer)
{
  JsonArray *paths = culm_sim_json_get_array (request, "paths");
  const char *folder = culm_sim_json_get_string (request, "path", NULL);
  const char *name = culm_sim_json_get_string (request, "file", NULL);

  answer->result = CULM_SIM_TUNNEL_OK;
  if (paths == NULL && folder != NULL) {
    g_autofree char *path = name != NULL ? g_build_filename (folder, name, NULL) : g_strdup (folder);

    answer->result = delete_one (host, path);
  } else if (paths == NULL) {
    answer->result = CULM_SIM_TUNNEL_BAD_JSON;
  }
  for (guint i = 0; paths != NULL && i < json_array_get_length (paths); i++) {
    JsonNode *path = json_array_get_element (paths, i);
    int result = json_node_get_value_type (path) == G_TYPE_STRING ? delete_one (host, json_node_get_string (path))
                                                                  : CULM_SIM_TUNNEL_BAD_JSON;

    if (answer->result == CULM_SIM_TUNNEL_OK)
      answer->result = result;
  }
}

void
culm_sim_tunnel_list_storages (CulmSimHost *host, CulmSimTunnelAnswer *answer)
{
  answer->result = CULM_SIM_TUNNEL_OK;
  answer->reply = culm_sim_json_new (culm_sim_host_has_card (host) ? "['emmc','udisk']" : "['emmc']");
}

/* The picture of what is printed, after a block of its parameters. */
static GBytes *
draw_preview (CulmSimHost *host)
{
  static const guint8 head[PREVIEW_HEAD] = { 1 };
  g_autoptr (GBytes) picture = culm_sim_frame_draw (320, 180, culm_sim_host_get_seed (host), 0.5);
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, g_bytes_get_data (picture, NULL), (guint) g_bytes_get_size (picture));
  return g_byte_array_free_to_bytes (out);
}

void
culm_sim_tunnel_begin_download (CulmSimHost *host, CulmSimTunnelTransfer *self, gint64 sequence, JsonObject *request,
                                CulmSimTunnelAnswer *answer)
{
  const char *path = culm_sim_json_get_string (request, "path", "");
  g_autofree char *file = locate (host, path);
  GStatBuf info;

  culm_sim_tunnel_transfer_clear (self);
  answer->result = CULM_SIM_TUNNEL_NO_FILE;
  self->offset = MAX (culm_sim_json_get_int (request, "offset", 0), 0);
  if (g_str_equal (path, PREVIEW)) {
    self->memory = draw_preview (host);
    self->total = (gint64) g_bytes_get_size (self->memory);
  } else {
    if (file == NULL || g_stat (file, &info) != 0 || !S_ISREG (info.st_mode) || self->offset > info.st_size)
      return;
    self->file = g_open (file, O_RDONLY | O_CLOEXEC, 0);
    self->total = info.st_size;
    if (self->file < 0)
      return;
  }
  self->running = TRUE;
  self->sequence = sequence;
  self->fragment = 0;
  self->sum = g_checksum_new (G_CHECKSUM_MD5);
  answer->result = CULM_SIM_TUNNEL_SILENT;
}

/* All of a file, up to where it is sent from. */
static void
sum_skipped (CulmSimTunnelTransfer *self)
{
  guint8 buffer[4096];

  for (gint64 at = 0; self->file >= 0 && at < self->offset;) {
    gssize n = pread (self->file, buffer, (gsize) MIN ((gint64) sizeof buffer, self->offset - at), at);

    if (n <= 0)
      return;
    g_checksum_update (self->sum, buffer, n);
    at += n;
  }
}

void
culm_sim_tunnel_send_piece (CulmSimTunnelTransfer *self, CulmSimTunnelAnswer *answer)
{
  gsize size = (gsize) MIN (CHUNK, self->total - self->offset);
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  JsonObject *reply;

  if (self->fragment == 0)
    sum_skipped (self);
  if (self->memory != NULL)
    memcpy (buffer, (const guint8 *) g_bytes_get_data (self->memory, NULL) + self->offset, size);
  else if (pread (self->file, buffer, size, self->offset) != (gssize) size)
    size = 0;
  g_checksum_update (self->sum, buffer, (gssize) size);
  reply = culm_sim_json_new_object ("{'frag_id':%u,'size':%u}", self->fragment++, (guint) size);
  json_object_set_int_member (reply, "offset", self->offset);
  json_object_set_int_member (reply, "total", self->total);
  self->offset += (gint64) size;
  answer->result = self->offset < self->total && size > 0 ? CULM_SIM_TUNNEL_CONTINUE : CULM_SIM_TUNNEL_OK;
  if (answer->result == CULM_SIM_TUNNEL_OK)
    json_object_set_string_member (reply, "file_md5", g_checksum_get_string (self->sum));
  answer->reply = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (answer->reply, reply);
  answer->binary = g_bytes_new (buffer, size);
  if (answer->result == CULM_SIM_TUNNEL_OK)
    culm_sim_tunnel_transfer_clear (self);
}

void
culm_sim_tunnel_begin_upload (CulmSimHost *host, CulmSimTunnelTransfer *self, gint64 sequence, JsonObject *request,
                              CulmSimTunnelAnswer *answer)
{
  const char *name = culm_sim_json_get_string (request, "path", "");
  gboolean card = g_str_equal (culm_sim_json_get_string (request, "storage", ""), "udisk");
  g_autofree char *path = g_build_filename (card ? CARD : "/", name, NULL);
  gboolean exists;

  culm_sim_tunnel_transfer_clear (self);
  self->place = locate (host, path);
  self->path = g_steal_pointer (&path);
  self->total = culm_sim_json_get_int (request, "total", -1);
  answer->result = self->place == NULL                             ? CULM_SIM_TUNNEL_NO_STORAGE
                   : *name == '\0' || strlen (name) > LONGEST_NAME ? CULM_SIM_TUNNEL_BAD_NAME
                   : self->total < 0                               ? CULM_SIM_TUNNEL_BAD_SIZE
                                                                   : CULM_SIM_TUNNEL_OK;
  if (answer->result != CULM_SIM_TUNNEL_OK)
    return;
  exists = g_file_test (self->place, G_FILE_TEST_EXISTS);
  self->file = g_open (self->place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  answer->result = self->file < 0 ? CULM_SIM_TUNNEL_NOT_CREATED
                   : exists       ? CULM_SIM_TUNNEL_EXISTS
                                  : CULM_SIM_TUNNEL_CONTINUE;
  if (self->file < 0)
    return;
  answer->reply = culm_sim_json_new ("{'chunk_size':%d}", UPLOAD_CHUNK);
  self->running = TRUE;
  self->sequence = sequence;
  self->offset = 0;
  self->sum = g_checksum_new (G_CHECKSUM_MD5);
}

/* The file is whole, or should be. */
static int
judge_upload (CulmSimHost *host, CulmSimTunnelTransfer *self, JsonObject *request)
{
  g_autofree char *text = NULL;
  g_autofree char *sha256 = NULL;
  gsize length;

  if (self->offset != self->total)
    return CULM_SIM_TUNNEL_BAD_SIZE;
  if (g_strcmp0 (culm_sim_json_get_string (request, "file_md5", ""), g_checksum_get_string (self->sum)) != 0)
    return CULM_SIM_TUNNEL_BAD_MD5;
  if (!g_file_get_contents (self->place, &text, &length, NULL))
    return CULM_SIM_TUNNEL_NOT_WRITTEN;
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) text, length);
  culm_sim_host_note_upload (host, self->path, self->total, sha256);
  return CULM_SIM_TUNNEL_OK;
}

void
culm_sim_tunnel_take_piece (CulmSimHost *host, CulmSimTunnelTransfer *self, JsonObject *request, const guint8 *bytes,
                            gsize size, CulmSimTunnelAnswer *answer)
{
  gboolean last = json_object_has_member (request, "file_md5");

  answer->result = CULM_SIM_TUNNEL_SILENT;
  if (culm_sim_json_get_int (request, "offset", -1) != self->offset ||
      culm_sim_json_get_int (request, "size", -1) != (gint64) size || size > UPLOAD_CHUNK * 1024)
    answer->result = CULM_SIM_TUNNEL_BAD_SIZE;
  else if (write (self->file, bytes, size) != (gssize) size)
    answer->result = CULM_SIM_TUNNEL_NOT_WRITTEN;
  self->offset += (gint64) size;
  g_checksum_update (self->sum, bytes, (gssize) size);
  if (answer->result == CULM_SIM_TUNNEL_SILENT && last)
    answer->result = judge_upload (host, self, request);
  if (answer->result != CULM_SIM_TUNNEL_SILENT)
    culm_sim_tunnel_transfer_clear (self);
}
