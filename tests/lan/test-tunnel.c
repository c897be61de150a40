/* test-tunnel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-certificate.h"
#include "culm-test-pin.h"
#include "culm-test-tls.h"
#include "culm-tunnel-frame.h"
#include "culm-tunnel.h"
#include <glib/gstdio.h>
#include <string.h>

#define SERIAL "22E00A000000001"
#define CODE "12345678"
#define WAIT 60       /* s */
#define PATIENT 30000 /* ms: for what comes to a good end, however slow the machine */
#define HASTY 300     /* ms: for what never does */
#define FOREIGN 999
#define PATH "/timelapse/film.mp4"
#define DATA "0123456789"
#define PAGE (1024 * 1024) /* bytes of a list that is all air */
#define MANY_PAGES 100
#define FEW_PAGES 64

/* What the peer does in place of what it should; until then it does all as it should. */
typedef enum {
  WELL,
  /* at the login */
  MUTE,
  REFUSES,
  HANGS_UP,
  CAMERA,
  NO_SETUP,
  /* at whatever command */
  GARBAGE,
  DEEP,
  TOO_LARGE,
  TEN_MEGABYTES,
  TRUNCATED,
  TRICKLES,
  OF_OTHERS,
  OUT_OF_ORDER,
  BUSY,
  BUSY_ONCE,
  GOES_ONCE,
  /* at a list */
  PAGES,
  ENDLESS,
  HEAVY,
  NO_LIST,
  /* at a download */
  WRONG_OFFSET,
  NO_PROGRESS,
  TOO_MUCH,
  TOO_LITTLE,
  WRONG_SIZE,
  WRONG_SUM,
  FAILS_LATER,
} Manner;

typedef struct {
  char *folder, *pin, *local;
  CulmTestTls *server;
  CulmFileStore *store;
  int manner, commands, downloads, pages;
} Fixture;

static gboolean
send_frame (CulmTestTls *server, GIOStream *stream, CulmTunnelMagic magic, const void *payload, gsize size)
{
  guint8 header[CULM_TUNNEL_HEADER];

  culm_tunnel_frame_write_header (header, magic, size, 0);
  return culm_test_tls_write (server, stream, header, sizeof header) &&
         culm_test_tls_write (server, stream, payload, size);
}

/* `body`: what is behind the sequence, and the braces, with data behind an empty line if there is any. */
static gboolean
reply (CulmTestTls *server, GIOStream *stream, gint64 command, gint64 sequence, const char *body)
{
  g_autofree char *text =
      g_strdup_printf ("{\"mtype\":12289,\"cmdtype\":%" G_GINT64_FORMAT ",\"sequence\":%" G_GINT64_FORMAT ",%s",
                       command, sequence, body);

  return send_frame (server, stream, CULM_TUNNEL_MAGIC_REPLY, text, strlen (text));
}

static gboolean
reply_piece (CulmTestTls *server, GIOStream *stream, gint64 sequence, int result, int offset, int size, int total,
             const char *sum, const char *data)
{
  g_autofree char *body = g_strdup_printf ("\"result\":%d,\"reply\":{\"offset\":%d,\"size\":%d,\"total\":%d,"
                                           "\"file_md5\":\"%s\"}}\n\n%s",
                                           result, offset, size, total, sum, data);

  return reply (server, stream, CULM_TUNNEL_DOWNLOAD, sequence, body);
}

