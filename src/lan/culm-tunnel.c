/* culm-tunnel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-tunnel.h"
#include "culm-error.h"
#include "culm-tunnel-listing.h"
#include "culm-tunnel-session.h"
#include <string.h>

#define API_VERSION 2
#define MAX_NAME 255                       /* bytes */
#define MAX_PAGES 1000                     /* of one list */
#define MAX_LIST (4 * CULM_TUNNEL_LARGEST) /* bytes of all of them: they are held until the last one is here */
#define MAX_CHUNK 4096                     /* KiB */
#define USUAL_CHUNK 255                    /* KiB */
#define MAX_THUMBNAIL (8 * 1024 * 1024)
#define PAUSE 1000                     /* ms before the second try of a printer that is busy */
#define PICTURE "Metadata/plate_1.png" /* in a package */

struct _CulmTunnel {
  CulmFileStore parent_instance;
  CulmTunnelSession *session;
  GHashTable *listings; /* folder → CulmTunnelListing */
  char *stick, *inside; /* what the printer calls its storages; nullable: it has none, or was not asked yet */
  char *md5;            /* nullable: of the file that came last, to be checked against all that is here of it */
};

G_DEFINE_FINAL_TYPE (CulmTunnel, culm_tunnel, CULM_TYPE_FILE_STORE)

static gboolean
refuse (GError **error, CulmError code, const char *message)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, code, "%s", message);
  return FALSE;
}

/* `path` is of what it cannot do this with. */
static gboolean
refuse_unsupported (GError **error, const char *path, const char *message)
{
  GError *failure = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED, "%s", message);
  const char *rest;
  gboolean inside;

  culm_tunnel_listing_split (path, &inside, &rest);
  if (inside)
    culm_error_set_detail (failure, CULM_FILE_STORE_INSIDE);
  g_propagate_error (error, failure);
  return FALSE;
}

static void
pause_for (guint milliseconds, GCancellable *cancellable)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (cancellable, &fd)) {
    g_poll (&fd, 1, (int) milliseconds);
    g_cancellable_release_fd (cancellable);
  } else {
    g_usleep (milliseconds * 1000UL);
  }
}

/* Takes `request`. A printer that is busy is asked twice (reference/errors.md §7). */
static CulmTunnelReply *
ask (CulmTunnel *self, CulmTunnelCommand command, JsonObject *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) held = request;
  CulmTunnelReply *reply = culm_tunnel_session_ask (self->session, command, json_object_ref (held), cancellable, error);

  if (reply != NULL && (reply->result == CULM_TUNNEL_BUSY || reply->result == CULM_TUNNEL_TIMEOUT)) {
    g_clear_pointer (&reply, culm_tunnel_reply_free);
    pause_for (PAUSE, cancellable);
    reply = culm_tunnel_session_ask (self->session, command, json_object_ref (held), cancellable, error);
  }
  return reply;
}

static gboolean
check_result (const CulmTunnelReply *reply, GError **error)
{
  if (reply->result == CULM_TUNNEL_OK || reply->result == CULM_TUNNEL_CONTINUE)
    return TRUE;
  g_propagate_error (error, culm_tunnel_make_error (reply->result));
  return FALSE;
}

/* ---- Lists ---- */

/* Which storages there are: a stick may have been pulled since. */
static gboolean
ask_storages (CulmTunnel *self, GCancellable *cancellable, GError **error)
{
  JsonObject *request = json_object_new ();
  g_autoptr (CulmTunnelReply) reply = NULL;
  JsonArray *list;

  json_object_set_string_member (request, "peer", "studio");
  json_object_set_int_member (request, "api_version", API_VERSION);
  reply = ask (self, CULM_TUNNEL_STORAGES, request, cancellable, error);
  if (reply == NULL || !check_result (reply, error))
    return FALSE;
  g_clear_pointer (&self->stick, g_free);
  g_clear_pointer (&self->inside, g_free);
  list = reply->reply != NULL && JSON_NODE_HOLDS_ARRAY (reply->reply) ? json_node_get_array (reply->reply)
                                                                      : culm_tunnel_get_array (reply->reply, "storage");
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    const char *name = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                           ? json_node_get_string (node)
                           : "";
    gboolean inside = g_str_equal (name, "emmc") || g_str_equal (name, "internal");
    char **storage = inside ? &self->inside : &self->stick;

    if (*storage == NULL && *name != '\0')
      *storage = g_strdup (name);
  }
  return TRUE;
}

