/* culm-file-store-pair.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-store-pair.h"
#include "culm-error.h"
#include "culm-file-source.h"
#include "culm-log.h"
#include <string.h>

#define SHUT (30 * G_USEC_PER_SEC)
#define TOP "/"

struct _CulmFileStorePair {
  CulmFileStore parent_instance;
  CulmFileStore *first, *second;
  CulmFileStore *last; /* borrowed: who got the last file */
  char *own;
  gint64 shut_until[2]; /* monotonic */
};

G_DEFINE_FINAL_TYPE (CulmFileStorePair, culm_file_store_pair, CULM_TYPE_FILE_STORE)

/* One thing that was asked for, with whoever is asked for it now. */
typedef struct {
  CulmFileStorePair *pair;
  CulmFileStore *store;
  gboolean alone;  /* there is no other */
  GError *failure; /* of the first */
} Try;

static gboolean
is_own (CulmFileStorePair *self, const char *path)
{
  gsize length = strlen (self->own);

  return path != NULL && g_str_has_prefix (path, self->own) && (path[length] == '/' || path[length] == '\0');
}

static gboolean
is_unreachable (const GError *error)
{
  return g_error_matches (error, CULM_ERROR, CULM_ERROR_OFFLINE) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_TIMED_OUT);
}

static gboolean
is_shut (CulmFileStorePair *self, CulmFileStore *store)
{
  return g_get_monotonic_time () < self->shut_until[store == self->second];
}

static void
note (CulmFileStorePair *self, CulmFileStore *store, const GError *error)
{
  self->shut_until[store == self->second] = is_unreachable (error) ? g_get_monotonic_time () + SHUT : 0;
}

/* `path` (nullable). */
static Try
begin (CulmFileStorePair *self, const char *path)
{
  gboolean own = is_own (self, path);

  return (Try){ .pair = self, .alone = own, .store = own || !is_shut (self, self->first) ? self->first : self->second };
}

/* May the other one know better? */
static gboolean
is_open (const GError *error)
{
  return is_unreachable (error) || g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_MALFORMED) ||
         (g_error_matches (error, CULM_ERROR, CULM_ERROR_NOT_FOUND) && culm_error_get_server_code (error) == 0);
}

/* Whether that was all. Takes `failure`, which is `error` in the end, unless that of the first says more. */
static gboolean
end (Try *try, gboolean done, gboolean moved, GError *failure, GError **error)
{
  CulmFileStorePair *self = try->pair;

  note (self, try->store, failure);
  if (done) {
    g_clear_error (&try->failure);
    return TRUE;
  }
  if (try->store == self->first && !try->alone && !moved && is_open (failure)) {
    culm_debug ("The other way to the files: %s", failure->message);
    try->failure = failure;
    try->store = self->second;
    return FALSE;
  }
  if (try->failure != NULL && is_unreachable (failure) && !is_unreachable (try->failure)) {
    g_error_free (failure);
    failure = g_steal_pointer (&try->failure);
  }
  g_clear_error (&try->failure);
  g_propagate_error (error, failure);
  return TRUE;
}

/* Where in the file it is. */
static gint64
get_place (gpointer stream)
{
  if (CULM_IS_FILE_SOURCE (stream))
    return (gint64) culm_file_source_get_position (CULM_FILE_SOURCE (stream));
  return G_IS_SEEKABLE (stream) ? g_seekable_tell (G_SEEKABLE (stream)) : 0;
}

static gboolean
has_moved (gpointer stream, gint64 begin)
{
  return get_place (stream) != begin;
}