static void
send_film (Fixture *f, GIOStream *stream, gint64 sequence, gint64 offset)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, DATA, -1);
  CulmTestTls *server = f->server;
  int at = (int) offset;

  switch ((int) f->manner) {
  case WRONG_OFFSET: reply_piece (server, stream, sequence, 1, 3, 4, 10, "", "0123"); break;
  case NO_PROGRESS:
    while (reply_piece (server, stream, sequence, 1, 0, 0, 10, "", "") && culm_test_tls_wait (server, 5))
      continue;
    break;
  case TOO_MUCH: reply_piece (server, stream, sequence, 1, 0, 10, 4, "", DATA); break;
  case TOO_LITTLE: reply_piece (server, stream, sequence, 0, 0, 10, 1000, "", DATA); break;
  case WRONG_SIZE: reply_piece (server, stream, sequence, 1, 0, 2000000000, 2000000000, "", DATA); break;
  case WRONG_SUM: reply_piece (server, stream, sequence, 0, 0, 10, 10, "d41d8cd98f00b204e9800998ecf8427e", DATA); break;
  case FAILS_LATER:
    reply_piece (server, stream, sequence, 1, 0, 4, 10, "", "0123");
    reply (server, stream, CULM_TUNNEL_DOWNLOAD, sequence, "\"result\":14}");
    break;
  default:
    if (at < 4) {
      reply_piece (server, stream, sequence, 1, at, 4 - at, 10, "", "0123" + at);
      at = 4;
    }
    reply_piece (server, stream, sequence, 0, at, 10 - at, 10, sum, DATA + at);
  }
}

/* Pages with nothing in them, one as large as the other. */
static void
send_air (Fixture *f, GIOStream *stream, gint64 sequence)
{
  g_autofree char *air = g_strnfill (PAGE, ' ');
  g_autofree char *page = g_strconcat ("\"result\":1,\"reply\":{}", air, "}", NULL);

  while (g_atomic_int_add (&f->pages, 1) < MANY_PAGES && reply (f->server, stream, CULM_TUNNEL_LIST, sequence, page))
    continue;
}

static void
send_list (Fixture *f, GIOStream *stream, gint64 sequence, const char *type)
{
  static const char none[] = "\"result\":0,\"reply\":{\"file_lists\":[]}}";

  if (!g_str_equal (type, "timelapse")) {
    reply (f->server, stream, CULM_TUNNEL_LIST, sequence, f->manner == NO_LIST ? "\"result\":16}" : none);
    return;
  }
  for (guint i = 0; f->manner == PAGES && i < 3; i++) {
    g_autofree char *page = g_strdup_printf ("\"result\":1,\"reply\":{\"file_lists\":[{\"name\":\"%u.mp4\","
                                             "\"path\":\"/t/%u\",\"size\":1}]}}",
                                             i, i);

    reply (f->server, stream, CULM_TUNNEL_LIST, sequence, page);
  }
  if (f->manner == HEAVY)
    send_air (f, stream, sequence);
  while (f->manner == ENDLESS && reply (f->server, stream, CULM_TUNNEL_LIST, sequence, "\"result\":1,\"reply\":{}}"))
    continue;
  reply (f->server, stream, CULM_TUNNEL_LIST, sequence,
         "\"result\":0,\"reply\":{\"file_lists\":[{\"name\":\"film.mp4\",\"path\":\"/t/film\",\"size\":10}]}}");
}

/* FALSE: that was no answer. */
static gboolean
misbehave (Fixture *f, GIOStream *stream, gint64 command)
{
  CulmTestTls *server = f->server;
  g_autofree char *deep = g_strnfill (200000, '[');
  guint8 header[CULM_TUNNEL_HEADER];

  switch ((int) f->manner) {
  case GARBAGE: send_frame (server, stream, CULM_TUNNEL_MAGIC_REPLY, "\xaa\xaa\xaa\xaa", 4); break;
  case DEEP: send_frame (server, stream, CULM_TUNNEL_MAGIC_REPLY, deep, strlen (deep)); break;
  case TOO_LARGE:
  case TEN_MEGABYTES:
    culm_tunnel_frame_write_header (header, CULM_TUNNEL_MAGIC_REPLY,
                                    f->manner == TOO_LARGE ? G_MAXUINT32 : 10 * 1000 * 1000, 0);
    culm_test_tls_write (server, stream, header, sizeof header);
    break;
  case TRUNCATED:
  case TRICKLES:
    culm_tunnel_frame_write_header (header, CULM_TUNNEL_MAGIC_REPLY, 1000, 0);
    culm_test_tls_write (server, stream, header, sizeof header);
    culm_test_tls_write (server, stream, "{", 1);
    while (f->manner == TRICKLES && culm_test_tls_write (server, stream, " ", 1) && culm_test_tls_wait (server, 20))
      continue;
    return FALSE;
  case OF_OTHERS:
    while (reply (server, stream, command, FOREIGN, "\"result\":0}") && culm_test_tls_wait (server, 5))
      continue;
    break;
  default: return FALSE;
  }
  culm_test_tls_wait_for_end (server, stream);
  return TRUE;
}