/* One list, page after page. Returns: (transfer full) (nullable): of CulmTunnelReply. */
static GPtrArray *
ask_list (CulmTunnel *self, const char *type, const char *storage, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_tunnel_reply_free);
  JsonObject *request = json_object_new ();
  CulmTunnelReply *page;
  gsize size = 0;

  json_object_set_int_member (request, "api_version", API_VERSION);
  json_object_set_string_member (request, "notify", "DETAIL");
  json_object_set_string_member (request, "type", type);
  json_object_set_string_member (request, "storage", storage);
  page = ask (self, CULM_TUNNEL_LIST, request, cancellable, error);
  while (page != NULL) {
    g_ptr_array_add (pages, page);
    size += g_bytes_get_size (page->payload);
    if (!check_result (page, error))
      return NULL;
    if (page->result == CULM_TUNNEL_OK)
      return g_steal_pointer (&pages);
    if (pages->len >= MAX_PAGES || size > MAX_LIST) {
      culm_tunnel_session_close (self->session);
      refuse (error, CULM_ERROR_MALFORMED, "The file tunnel lists without an end");
      return NULL;
    }
    page = culm_tunnel_session_hear (self->session, cancellable, error);
  }
  return NULL;
}

/* Is this no more than "there is nothing of the kind"? Clears the error then. */
static gboolean
forgive (GError **error)
{
  gint64 code = *error != NULL ? culm_error_get_server_code (*error) : 0;

  if (code != CULM_TUNNEL_BAD_TYPE && code != CULM_TUNNEL_NO_FILE)
    return FALSE;
  g_clear_error (error);
  return TRUE;
}

static gboolean
has_any (GPtrArray *pages, gboolean cached)
{
  for (guint i = 0; pages != NULL && i < pages->len; i++) {
    JsonNode *reply = ((CulmTunnelReply *) g_ptr_array_index (pages, i))->reply;
    JsonArray *list = culm_tunnel_get_array (reply, "file_lists");

    if (cached ? culm_tunnel_listing_has_cached (reply) : list != NULL && json_array_get_length (list) > 0)
      return TRUE;
  }
  return FALSE;
}

/* The folders of a storage that have something in them, and the one inside. */
static gboolean
add_folders (CulmTunnel *self, CulmTunnelListing *listing, const char *folder, const char *storage, GPtrArray *models,
             GCancellable *cancellable, GError **error)
{
  static const char *const kinds[][2] = { { "timelapse", "timelapse" }, { "video", "ipcam" } };

  if (g_str_equal (folder, "/") && self->inside != NULL)
    culm_tunnel_listing_add_folder (listing, folder, CULM_TUNNEL_INSIDE + 1);
  if (has_any (models, TRUE))
    culm_tunnel_listing_add_folder (listing, folder, "cache");
  for (guint i = 0; storage != NULL && i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (GPtrArray) pages = ask_list (self, kinds[i][0], storage, cancellable, &failure);

    if (pages == NULL && !forgive (&failure)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    if (has_any (pages, FALSE))
      culm_tunnel_listing_add_folder (listing, folder, kinds[i][1]);
  }
  return TRUE;
}

static const char *
choose_type (const char *rest)
{
  if (g_str_equal (rest, "timelapse"))
    return "timelapse";
  return g_str_equal (rest, "ipcam") ? "video" : "model";
}

/* Returns: (transfer full). */
static char *
tidy_folder (const char *path)
{
  char *folder = g_strdup (path);
  gsize length = strlen (folder);

  while (length > 1 && folder[length - 1] == '/')
    folder[--length] = '\0';
  return folder;
}

/* Looks into a folder, and keeps what the printer calls what is in it. Returns: (transfer none) (nullable). */
static CulmTunnelListing *
look_into (CulmTunnel *self, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (CulmTunnelListing) listing = culm_tunnel_listing_new ();
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GError) failure = NULL;
  CulmTunnelListing *kept;
  const char *storage, *rest = NULL;
  gboolean inside, known = culm_tunnel_listing_split (folder, &inside, &rest);

  if (!ask_storages (self, cancellable, error))
    return NULL;
  storage = inside ? self->inside : self->stick;
  if (!known || (storage == NULL && !g_str_equal (folder, "/"))) {
    refuse (error, CULM_ERROR_NOT_FOUND, "The file tunnel has no such folder");
    return NULL;
  }
  if (storage != NULL)
    pages = ask_list (self, choose_type (rest), storage, cancellable, &failure);
  if ((failure != NULL && !forgive (&failure)) ||
      (*rest == '\0' && !add_folders (self, listing, folder, storage, pages, cancellable, &failure))) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  for (guint i = 0; pages != NULL && i < pages->len; i++)
    culm_tunnel_listing_add (listing, folder, ((CulmTunnelReply *) g_ptr_array_index (pages, i))->reply);
  kept = g_steal_pointer (&listing);
  g_hash_table_replace (self->listings, g_strdup (folder), kept);
  return kept;
}

