/* test-tunnel-frame.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-tunnel-frame.h"
#include "culm-tunnel-listing.h"
#include <string.h>

static void
test_header (void)
{
  static const guint8 wanted[CULM_TUNNEL_HEADER] = { 5, 1, 0, 0, 0x3f, 0x01, 0x02, 0x01, 0xff, 0xff, 0xff, 0xff };
  guint8 header[CULM_TUNNEL_HEADER];
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  culm_tunnel_frame_write_header (header, CULM_TUNNEL_MAGIC_COMMAND, 261, G_MAXUINT32);
  g_assert_cmpmem (header, sizeof header, wanted, sizeof wanted);
  g_assert_true (culm_tunnel_frame_read_header (header, CULM_TUNNEL_MAGIC_COMMAND, &length, &error));
  g_assert_cmpuint (length, ==, 261);
  g_assert_false (culm_tunnel_frame_read_header (header, CULM_TUNNEL_MAGIC_REPLY, &length, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
}

/* Lengths that nobody means. */
static void
test_lengths (void)
{
  static const struct {
    CulmTunnelMagic magic;
    gsize length;
    gboolean good;
  } rows[] = {
    { CULM_TUNNEL_MAGIC_REPLY, 0, TRUE },
    { CULM_TUNNEL_MAGIC_REPLY, CULM_TUNNEL_LARGEST, TRUE },
    { CULM_TUNNEL_MAGIC_REPLY, CULM_TUNNEL_LARGEST + 1, FALSE },
    { CULM_TUNNEL_MAGIC_REPLY, 10 * 1000 * 1000, FALSE },
    { CULM_TUNNEL_MAGIC_REPLY, G_MAXUINT32, FALSE },
    { CULM_TUNNEL_MAGIC_WELCOME, 4, TRUE },
    { CULM_TUNNEL_MAGIC_WELCOME, 65, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    guint8 header[CULM_TUNNEL_HEADER];
    gsize length = 12345;
    g_autoptr (GError) error = NULL;

    culm_tunnel_frame_write_header (header, rows[i].magic, rows[i].length, 1);
    g_assert_cmpint (culm_tunnel_frame_read_header (header, rows[i].magic, &length, &error), ==, rows[i].good);
    g_assert_cmpuint (length, ==, rows[i].good ? rows[i].length : 12345);
    g_assert_true ((error == NULL) == rows[i].good);
  }
}

static void
test_login (void)
{
  static const guint8 no[8] = { 0xff, 0xff, 0xff, 0xff }, yes[4] = { 0 };
  guint8 login[CULM_TUNNEL_LOGIN];

  culm_tunnel_frame_write_login (login, "1234");
  g_assert_cmpmem (login, sizeof login,
                   "bblp\0\0\0\0"
                   "1234\0\0\0\0",
                   16);
  culm_tunnel_frame_write_login (login, "123456789");
  g_assert_cmpmem (login, sizeof login,
                   "bblp\0\0\0\0"
                   "12345678",
                   16);
  g_assert_true (culm_tunnel_frame_is_welcome (yes, sizeof yes));
  g_assert_true (culm_tunnel_frame_is_welcome (NULL, 0));
  g_assert_false (culm_tunnel_frame_is_welcome (no, sizeof no));
}

static CulmTunnelReply *
read_reply (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, length);

  return culm_tunnel_reply_new (payload, error);
}

/* What we write, they can read; and the other way round. */
static void
test_message (void)
{
  JsonObject *request = json_object_new ();
  g_autoptr (GBytes) message = NULL;
  g_autoptr (CulmTunnelReply) read = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (request, "path", "a \"b\"\n\n.3mf");
  message =
      culm_tunnel_frame_make_message (CULM_TUNNEL_FILES, CULM_TUNNEL_UPLOAD, 7, request, (const guint8 *) "x\n\ny", 4);
  read = culm_tunnel_reply_new (message, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->kind, ==, CULM_TUNNEL_FILES);
  g_assert_cmpint (read->command, ==, CULM_TUNNEL_UPLOAD);
  g_assert_cmpint (read->sequence, ==, 7);
  g_assert_cmpint (read->result, ==, -1);
  g_assert_null (read->reply);
  g_assert_cmpmem (read->data, read->size, "x\n\ny", 4);
}