/* Returns: whether to go on with this guest. */
static gboolean
answer (Fixture *f, GIOStream *stream, JsonNode *root)
{
  gint64 command = culm_tunnel_get_int (root, "cmdtype", -1), sequence = culm_tunnel_get_int (root, "sequence", -1);
  JsonNode *request = json_object_get_member (json_node_get_object (root), "req");
  int number = g_atomic_int_add (&f->commands, 1);

  if (misbehave (f, stream, command) || f->manner == TRUNCATED || f->manner == TRICKLES)
    return FALSE;
  if (f->manner == GOES_ONCE && number == 1)
    return FALSE;
  if ((f->manner == BUSY_ONCE && number == 0) || (f->manner == BUSY && command == CULM_TUNNEL_DOWNLOAD))
    return reply (f->server, stream, command, sequence, "\"result\":5}");
  if (f->manner == OUT_OF_ORDER) {
    reply (f->server, stream, 0x100, 0, "\"result\":0}");
    reply (f->server, stream, command, sequence - 1, "\"result\":10}");
    reply (f->server, stream, command + 1, sequence, "\"result\":10}");
  }
  if (command == CULM_TUNNEL_STORAGES)
    return reply (f->server, stream, command, sequence, "\"result\":0,\"reply\":[\"emmc\",\"udisk\"]}");
  if (command == CULM_TUNNEL_LIST)
    send_list (f, stream, sequence, culm_tunnel_get_string (request, "type"));
  else if (command == CULM_TUNNEL_DOWNLOAD) {
    g_atomic_int_inc (&f->downloads);
    send_film (f, stream, sequence, culm_tunnel_get_int (request, "offset", 0));
  } else if (command == CULM_TUNNEL_UPLOAD && culm_tunnel_get_string (request, "type") != NULL) {
    reply (f->server, stream, command, sequence, "\"result\":1,\"reply\":{\"chunk_size\":1}}");
    return reply (f->server, stream, command, sequence, "\"result\":20}");
  }
  return TRUE;
}

/* Returns: (nullable): JSON, whatever is behind it. */
static CulmTunnelReply *
read_command (Fixture *f, GIOStream *stream)
{
  guint8 header[CULM_TUNNEL_HEADER];
  g_autoptr (GBytes) payload = NULL;
  g_autofree guint8 *buffer = NULL;
  gsize size;

  if (!culm_test_tls_read (f->server, stream, header, sizeof header) ||
      !culm_tunnel_frame_read_header (header, CULM_TUNNEL_MAGIC_COMMAND, &size, NULL))
    return NULL;
  buffer = g_malloc (size);
  if (!culm_test_tls_read (f->server, stream, buffer, size))
    return NULL;
  payload = g_bytes_new (buffer, size);
  return culm_tunnel_reply_new (payload, NULL);
}