/* What the printer calls a file. Returns: (transfer none) (nullable). */
static const char *
locate (CulmTunnel *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  CulmTunnelListing *listing = g_hash_table_lookup (self->listings, folder);
  const char *place = listing != NULL ? culm_tunnel_listing_find (listing, path) : NULL;

  if (place == NULL) {
    listing = look_into (self, folder, cancellable, error);
    if (listing == NULL)
      return NULL;
    place = culm_tunnel_listing_find (listing, path);
  }
  if (place == NULL)
    refuse (error, CULM_ERROR_NOT_FOUND, "The file tunnel lists no such file");
  return place;
}

static GPtrArray *
culm_tunnel_list (CulmFileStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = tidy_folder (path);
  CulmTunnelListing *listing = look_into (CULM_TUNNEL (store), folder, cancellable, error);

  return listing != NULL ? culm_tunnel_listing_dup_files (listing) : NULL;
}

/* ---- Downloads ---- */

/* Where a file is, while it comes. */
typedef struct {
  gint64 begin, at, total; /* `total` -1: not known */
  GChecksum *sum;
  GOutputStream *sink;
  CulmFileStoreMeter *meter;
} Fall;

/* Writes one piece; FALSE also when the printer sends from elsewhere than it was asked to. */
static gboolean
take_piece (Fall *fall, const CulmTunnelReply *piece, GCancellable *cancellable, GError **error)
{
  gint64 total = culm_tunnel_get_int (piece->reply, "total", -1);

  if (culm_tunnel_get_int (piece->reply, "offset", fall->at) != fall->at ||
      culm_tunnel_get_int (piece->reply, "size", (gint64) piece->size) != (gint64) piece->size ||
      (fall->total >= 0 && total >= 0 && total != fall->total) ||
      (piece->size == 0 && piece->result == CULM_TUNNEL_CONTINUE))
    return refuse (error, CULM_ERROR_MALFORMED, "The file tunnel sent a piece that does not fit");
  if (total >= 0)
    fall->total = total;
  if (fall->total >= 0 && (gint64) piece->size > fall->total - fall->at)
    return refuse (error, CULM_ERROR_MALFORMED, "The file tunnel sent more than there is");
  if (!g_output_stream_write_all (fall->sink, piece->data, piece->size, NULL, cancellable, error))
    return FALSE;
  g_checksum_update (fall->sum, piece->data, (gssize) piece->size);
  fall->at += (gint64) piece->size;
  culm_file_store_meter_set (fall->meter, fall->at, fall->total);
  return TRUE;
}

static gboolean
refuse_damaged (GError **error, const char *message)
{
  GError *failure = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_DAMAGED, "%s", message);

  culm_error_set_err (failure, "ERR_CHECKSUM_MISMATCH");
  g_propagate_error (error, failure);
  return FALSE;
}

/* The last piece has come. */
static gboolean
judge_whole (CulmTunnel *self, Fall *fall, const CulmTunnelReply *last, GError **error)
{
  const char *md5 = culm_tunnel_get_string (last->reply, "file_md5");

  if (fall->total >= 0 && fall->at != fall->total)
    return refuse_damaged (error, "The file tunnel ended before the file did");
  if (md5 == NULL || *md5 == '\0')
    return TRUE;
  if (fall->begin > 0) /* of all of it: culm_tunnel_check() */
    self->md5 = g_strdup (md5);
  else if (g_ascii_strcasecmp (md5, g_checksum_get_string (fall->sum)) != 0)
    return refuse_damaged (error, "The checksum of the file differs");
  return TRUE;
}