static void
test_reply (void)
{
  static const char text[] = "{\"cmdtype\":4,\"sequence\":3,\"result\":1,\"reply\":{\"offset\":5e0,\"size\":\"9\","
                             "\"total\":1e300,\"file_md5\":7}}\n\n\0\1";
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmTunnelReply) reply = read_reply (text, sizeof text - 1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (reply->result, ==, CULM_TUNNEL_CONTINUE);
  g_assert_cmpint (culm_tunnel_get_int (reply->reply, "offset", -1), ==, 5);
  g_assert_cmpint (culm_tunnel_get_int (reply->reply, "size", -1), ==, -1);
  g_assert_cmpint (culm_tunnel_get_int (reply->reply, "total", -1), ==, -1);
  g_assert_null (culm_tunnel_get_string (reply->reply, "file_md5"));
  g_assert_null (culm_tunnel_get_array (reply->reply, "offset"));
  g_assert_cmpmem (reply->data, reply->size, "\0\1", 2);
}

static void
test_nonsense (void)
{
  static const char *const rows[] = { "",       "\n\n",   "{",          "[]",  "null", "7",
                                      "\"{}\"", "{",      "{\"a\":}",   "nul", "\xff", "{\"a\":\"\\ud800\"",
                                      "}]",     "\\\"\\", "{\"a\":\"\\" };
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autoptr (GError) deepest = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmTunnelReply) reply = read_reply (rows[i], strlen (rows[i]), &error);

    g_test_message ("row %zu", i);
    g_assert_null (reply);
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  }
  g_assert_null (read_reply (deep, 1000000, &deepest));
  g_assert_error (deepest, CULM_ERROR, CULM_ERROR_MALFORMED);
}

/* Every beginning of a good reply, and every byte of it changed: nothing but an answer or an error. */
static void
test_broken (void)
{
  static const char text[] =
      "{\"cmdtype\":1,\"sequence\":1,\"result\":0,\"reply\":{\"file_lists\":[{\"name\":\"a.mp4\","
      "\"path\":\"/timelapse/a.mp4\",\"size\":1,\"time\":2,\"date\":\"2026-07-14 09:38:00\"}]}}";

  for (gsize length = 0; length < sizeof text; length++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmTunnelReply) reply = read_reply (text, length, &error);

    g_assert_true ((reply == NULL) == (length < sizeof text - 1));
  }
  for (gsize at = 0; at < sizeof text - 1; at++)
    for (guint value = 0; value < 256; value += 5) {
      g_autofree char *copy = g_memdup2 (text, sizeof text);
      g_autoptr (CulmTunnelReply) reply = NULL;
      g_autoptr (CulmTunnelListing) listing = culm_tunnel_listing_new ();

      copy[at] = (char) value;
      reply = read_reply (copy, sizeof text - 1, NULL);
      if (reply != NULL)
        culm_tunnel_listing_add (listing, "/timelapse", reply->reply);
    }
}

static void
test_errors (void)
{
  static const struct {
    gint64 result;
    CulmError code;
  } rows[] = {
    { 4, CULM_ERROR_FAILED },          { 5, CULM_ERROR_BUSY },
    { 10, CULM_ERROR_NOT_FOUND },      { 11, CULM_ERROR_REFUSED },
    { 16, CULM_ERROR_UNSUPPORTED },    { 17, CULM_ERROR_NOT_FOUND },
    { 20, CULM_ERROR_FULL },           { 23, CULM_ERROR_DAMAGED },
    { 22, CULM_ERROR_FAILED },         { -1, CULM_ERROR_FAILED },
    { G_MININT64, CULM_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = culm_tunnel_make_error (rows[i].result);

    g_assert_error (error, CULM_ERROR, (int) rows[i].code);
    g_assert_cmpint (culm_error_get_server_code (error), ==, rows[i].result);
    g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_LAN);
  }
}

