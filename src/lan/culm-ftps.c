/* culm-ftps.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ftps.h"
#include "culm-error.h"
#include "culm-file-listing.h"
#include "culm-ftps-session.h"
#include "culm-log.h"
#include <string.h>

#define MAX_LISTING (8 * 1024 * 1024)
#define MAX_THUMBNAIL (8 * 1024 * 1024)
#define MAX_PATH 2048
#define TIMELAPSE "/timelapse/"

struct _CulmFtps {
  CulmFileStore parent_instance;
  CulmFtpsSession *session;
  char *residue; /* what an upload that failed may have left half written */
};

G_DEFINE_FINAL_TYPE (CulmFtps, culm_ftps, CULM_TYPE_FILE_STORE)

/* A command ends with its line: nothing that a line cannot hold may be in a path, and no way up. */
static gboolean
check_path (const char *path, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  gboolean good = *path == '/' && strlen (path) <= MAX_PATH;

  for (const char *c = path; good && *c != '\0'; c++)
    good = !g_ascii_iscntrl (*c);
  if (!good)
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_USAGE, "A printer cannot be asked for such a path");
  else if (g_strv_contains ((const char *const *) parts, ".."))
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_NOT_FOUND, "Nothing lies beside what a printer holds");
  else
    return TRUE;
  return FALSE;
}

static gboolean
run_commands (CulmFtps *self, const char *const *commands, GCancellable *cancellable, GError **error)
{
  g_auto (CulmFtpsExchange) exchange = { .path = "/", .commands = commands, .cancellable = cancellable };

  return culm_ftps_session_run (self->session, &exchange, error);
}

/* A folder is read as a list, and would be kept as a file. */
static gboolean
check_file (const char *path, GError **error)
{
  if (!check_path (path, error))
    return FALSE;
  if (g_str_has_suffix (path, "/"))
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_NOT_FOUND, "This is a folder");
  return !g_str_has_suffix (path, "/");
}

/* The size of a file; -1: the printer does not say. */
static gboolean
ask_size (CulmFtps *self, const char *path, gint64 *size, GCancellable *cancellable, GError **error)
{
  g_auto (CulmFtpsExchange) exchange = { .path = path, .ask_size = TRUE, .cancellable = cancellable };

  if (!culm_ftps_session_run (self->session, &exchange, error))
    return FALSE;
  *size = exchange.size;
  return TRUE;
}

static GPtrArray *
culm_ftps_list (CulmFileStore *storage, const char *path, GCancellable *cancellable, GError **error)
{
  CulmFtps *self = CULM_FTPS (storage);
  g_autofree char *folder = g_strconcat (path, g_str_has_suffix (path, "/") ? "" : "/", NULL);
  g_auto (CulmFtpsExchange)
      exchange = { .path = folder, .bytes = g_byte_array_new (), .most = MAX_LISTING, .cancellable = cancellable };

  if (!check_path (path, error) || !culm_ftps_session_run (self->session, &exchange, error))
    return NULL;
  return culm_file_listing_parse ((const char *) exchange.bytes->data, exchange.bytes->len, path,
                                  g_get_real_time () / G_USEC_PER_SEC);
}

/* What the folder says of a file; -1: nothing, with an error when it could not be asked. */
static gint64
find_listed_size (CulmFtps *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GPtrArray) files = culm_ftps_list (CULM_FILE_STORE (self), folder, cancellable, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    if (g_str_equal (culm_stored_file_get_path (g_ptr_array_index (files, i)), path))
      return culm_stored_file_get_size (g_ptr_array_index (files, i));
  return -1;
}

static gboolean
refuse_size (gint64 there, gint64 size, GError **error)
{
  GError *failure = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_DAMAGED,
                                    "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " bytes arrived", MAX (there, 0), size);

  culm_error_set_err (failure, "ERR_CHECKSUM_MISMATCH");
  g_propagate_error (error, failure);
  return FALSE;
}

/* Asks for the size of a file that is about to be read. Returns: FALSE when nothing else can come of it; -1 for a
 * printer that does not know. */