/* Says that it can only begin anew: the printer does not know where to go on. */
static gboolean
begin_anew (CulmTunnel *self, gint64 *offset, GError **error)
{
  culm_tunnel_session_close (self->session);
  *offset = 0;
  return refuse (error, CULM_ERROR_UNSUPPORTED, "The file tunnel begins anew");
}

/* Whether the first reply goes on from `offset`, or fails for a reason that will pass. */
static gboolean
goes_on (const CulmTunnelReply *first, gint64 offset)
{
  if (first->result == CULM_TUNNEL_OK || first->result == CULM_TUNNEL_CONTINUE)
    return culm_tunnel_get_int (first->reply, "offset", 0) == offset;
  return first->result == CULM_TUNNEL_BUSY || first->result == CULM_TUNNEL_TIMEOUT ||
         first->result == CULM_TUNNEL_NO_STORAGE;
}

static gboolean
culm_tunnel_get (CulmFileStore *store, const char *path, gint64 *offset, GOutputStream *sink, CulmFileStoreMeter *meter,
                 GCancellable *cancellable, GError **error)
{
  CulmTunnel *self = CULM_TUNNEL (store);
  const char *place = locate (self, path, cancellable, error);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  Fall fall = { .begin = *offset, .at = *offset, .total = -1, .sum = sum, .sink = sink, .meter = meter };
  g_autoptr (CulmTunnelReply) piece = NULL;
  JsonObject *request;

  g_clear_pointer (&self->md5, g_free);
  if (place == NULL)
    return FALSE;
  request = json_object_new ();
  json_object_set_string_member (request, "path", place);
  json_object_set_int_member (request, "offset", *offset);
  piece = ask (self, CULM_TUNNEL_DOWNLOAD, request, cancellable, error);
  if (piece == NULL)
    return FALSE;
  if (*offset > 0 && !goes_on (piece, *offset))
    return begin_anew (self, offset, error);
  for (;;) {
    if (!check_result (piece, error))
      return FALSE;
    if (!take_piece (&fall, piece, cancellable, error)) {
      culm_tunnel_session_close (self->session); /* the rest is on its way, and nobody wants it */
      return FALSE;
    }
    if (piece->result == CULM_TUNNEL_OK)
      return judge_whole (self, &fall, piece, error);
    culm_tunnel_reply_free (piece);
    piece = culm_tunnel_session_hear (self->session, cancellable, error);
    if (piece == NULL)
      return FALSE;
  }
}

/* A file that came in two halves may be of two files. */
static gboolean
culm_tunnel_check (CulmFileStore *store, GInputStream *whole, GCancellable *cancellable, GError **error)
{
  g_autofree char *md5 = g_steal_pointer (&CULM_TUNNEL (store)->md5);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree guint8 *block = g_malloc (1 << 16);
  gssize n = 0;

  while (md5 != NULL && (n = g_input_stream_read (whole, block, 1 << 16, cancellable, error)) > 0)
    g_checksum_update (sum, block, n);
  if (md5 == NULL || (n == 0 && g_ascii_strcasecmp (md5, g_checksum_get_string (sum)) == 0))
    return TRUE;
  return n == 0 ? refuse_damaged (error, "The checksum of the file differs") : FALSE;
}

/* ---- Uploads ---- */

/* Sends the pieces back to back; the printer answers when it has all of them, or sees that it cannot. */
static gboolean
send_pieces (CulmTunnel *self, GInputStream *source, gint64 size, gsize chunk, CulmFileStoreMeter *meter,
             GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *block = g_malloc (chunk);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  gint64 at = 0;

  for (gint64 i = 0; (at < size || i == 0) && !culm_tunnel_session_has_news (self->session); i++) {
    JsonObject *request;
    gsize n, due = (gsize) MIN ((gint64) chunk, size - at);

    if (!g_input_stream_read_all (source, block, due, &n, cancellable, error))
      return FALSE;
    if (n < due)
      return refuse_damaged (error, "The file has become shorter meanwhile");
    g_checksum_update (sum, block, (gssize) n);
    request = json_object_new ();
    json_object_set_int_member (request, "frag_id", i);
    json_object_set_int_member (request, "offset", at);
    json_object_set_int_member (request, "size", (gint64) n);
    at += (gint64) n;
    if (at >= size)
      json_object_set_string_member (request, "file_md5", g_checksum_get_string (sum));
    if (!culm_tunnel_session_say (self->session, request, block, n, cancellable, error))
      return FALSE;
    culm_file_store_meter_set (meter, at, size);
  }
  return TRUE;
}