static void
add_list (CulmTunnelListing *listing, const char *folder, const char *entries)
{
  g_autofree char *text = g_strdup_printf ("{\"reply\":{\"file_lists\":[%s]}}", entries);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmTunnelReply) reply = read_reply (text, strlen (text), &error);

  g_assert_no_error (error);
  culm_tunnel_listing_add (listing, folder, reply->reply);
}

static void
assert_file (GPtrArray *files, guint index, const char *path, gint64 size, gint64 modified)
{
  CulmStoredFile *file = g_ptr_array_index (files, index);

  g_assert_cmpuint (index, <, files->len);
  g_assert_cmpstr (culm_stored_file_get_path (file), ==, path);
  g_assert_cmpint (culm_stored_file_get_size (file), ==, size);
  g_assert_cmpint (culm_stored_file_get_modified (file), ==, modified);
}

static void
test_listing (void)
{
  static const char entries[] =
      "{\"name\":\"a.3mf\",\"path\":\"/media/usb0/a.3mf\",\"size\":12,\"time\":99,\"date\":\"2026-07-14 09:38:00\"},"
      "{\"name\":\"a.3mf\",\"path\":\"/media/usb0/cache/a.3mf\",\"size\":13,\"time\":77},"
      "{\"name\":\"old.mp4\",\"size\":1}";
  g_autoptr (CulmTunnelListing) top = culm_tunnel_listing_new ();
  g_autoptr (CulmTunnelListing) cache = culm_tunnel_listing_new ();
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) cached = NULL;

  culm_tunnel_listing_add_folder (top, "/", "internal");
  add_list (top, "/", entries);
  add_list (cache, "/internal/cache", entries);
  files = culm_tunnel_listing_dup_files (top);
  cached = culm_tunnel_listing_dup_files (cache);
  g_assert_cmpuint (files->len, ==, 3);
  g_assert_true (culm_stored_file_is_folder (g_ptr_array_index (files, 0)));
  assert_file (files, 0, "/internal", 0, 0);
  assert_file (files, 1, "/a.3mf", 12, 1784021880);
  assert_file (files, 2, "/old.mp4", 1, 0);
  g_assert_cmpuint (cached->len, ==, 1);
  assert_file (cached, 0, "/internal/cache/a.3mf", 13, 77);
  g_assert_cmpstr (culm_tunnel_listing_find (top, "/a.3mf"), ==, "/media/usb0/a.3mf");
  g_assert_cmpstr (culm_tunnel_listing_find (top, "/old.mp4"), ==, "old.mp4");
  g_assert_cmpstr (culm_tunnel_listing_find (cache, "/internal/cache/a.3mf"), ==, "/media/usb0/cache/a.3mf");
  g_assert_null (culm_tunnel_listing_find (top, "/internal"));
  g_assert_null (culm_tunnel_listing_find (top, "/b.3mf"));
}