static gboolean
prepare_get (CulmFtps *self, const char *path, gint64 *size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *size = -1;
  if (ask_size (self, path, size, cancellable, &failure) ||
      g_error_matches (failure, CULM_ERROR, CULM_ERROR_NOT_FOUND) ||
      g_error_matches (failure, CULM_ERROR, CULM_ERROR_UNSUPPORTED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Whether `size` bytes are the whole file, of which SIZE said `told`: it lies at times, and then the folder decides. */
static gboolean
check_whole (CulmFtps *self, const char *path, gint64 size, gint64 told, GCancellable *cancellable, GError **error)
{
  gint64 listed = told != size ? find_listed_size (self, path, cancellable, NULL) : size;

  if (listed == size || (listed < 0 && told < 0))
    return TRUE;
  return refuse_size (size, listed >= 0 ? listed : told, error);
}

static gboolean
culm_ftps_get (CulmFileStore *storage, const char *path, gint64 *offset, GOutputStream *sink, CulmFileStoreMeter *meter,
               GCancellable *cancellable, GError **error)
{
  CulmFtps *self = CULM_FTPS (storage);
  g_auto (CulmFtpsExchange)
      exchange = { .path = path, .sink = sink, .offset = *offset, .meter = meter, .cancellable = cancellable };
  g_autoptr (GError) failure = NULL;

  if (!check_file (path, error) || !prepare_get (self, path, &exchange.size, cancellable, error))
    return FALSE;
  if (culm_ftps_session_run (self->session, &exchange, &failure))
    return check_whole (self, path, *offset + exchange.moved, exchange.size, cancellable, error);
  /* All is there, whatever was said in the end. */
  if (exchange.reply == 426 && exchange.begun && *offset + exchange.moved == exchange.size)
    return TRUE;
  /* No REST here, or a file that has become shorter than what we have of it. */
  if (*offset > 0 && !exchange.begun &&
      (g_error_matches (failure, CULM_ERROR, CULM_ERROR_UNSUPPORTED) ||
       g_error_matches (failure, CULM_ERROR, CULM_ERROR_REFUSED) ||
       g_error_matches (failure, CULM_ERROR, CULM_ERROR_NOT_FOUND)))
    *offset = 0;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Is what went wrong at the end of an upload of no matter, if only the size is right? */
static gboolean
is_doubtful (const CulmFtpsExchange *exchange, const GError *failure)
{
  return exchange->begun && exchange->moved == exchange->size && (exchange->reply < 400 || exchange->reply == 426) &&
         !g_error_matches (failure, CULM_ERROR, CULM_ERROR_CANCELLED) &&
         !g_error_matches (failure, CULM_ERROR, CULM_ERROR_UNTRUSTED);
}

/* The last reply proves nothing, whether it came or not (reference/lan.md §4); and where SIZE does not say what it
 * should, the folder is asked. */
static gboolean
check_arrival (CulmFtps *self, const char *path, gint64 size, GCancellable *cancellable, GError **error)
{
  gint64 told = -1;
  gint64 listed;
  GError *failure = NULL;

  if (ask_size (self, path, &told, cancellable, NULL) && told == size)
    return TRUE;
  listed = find_listed_size (self, path, cancellable, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  return listed == size || refuse_size (MAX (listed, told), size, error);
}

static gboolean
culm_ftps_put (CulmFileStore *storage, GInputStream *source, gint64 size, const char *path, CulmFileStoreMeter *meter,
               GCancellable *cancellable, GError **error)
{
  CulmFtps *self = CULM_FTPS (storage);
  g_auto (CulmFtpsExchange)
      exchange = { .path = path, .source = source, .size = size, .meter = meter, .cancellable = cancellable };
  g_autoptr (GError) failure = NULL;

  if (!check_file (path, error))
    return FALSE;
  if ((culm_ftps_session_run (self->session, &exchange, &failure) || is_doubtful (&exchange, failure)) &&
      (g_clear_error (&failure), check_arrival (self, path, size, cancellable, &failure)))
    return TRUE;
  /* Of a file that came whole, as far as anybody knows, nothing is taken away. */
  if (exchange.begun && (exchange.moved < size || g_error_matches (failure, CULM_ERROR, CULM_ERROR_DAMAGED) ||
                         exchange.reply >= 400 || g_cancellable_is_cancelled (cancellable)))
    self->residue = g_strdup (path);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The printer is told to forget what it has of an upload that failed. */
static void
culm_ftps_clear_up (CulmFileStore *storage)
{
  CulmFtps *self = CULM_FTPS (storage);
  g_autofree char *path = g_steal_pointer (&self->residue);
  g_autofree char *command = g_strconcat ("DELE ", path, NULL);
  g_autoptr (GError) error = NULL;

  if (path != NULL && !run_commands (self, (const char *const[]){ command, NULL }, NULL, &error) &&
      !g_error_matches (error, CULM_ERROR, CULM_ERROR_NOT_FOUND))
    culm_info ("Half a file stays behind at the printer: %s", error->message);
}

static gboolean
culm_ftps_remove (CulmFileStore *storage, const char *path, GCancellable *cancellable, GError **error)
{
  CulmFtps *self = CULM_FTPS (storage);
  g_autofree char *file = g_strconcat ("DELE ", path, NULL);
  g_autofree char *folder = g_strconcat ("RMD ", path, NULL);
  g_autoptr (GError) failure = NULL;

  if (!check_path (path, error))
    return FALSE;
  if (run_commands (self, (const char *const[]){ file, NULL }, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, CULM_ERROR, CULM_ERROR_NOT_FOUND) &&
      run_commands (self, (const char *const[]){ folder, NULL }, cancellable, NULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
culm_ftps_rename (CulmFileStore *storage, const char *path, const char *to, GCancellable *cancellable, GError **error)
{
  g_autofree char *from = g_strconcat ("RNFR ", path, NULL);
  g_autofree char *target = g_strconcat ("RNTO ", to, NULL);

  return check_path (path, error) && check_path (to, error) &&
         run_commands (CULM_FTPS (storage), (const char *const[]){ from, target, NULL }, cancellable, error);
}

static gboolean
culm_ftps_make_folder (CulmFileStore *storage, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *command = g_strconcat ("MKD ", path, NULL);

  return check_path (path, error) &&
         run_commands (CULM_FTPS (storage), (const char *const[]){ command, NULL }, cancellable, error);
}

static gint64
culm_ftps_get_space (CulmFileStore *storage, GCancellable *cancellable, GError **error)
{
  g_auto (CulmFtpsExchange)
      exchange = { .path = "/", .commands = (const char *const[]){ "AVBL", NULL }, .cancellable = cancellable };
  char *end;
  guint64 space;

  if (!culm_ftps_session_run (CULM_FTPS (storage)->session, &exchange, error))
    return -1;
  space = exchange.words != NULL ? g_ascii_strtoull (exchange.words, &end, 10) : 0;
  if (exchange.words != NULL && end != exchange.words && space <= G_MAXINT64)
    return (gint64) space;
  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_MALFORMED, "The printer does not say how much is free");
  return -1;
}

/* Where the printer keeps the picture of a file (reference/lan.md §4); NULL: there is none. */
static char *
find_thumbnail (const char *path)
{
  const char *dot = strrchr (path, '.');

  if (dot == NULL)
    return NULL;
  if (g_ascii_strcasecmp (dot, ".jpg") == 0 || g_ascii_strcasecmp (dot, ".png") == 0)
    return g_strdup (path);
  if (!g_str_has_prefix (path, TIMELAPSE) || strchr (path + strlen (TIMELAPSE), '/') != NULL)
    return NULL;
  return g_strdup_printf (TIMELAPSE "thumbnail/%.*s.jpg", (int) (dot - path - strlen (TIMELAPSE)),
                          path + strlen (TIMELAPSE));
}

static GBytes *
culm_ftps_get_thumbnail (CulmFileStore *storage, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *picture = find_thumbnail (path);
  g_auto (CulmFtpsExchange)
      exchange = { .path = picture, .bytes = g_byte_array_new (), .most = MAX_THUMBNAIL, .cancellable = cancellable };

  if (picture == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_NOT_FOUND, "There is no picture of this file");
    return NULL;
  }
  if (!check_path (picture, error) || !culm_ftps_session_run (CULM_FTPS (storage)->session, &exchange, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&exchange.bytes));
}

static void
culm_ftps_close (CulmFileStore *storage)
{
  culm_ftps_session_close (CULM_FTPS (storage)->session);
}

static gpointer
free_session (gpointer session)
{
  culm_ftps_session_free (session);
  return NULL;
}

static void
culm_ftps_finalize (GObject *object)
{
  /* It says good-bye, and waits for the answer: not here. */
  g_thread_unref (g_thread_new ("culm-ftps-close", free_session, CULM_FTPS (object)->session));
  g_free (CULM_FTPS (object)->residue);
  G_OBJECT_CLASS (culm_ftps_parent_class)->finalize (object);
}

static void
culm_ftps_class_init (CulmFtpsClass *klass)
{
  CulmFileStoreClass *storage = CULM_FILE_STORE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culm_ftps_finalize;
  storage->list = culm_ftps_list;
  storage->get = culm_ftps_get;
  storage->put = culm_ftps_put;
  storage->remove = culm_ftps_remove;
  storage->rename = culm_ftps_rename;
  storage->make_folder = culm_ftps_make_folder;
  storage->get_space = culm_ftps_get_space;
  storage->get_thumbnail = culm_ftps_get_thumbnail;
  storage->close = culm_ftps_close;
  storage->clear_up = culm_ftps_clear_up;
}

static void
culm_ftps_init (CulmFtps *self G_GNUC_UNUSED)
{
}

CulmFileStore *
culm_ftps_new (CulmLanTarget *target, gboolean open_data)
{
  CulmFtps *self = g_object_new (CULM_TYPE_FTPS, NULL);

  self->session = culm_ftps_session_new (target, open_data);
  return CULM_FILE_STORE (self);
}

void
culm_ftps_set_patience (CulmFileStore *self, guint seconds)
{
  culm_ftps_session_set_patience (CULM_FTPS (self)->session, seconds);
}