static gboolean
check_name (const char *path, GError **error)
{
  const char *name = strrchr (path, '/');

  if (name == NULL || !culm_stored_file_is_name (name + 1) || !g_utf8_validate (name, -1, NULL))
    return refuse (error, CULM_ERROR_USAGE, "A printer cannot be asked for such a path");
  if (strlen (name + 1) > MAX_NAME)
    return refuse (error, CULM_ERROR_REFUSED, "A printer takes no name of this length");
  return TRUE;
}

/* Which storage takes a file of this path, and as what. Returns: (transfer none) (nullable). */
static const char *
choose_storage (CulmTunnel *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *rest = NULL;
  gboolean inside;

  if (!check_name (path, error))
    return NULL;
  if (!culm_tunnel_listing_split (folder, &inside, &rest) || *rest != '\0') {
    refuse_unsupported (error, folder, "The file tunnel takes files at the top of a storage alone");
    return NULL;
  }
  if (!ask_storages (self, cancellable, error))
    return NULL;
  if ((inside ? self->inside : self->stick) == NULL)
    g_propagate_error (error, culm_tunnel_make_error (CULM_TUNNEL_NO_STORAGE));
  return inside ? self->inside : self->stick;
}

static gboolean
culm_tunnel_put (CulmFileStore *store, GInputStream *source, gint64 size, const char *path, CulmFileStoreMeter *meter,
                 GCancellable *cancellable, GError **error)
{
  CulmTunnel *self = CULM_TUNNEL (store);
  const char *storage = choose_storage (self, path, cancellable, error);
  g_autoptr (CulmTunnelReply) reply = NULL;
  JsonObject *request;
  gint64 chunk;

  if (storage == NULL)
    return FALSE;
  request = json_object_new ();
  json_object_set_string_member (request, "type", "model");
  json_object_set_string_member (request, "storage", storage);
  json_object_set_string_member (request, "path", strrchr (path, '/') + 1);
  json_object_set_int_member (request, "total", size);
  reply = ask (self, CULM_TUNNEL_UPLOAD, request, cancellable, error);
  if (reply == NULL || (reply->result != CULM_TUNNEL_EXISTS && !check_result (reply, error)))
    return FALSE;
  chunk = culm_tunnel_get_int (reply->reply, "chunk_size", USUAL_CHUNK);
  if (!send_pieces (self, source, size, (gsize) CLAMP (chunk, 1, MAX_CHUNK) * 1024, meter, cancellable, error)) {
    culm_tunnel_session_close (self->session); /* half a file is no file */
    return FALSE;
  }
  culm_tunnel_reply_free (reply);
  reply = culm_tunnel_session_hear (self->session, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->result == CULM_TUNNEL_OK)
    return TRUE;
  culm_tunnel_session_close (self->session);
  g_propagate_error (error, culm_tunnel_make_error (reply->result));
  return FALSE;
}

/* ---- The rest ---- */

static gboolean
culm_tunnel_remove (CulmFileStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  CulmTunnel *self = CULM_TUNNEL (store);
  const char *place = locate (self, path, cancellable, error);
  g_autoptr (CulmTunnelReply) reply = NULL;
  JsonObject *request;
  JsonArray *paths;
  g_autofree char *folder = g_path_get_dirname (path);

  if (place == NULL)
    return FALSE;
  request = json_object_new ();
  paths = json_array_new ();
  json_array_add_string_element (paths, place);
  json_object_set_array_member (request, "paths", paths);
  reply = ask (self, CULM_TUNNEL_DELETE, request, cancellable, error);
  g_hash_table_remove (self->listings, folder);
  return reply != NULL && check_result (reply, error);
}

static gboolean
culm_tunnel_rename (CulmFileStore *store G_GNUC_UNUSED, const char *path, const char *to G_GNUC_UNUSED,
                    GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return refuse_unsupported (error, path, "The file tunnel renames nothing");
}