/* What the second way tells of the top beyond the first, if it is there. */
static void
add_others (CulmFileStorePair *self, GPtrArray *files, const char *path, GCancellable *cancellable)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) others = NULL;

  if (is_shut (self, self->second))
    return;
  others = CULM_FILE_STORE_GET_CLASS (self->second)->list (self->second, path, cancellable, &error);
  note (self, self->second, error);
  for (guint i = 0; others != NULL && i < files->len; i++)
    g_hash_table_add (known, (gpointer) culm_stored_file_get_path (g_ptr_array_index (files, i)));
  for (guint i = 0; others != NULL && i < others->len; i++) {
    CulmStoredFile *file = g_ptr_array_index (others, i);

    if (g_hash_table_add (known, (gpointer) culm_stored_file_get_path (file)))
      g_ptr_array_add (files, g_object_ref (file));
  }
}

static GPtrArray *
culm_file_store_pair_list (CulmFileStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  CulmFileStorePair *self = CULM_FILE_STORE_PAIR (store);
  Try try = begin (self, path);
  GPtrArray *files;
  GError *failure;

  do {
    failure = NULL;
    files = CULM_FILE_STORE_GET_CLASS (try.store)->list (try.store, path, cancellable, &failure);
  } while (!end (&try, files != NULL, FALSE, failure, error));
  if (files != NULL && try.store == self->first && g_str_equal (path, TOP))
    add_others (self, files, path, cancellable);
  return files;
}

static gboolean
culm_file_store_pair_get (CulmFileStore *store, const char *path, gint64 *offset, GOutputStream *sink,
                          CulmFileStoreMeter *meter, GCancellable *cancellable, GError **error)
{
  CulmFileStorePair *self = CULM_FILE_STORE_PAIR (store);
  gint64 start = get_place (sink);
  gint64 asked = *offset;
  Try try = begin (self, path);
  GError *failure;
  gboolean done, anew;

  do {
    failure = NULL;
    self->last = try.store;
    done = CULM_FILE_STORE_GET_CLASS (try.store)->get (try.store, path, offset, sink, meter, cancellable, &failure);
    anew = asked != *offset; /* it can, from the beginning */
  } while (!end (&try, done, anew || has_moved (sink, start), failure, error));
  return done;
}

static gboolean
culm_file_store_pair_check (CulmFileStore *store, GInputStream *whole, GCancellable *cancellable, GError **error)
{
  CulmFileStorePair *self = CULM_FILE_STORE_PAIR (store);
  CulmFileStoreClass *klass = self->last != NULL ? CULM_FILE_STORE_GET_CLASS (self->last) : NULL;

  return klass == NULL || klass->check == NULL || klass->check (self->last, whole, cancellable, error);
}

static gboolean
culm_file_store_pair_put (CulmFileStore *store, GInputStream *source, gint64 size, const char *path,
                          CulmFileStoreMeter *meter, GCancellable *cancellable, GError **error)
{
  gint64 start = get_place (source);
  Try try = begin (CULM_FILE_STORE_PAIR (store), path);
  GError *failure;
  gboolean done;

  do {
    failure = NULL;
    done = CULM_FILE_STORE_GET_CLASS (try.store)->put (try.store, source, size, path, meter, cancellable, &failure);
  } while (!end (&try, done, has_moved (source, start), failure, error));
  return done;
}

static gboolean
culm_file_store_pair_remove (CulmFileStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  Try try = begin (CULM_FILE_STORE_PAIR (store), path);
  GError *failure;
  gboolean done;

  do {
    failure = NULL;
    done = CULM_FILE_STORE_GET_CLASS (try.store)->remove (try.store, path, cancellable, &failure);
  } while (!end (&try, done, FALSE, failure, error));
  return done;
}

static gboolean
culm_file_store_pair_rename (CulmFileStore *store, const char *path, const char *to, GCancellable *cancellable,
                             GError **error)
{
  CulmFileStorePair *self = CULM_FILE_STORE_PAIR (store);
  Try try = begin (self, is_own (self, to) ? to : path);
  GError *failure;
  gboolean done;

  do {
    failure = NULL;
    done = CULM_FILE_STORE_GET_CLASS (try.store)->rename (try.store, path, to, cancellable, &failure);
  } while (!end (&try, done, FALSE, failure, error));
  return done;
}