/* FALSE: the guest gets no further. */
static gboolean
welcome (Fixture *f, GIOStream *stream)
{
  static const guint8 yes[4] = { 0 }, no[8] = { 0xff, 0xff, 0xff, 0xff }, camera[80] = { 0x00, 0x80 };
  guint8 login[CULM_TUNNEL_HEADER + CULM_TUNNEL_LOGIN], good[CULM_TUNNEL_LOGIN];
  const char *ready = f->manner == NO_SETUP ? "{\"mtype\":12291,\"sequence\":0,\"result\":18}"
                                            : "{\"mtype\":12291,\"sequence\":0,\"result\":0}";
  g_autoptr (CulmTunnelReply) setup = NULL;
  gboolean right;

  if (!culm_test_tls_read (f->server, stream, login, sizeof login))
    return FALSE;
  culm_tunnel_frame_write_login (good, CODE);
  right = memcmp (login + CULM_TUNNEL_HEADER, good, sizeof good) == 0;
  if (f->manner == MUTE)
    culm_test_tls_wait_for_end (f->server, stream);
  if (f->manner == CAMERA)
    culm_test_tls_write (f->server, stream, camera, sizeof camera);
  if (f->manner == REFUSES || !right)
    send_frame (f->server, stream, CULM_TUNNEL_MAGIC_WELCOME, no, sizeof no);
  if (f->manner == REFUSES || f->manner == MUTE || f->manner == CAMERA || f->manner == HANGS_UP || !right)
    return FALSE;
  send_frame (f->server, stream, CULM_TUNNEL_MAGIC_WELCOME, yes, sizeof yes);
  setup = read_command (f, stream);
  return setup != NULL && send_frame (f->server, stream, CULM_TUNNEL_MAGIC_REPLY, ready, strlen (ready));
}

static void
on_guest (CulmTestTls *server G_GNUC_UNUSED, GIOStream *stream, guint guest G_GNUC_UNUSED, gpointer user_data)
{
  Fixture *f = user_data;
  gboolean open = welcome (f, stream);

  while (open) {
    g_autoptr (CulmTunnelReply) command = read_command (f, stream);

    open = command != NULL && answer (f, stream, command->root);
  }
}

static void
aim (Fixture *f, const char *serial, const char *code, const char *pin, guint patience)
{
  g_autoptr (CulmLanTarget) target =
      culm_lan_target_new ("127.0.0.1", culm_test_tls_get_port (f->server), serial, code, pin, NULL);

  g_clear_object (&f->store);
  f->store = culm_tunnel_new (target);
  culm_tunnel_set_patience (CULM_TUNNEL (f->store), patience);
}

static void
set_manner (Fixture *f, Manner manner, guint patience)
{
  g_atomic_int_set (&f->manner, manner);
  g_atomic_int_set (&f->commands, 0);
  g_atomic_int_set (&f->downloads, 0);
  g_atomic_int_set (&f->pages, 0);
  aim (f, SERIAL, CODE, f->pin, patience);
}

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->folder = culm_test_make_folder ();
  f->local = g_build_filename (f->folder, "local", NULL);
  culm_test_certificate_write (f->folder, "printer", SERIAL, NULL, NULL, FALSE);
  f->pin = culm_test_make_pin (f->folder, "printer");
  f->server = culm_test_tls_new (f->folder, "printer", on_guest, f);
  set_manner (f, WELL, PATIENT);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const char *remove[] = { "rm", "-rf", f->folder, NULL };

  g_clear_object (&f->store);
  culm_test_tls_free (f->server);
  g_assert_true (g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (f->folder);
  g_free (f->pin);
  g_free (f->local);
}