static gboolean
culm_tunnel_make_folder (CulmFileStore *store G_GNUC_UNUSED, const char *path, GCancellable *cancellable G_GNUC_UNUSED,
                         GError **error)
{
  return refuse_unsupported (error, path, "The file tunnel knows no folders");
}

static gint64
culm_tunnel_get_space (CulmFileStore *store G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  refuse (error, CULM_ERROR_UNSUPPORTED, "The file tunnel does not say how much is free");
  return -1;
}

/* A film has one picture, a package several. Later firmware reads "paths" alone. */
static JsonObject *
make_part_request (const char *place, const char *path)
{
  gboolean package = g_str_has_suffix (path, ".3mf");
  g_autofree char *part = g_strconcat (place, "#", package ? PICTURE : "thumbnail", NULL);
  JsonObject *request = json_object_new ();
  JsonArray *paths = json_array_new ();

  json_array_add_string_element (paths, part);
  json_object_set_array_member (request, "paths", paths);
  json_object_set_string_member (request, "path", place);
  json_object_set_string_member (request, "name", package ? PICTURE : "thumbnail");
  json_object_set_int_member (request, "offset", 0);
  json_object_set_int_member (request, "size", 0);
  return request;
}

static GBytes *
culm_tunnel_get_thumbnail (CulmFileStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  CulmTunnel *self = CULM_TUNNEL (store);
  const char *place = locate (self, path, cancellable, error);
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  g_autoptr (CulmTunnelReply) part = NULL;

  if (place == NULL)
    return NULL;
  part = ask (self, CULM_TUNNEL_PART, make_part_request (place, path), cancellable, error);
  while (part != NULL && check_result (part, error)) {
    if (picture->len + part->size > MAX_THUMBNAIL || (part->size == 0 && part->result == CULM_TUNNEL_CONTINUE)) {
      culm_tunnel_session_close (self->session);
      refuse (error, CULM_ERROR_MALFORMED, "The file tunnel sent no picture");
      return NULL;
    }
    if (part->size > 0)
      g_byte_array_append (picture, part->data, (guint) part->size);
    if (part->result == CULM_TUNNEL_OK && picture->len > 0)
      return g_byte_array_free_to_bytes (g_steal_pointer (&picture));
    if (part->result == CULM_TUNNEL_OK) {
      g_propagate_error (error, culm_tunnel_make_error (CULM_TUNNEL_NO_FILE));
      return NULL;
    }
    culm_tunnel_reply_free (part);
    part = culm_tunnel_session_hear (self->session, cancellable, error);
  }
  return NULL;
}

static void
culm_tunnel_close (CulmFileStore *store)
{
  culm_tunnel_session_close (CULM_TUNNEL (store)->session);
}

static void
culm_tunnel_finalize (GObject *object)
{
  CulmTunnel *self = CULM_TUNNEL (object);

  culm_tunnel_session_free (self->session);
  g_hash_table_unref (self->listings);
  g_free (self->stick);
  g_free (self->inside);
  g_free (self->md5);
  G_OBJECT_CLASS (culm_tunnel_parent_class)->finalize (object);
}

static void
culm_tunnel_class_init (CulmTunnelClass *klass)
{
  CulmFileStoreClass *storage = CULM_FILE_STORE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culm_tunnel_finalize;
  storage->list = culm_tunnel_list;
  storage->get = culm_tunnel_get;
  storage->check = culm_tunnel_check;
  storage->put = culm_tunnel_put;
  storage->remove = culm_tunnel_remove;
  storage->rename = culm_tunnel_rename;
  storage->make_folder = culm_tunnel_make_folder;
  storage->get_space = culm_tunnel_get_space;
  storage->get_thumbnail = culm_tunnel_get_thumbnail;
  storage->close = culm_tunnel_close;
}

static void
culm_tunnel_init (CulmTunnel *self)
{
  self->listings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) culm_tunnel_listing_free);
}

CulmFileStore *
culm_tunnel_new (CulmLanTarget *target)
{
  CulmTunnel *self = g_object_new (CULM_TYPE_TUNNEL, NULL);

  self->session = culm_tunnel_session_new (target);
  return CULM_FILE_STORE (self);
}

void
culm_tunnel_set_patience (CulmTunnel *self, guint milliseconds)
{
  culm_tunnel_session_set_patience (self->session, milliseconds);
}