static gboolean
culm_file_store_pair_make_folder (CulmFileStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  Try try = begin (CULM_FILE_STORE_PAIR (store), path);
  GError *failure;
  gboolean done;

  do {
    failure = NULL;
    done = CULM_FILE_STORE_GET_CLASS (try.store)->make_folder (try.store, path, cancellable, &failure);
  } while (!end (&try, done, FALSE, failure, error));
  return done;
}

static gint64
culm_file_store_pair_get_space (CulmFileStore *store, GCancellable *cancellable, GError **error)
{
  Try try = begin (CULM_FILE_STORE_PAIR (store), NULL);
  GError *failure;
  gint64 space;

  do {
    failure = NULL;
    space = CULM_FILE_STORE_GET_CLASS (try.store)->get_space (try.store, cancellable, &failure);
  } while (!end (&try, space >= 0, FALSE, failure, error));
  return space;
}

static GBytes *
culm_file_store_pair_get_thumbnail (CulmFileStore *store, const char *path, GCancellable *cancellable, GError **error)
{
  Try try = begin (CULM_FILE_STORE_PAIR (store), path);
  GError *failure;
  GBytes *picture;

  do {
    failure = NULL;
    picture = CULM_FILE_STORE_GET_CLASS (try.store)->get_thumbnail (try.store, path, cancellable, &failure);
  } while (!end (&try, picture != NULL, FALSE, failure, error));
  return picture;
}

static void
culm_file_store_pair_close (CulmFileStore *store)
{
  CulmFileStorePair *self = CULM_FILE_STORE_PAIR (store);

  CULM_FILE_STORE_GET_CLASS (self->first)->close (self->first);
  CULM_FILE_STORE_GET_CLASS (self->second)->close (self->second);
}

static void
culm_file_store_pair_clear_up (CulmFileStore *store)
{
  CulmFileStore *both[] = { CULM_FILE_STORE_PAIR (store)->first, CULM_FILE_STORE_PAIR (store)->second };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    if (CULM_FILE_STORE_GET_CLASS (both[i])->clear_up != NULL)
      CULM_FILE_STORE_GET_CLASS (both[i])->clear_up (both[i]);
}

static void
culm_file_store_pair_finalize (GObject *object)
{
  CulmFileStorePair *self = CULM_FILE_STORE_PAIR (object);

  g_object_unref (self->first);
  g_object_unref (self->second);
  g_free (self->own);
  G_OBJECT_CLASS (culm_file_store_pair_parent_class)->finalize (object);
}

static void
culm_file_store_pair_class_init (CulmFileStorePairClass *klass)
{
  CulmFileStoreClass *storage = CULM_FILE_STORE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = culm_file_store_pair_finalize;
  storage->list = culm_file_store_pair_list;
  storage->get = culm_file_store_pair_get;
  storage->check = culm_file_store_pair_check;
  storage->put = culm_file_store_pair_put;
  storage->remove = culm_file_store_pair_remove;
  storage->rename = culm_file_store_pair_rename;
  storage->make_folder = culm_file_store_pair_make_folder;
  storage->get_space = culm_file_store_pair_get_space;
  storage->get_thumbnail = culm_file_store_pair_get_thumbnail;
  storage->close = culm_file_store_pair_close;
  storage->clear_up = culm_file_store_pair_clear_up;
}

static void
culm_file_store_pair_init (CulmFileStorePair *self G_GNUC_UNUSED)
{
}

CulmFileStore *
culm_file_store_pair_new (CulmFileStore *first, CulmFileStore *second, const char *own)
{
  CulmFileStorePair *self = g_object_new (CULM_TYPE_FILE_STORE_PAIR, NULL);

  self->first = first;
  self->second = second;
  self->own = g_strdup (own);
  return CULM_FILE_STORE (self);
}