static GPtrArray *
list (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_list_async (f->store, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_list_finish (f->store, result, error);
}

static gboolean
get (Fixture *f, const char *path, gboolean resume, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_get_async (f->store, path, f->local, resume, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_get_finish (f->store, result, error);
}

static void
assert_gone (Fixture *f, gboolean with_part)
{
  g_autofree char *part = g_strconcat (f->local, ".part", NULL);

  g_assert_false (g_file_test (f->local, G_FILE_TEST_EXISTS));
  if (with_part)
    g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_unlink (part);
}

static void
assert_local (Fixture *f)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (f->local, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, DATA);
  g_unlink (f->local);
}

static void
test_well (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) films = list (f, "/timelapse", &error);
  g_autoptr (GPtrArray) top = list (f, "/", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (films->len, ==, 1);
  g_assert_cmpstr (culm_stored_file_get_path (g_ptr_array_index (films, 0)), ==, PATH);
  g_assert_cmpuint (top->len, ==, 2); /* internal, timelapse */
  get (f, PATH, FALSE, &error);
  g_assert_no_error (error);
  assert_local (f);
  g_assert_cmpuint (culm_test_tls_count_guests (f->server), ==, 1);
}

/* The code is never sent to whoever is not the printer: not a byte is. */
static void
test_trust (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *other = g_strnfill (64, 'A');
  const struct {
    const char *serial, *pin, *detail;
  } rows[] = { { "22E00A000000002", f->pin, "wrong-printer" },
               { SERIAL, other, "changed" },
               { SERIAL, NULL, "unknown" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    aim (f, rows[i].serial, CODE, rows[i].pin, PATIENT);
    g_assert_null (list (f, "/", &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
    g_assert_cmpstr (culm_error_get_detail (error), ==, rows[i].detail);
    g_clear_error (&error);
    g_assert_false (get (f, PATH, FALSE, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
    assert_gone (f, TRUE);
  }
  culm_test_run_for (200);
  g_assert_cmpuint (culm_test_tls_count_bytes (f->server), ==, 0);
}

static void
test_wrong_code (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  aim (f, SERIAL, "87654321", f->pin, PATIENT);
  g_assert_null (list (f, "/", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_assert_null (strstr (error->message, "87654321"));
  g_assert_cmpuint (culm_test_tls_count_guests (f->server), ==, 1); /* once: printers lock out */
}

static void
test_bad_manners (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    Manner manner;
    CulmError code;
  } rows[] = {
    { MUTE, CULM_ERROR_TIMED_OUT },    { REFUSES, CULM_ERROR_UNAUTHORISED }, { HANGS_UP, CULM_ERROR_OFFLINE },
    { CAMERA, CULM_ERROR_MALFORMED },  { NO_SETUP, CULM_ERROR_UNSUPPORTED }, { GARBAGE, CULM_ERROR_MALFORMED },
    { DEEP, CULM_ERROR_MALFORMED },    { TOO_LARGE, CULM_ERROR_MALFORMED },  { TEN_MEGABYTES, CULM_ERROR_MALFORMED },
    { TRUNCATED, CULM_ERROR_OFFLINE }, { TRICKLES, CULM_ERROR_TIMED_OUT },   { OF_OTHERS, CULM_ERROR_TIMED_OUT },
    { ENDLESS, CULM_ERROR_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("row %zu", i);
    set_manner (f, rows[i].manner, rows[i].code == CULM_ERROR_TIMED_OUT ? HASTY : PATIENT);
    g_assert_null (list (f, "/timelapse", &error));
    g_assert_error (error, CULM_ERROR, (int) rows[i].code);
    g_clear_error (&error);
    set_manner (f, WELL, PATIENT); /* and it goes on */
    get (f, PATH, FALSE, &error);
    g_assert_no_error (error);
    assert_local (f);
  }
}

static void
test_bad_downloads (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    Manner manner;
    CulmError code;
  } rows[] = {
    { WRONG_OFFSET, CULM_ERROR_MALFORMED }, { NO_PROGRESS, CULM_ERROR_MALFORMED }, { TOO_MUCH, CULM_ERROR_MALFORMED },
    { TOO_LITTLE, CULM_ERROR_DAMAGED },     { WRONG_SIZE, CULM_ERROR_MALFORMED },  { WRONG_SUM, CULM_ERROR_DAMAGED },
    { FAILS_LATER, CULM_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("row %zu", i);
    set_manner (f, rows[i].manner, PATIENT);
    g_assert_false (get (f, PATH, FALSE, &error));
    g_assert_error (error, CULM_ERROR, (int) rows[i].code);
    assert_gone (f, FALSE);
  }
}

/* What is odd, and no harm. */
static void
test_odd_manners (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    Manner manner;
    guint files;
  } rows[] = { { OUT_OF_ORDER, 1 }, { BUSY_ONCE, 1 }, { PAGES, 4 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) top = NULL;
  g_autoptr (GPtrArray) again = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) films = NULL;

    g_test_message ("row %zu", i);
    set_manner (f, rows[i].manner, PATIENT);
    films = list (f, "/timelapse", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (films->len, ==, rows[i].files);
  }
  set_manner (f, NO_LIST, PATIENT); /* of this kind there are none */
  top = list (f, "/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (top->len, ==, 2);
  set_manner (f, GOES_ONCE, PATIENT); /* a printer hangs up when nobody asks for a while */
  again = list (f, "/timelapse", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_null (list (f, "/mine", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_assert_cmpint (culm_error_get_server_code (error), ==, 0);
}

static void
write_part (Fixture *f, const char *text)
{
  g_autofree char *part = g_strconcat (f->local, ".part", NULL);

  g_assert_true (g_file_set_contents (part, text, -1, NULL));
}

static void
test_resume (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const halves[] = { "0", "0123", "012345", DATA };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++) {
    set_manner (f, WELL, PATIENT);
    write_part (f, halves[i]);
    get (f, PATH, TRUE, &error);
    g_assert_no_error (error);
    assert_local (f);
    g_assert_cmpint (f->downloads, ==, 1);
  }
  write_part (f, "abcd"); /* of another film */
  g_assert_false (get (f, PATH, TRUE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
  assert_gone (f, TRUE);
  g_clear_error (&error);
  set_manner (f, FAILS_LATER, PATIENT); /* it begins at the beginning, whatever it is asked for */
  write_part (f, "012");
  g_assert_false (get (f, PATH, TRUE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FAILED);
  g_assert_cmpint (f->downloads, ==, 2);
  assert_gone (f, FALSE);
}

/* What came of a film is kept while the printer is busy with something else. */
static void
test_busy (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *part = g_strconcat (f->local, ".part", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  set_manner (f, BUSY, PATIENT);
  write_part (f, "0123");
  g_assert_false (get (f, PATH, TRUE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_BUSY);
  g_assert_true (g_file_get_contents (part, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "0123");
}

/* A list is held in memory until it has ended. */
static void
test_heavy (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;

  set_manner (f, HEAVY, PATIENT);
  files = list (f, "/timelapse", &error);
  g_assert_null (files);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_assert_cmpint (g_atomic_int_get (&f->pages), <, FEW_PAGES);
}

/* The printer says at the first piece that there is no room. */
static void
test_full (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strnfill (3000000, 'x');
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_assert_true (g_file_set_contents (f->local, text, -1, NULL));
  culm_file_store_put_async (f->store, f->local, "/a.3mf", NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  g_assert_false (culm_file_store_put_finish (f->store, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FULL);
  g_assert_cmpint (culm_error_get_server_code (error), ==, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tunnel/well", Fixture, NULL, set_up, test_well, tear_down);
  g_test_add ("/tunnel/trust", Fixture, NULL, set_up, test_trust, tear_down);
  g_test_add ("/tunnel/wrong-code", Fixture, NULL, set_up, test_wrong_code, tear_down);
  g_test_add ("/tunnel/bad-manners", Fixture, NULL, set_up, test_bad_manners, tear_down);
  g_test_add ("/tunnel/bad-downloads", Fixture, NULL, set_up, test_bad_downloads, tear_down);
  g_test_add ("/tunnel/odd-manners", Fixture, NULL, set_up, test_odd_manners, tear_down);
  g_test_add ("/tunnel/resume", Fixture, NULL, set_up, test_resume, tear_down);
  g_test_add ("/tunnel/busy", Fixture, NULL, set_up, test_busy, tear_down);
  g_test_add ("/tunnel/heavy", Fixture, NULL, set_up, test_heavy, tear_down);
  g_test_add ("/tunnel/full", Fixture, NULL, set_up, test_full, tear_down);
  return g_test_run ();
}