/* Names that would lead somewhere else, or to each other. */
static void
test_names (void)
{
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *too_long = g_strnfill (1025, 'n');
  g_autofree char *entries = g_strdup_printf (
      "{\"name\":\"../../etc/passwd\",\"path\":\"/x/1\"},{\"name\":\"..\",\"path\":\"/x/2\"},"
      "{\"name\":\"two\\nlines\\r\",\"path\":\"/x/3\"},{\"name\":\"a.mp4\",\"path\":\"/x/4\"},"
      "{\"name\":\"a.mp4\",\"path\":\"/y/5\"},{\"name\":\"\",\"path\":\"/x/6\"},{\"name\":7},7,null,[],"
      "{\"name\":\"%s\",\"path\":\"/x/8\",\"size\":-5},{\"name\":\"%s\",\"path\":\"/x/9\"},"
      "{\"name\":\"100%% %%s a\",\"path\":\"/x/10\",\"size\":9223372036854775807,\"date\":\"soon\"}",
      long_name, too_long);
  g_autofree char *longest = g_strconcat ("/timelapse/", long_name, NULL);
  g_autoptr (CulmTunnelListing) listing = culm_tunnel_listing_new ();
  g_autoptr (GPtrArray) files = NULL;

  add_list (listing, "/timelapse", entries);
  files = culm_tunnel_listing_dup_files (listing);
  g_assert_cmpuint (files->len, ==, 7);
  assert_file (files, 0, "/timelapse/.._.._etc_passwd", 0, 0);
  assert_file (files, 1, "/timelapse/_.", 0, 0);
  assert_file (files, 2, "/timelapse/two_lines_", 0, 0);
  assert_file (files, 3, "/timelapse/a.mp4", 0, 0);
  assert_file (files, 4, "/timelapse/a (2).mp4", 0, 0);
  assert_file (files, 5, longest, 0, 0);
  assert_file (files, 6, "/timelapse/100% %s a", G_MAXINT64, 0);
  g_assert_cmpstr (culm_tunnel_listing_find (listing, "/timelapse/a (2).mp4"), ==, "/y/5");
  g_assert_cmpstr (culm_tunnel_listing_find (listing, "/timelapse/two_lines_"), ==, "/x/3");
}

static void
test_many (void)
{
  g_autoptr (GString) entries = g_string_new ("{\"name\":\"same\",\"path\":\"/x\"}");
  g_autoptr (CulmTunnelListing) listing = culm_tunnel_listing_new ();
  g_autoptr (GPtrArray) files = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (entries, ",{\"name\":\"same\",\"path\":\"/x\"}");
  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (entries, ",{\"name\":\"%u\"}", i);
  add_list (listing, "/", entries->str);
  files = culm_tunnel_listing_dup_files (listing);
  g_assert_cmpuint (files->len, ==, 20000);
}

static void
test_split (void)
{
  static const struct {
    const char *folder, *rest; /* NULL: none */
    gboolean inside;
  } rows[] = {
    { "/", "", FALSE },
    { "/timelapse", "timelapse", FALSE },
    { "/cache", "cache", FALSE },
    { "/internal", "", TRUE },
    { "/internal/ipcam", "ipcam", TRUE },
    { "/internal/mine", NULL, TRUE },
    { "/internal2", NULL, FALSE },
    { "/internal/../timelapse", NULL, TRUE },
    { "/timelapse/thumbnail", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean inside;
    const char *rest = NULL;

    g_assert_cmpint (culm_tunnel_listing_split (rows[i].folder, &inside, &rest), ==, rows[i].rest != NULL);
    g_assert_cmpstr (rest, ==, rows[i].rest);
    g_assert_cmpint (inside, ==, rows[i].inside);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tunnel-frame/header", test_header);
  g_test_add_func ("/tunnel-frame/lengths", test_lengths);
  g_test_add_func ("/tunnel-frame/login", test_login);
  g_test_add_func ("/tunnel-frame/message", test_message);
  g_test_add_func ("/tunnel-frame/reply", test_reply);
  g_test_add_func ("/tunnel-frame/nonsense", test_nonsense);
  g_test_add_func ("/tunnel-frame/broken", test_broken);
  g_test_add_func ("/tunnel-frame/errors", test_errors);
  g_test_add_func ("/tunnel-listing/files", test_listing);
  g_test_add_func ("/tunnel-listing/names", test_names);
  g_test_add_func ("/tunnel-listing/many", test_many);
  g_test_add_func ("/tunnel-listing/split", test_split);
  return g_test_run ();
}
