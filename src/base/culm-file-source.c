/* culm-file-source.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-source.h"

#include "culm-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK (256 * 1024)
#define N_BLOCKS 4

typedef struct {
  guchar *bytes;
  gsize length;
} Block;

struct _CulmFileSource {
  GInputStream parent_instance;
  char *path;
  int descriptor;
  struct stat about; /* when it was opened */
  EVP_MD_CTX *digest;
  char *sha256;     /* once asked for */
  guint64 position; /* atomic */
  gsize used;       /* of the first full block */

  /* A ring between the thread that reads ahead, and keeps the stream alive, and the stream's reader. */
  GMutex mutex;
  GCond changed;
  Block blocks[N_BLOCKS];
  guint first; /* full block that is given out next */
  guint full;
  gboolean at_end; /* the thread has read everything */
  gboolean stop;
  GError *error; /* of the thread */
};

G_DEFINE_FINAL_TYPE (CulmFileSource, culm_file_source, G_TYPE_INPUT_STREAM)

static gboolean
refuse_changed (GError **error)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_DAMAGED, "The file changed while it was being sent");
  if (error != NULL)
    culm_error_set_err (*error, "ERR_CHECKSUM_MISMATCH");
  return FALSE;
}

static gboolean
is_same (const struct stat *a, const struct stat *b)
{
  return a->st_size == b->st_size && a->st_ino == b->st_ino && a->st_dev == b->st_dev &&
         a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Both what is open and what now bears the name. */
static gboolean
check_file (CulmFileSource *self, GError **error)
{
  struct stat open_file, named_file;

  if (fstat (self->descriptor, &open_file) != 0 || stat (self->path, &named_file) != 0 ||
      !is_same (&self->about, &open_file) || !is_same (&self->about, &named_file))
    return refuse_changed (error);
  return TRUE;
}

/* Fills the block from `offset`. Returns: FALSE with an error. */
static gboolean
read_block (CulmFileSource *self, guint64 offset, Block *block, GError **error)
{
  gsize wanted = (gsize) MIN ((guint64) BLOCK, (guint64) self->about.st_size - offset);

  block->length = 0;
  while (block->length < wanted) {
    gssize n = pread (self->descriptor, block->bytes + block->length, wanted - block->length,
                      (off_t) (offset + block->length));

    if (n == 0)
      return refuse_changed (error);
    if (n < 0 && errno != EINTR) {
      culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FAILED, "The file cannot be read: %s",
                      g_strerror (errno));
      return FALSE;
    }
    block->length += n > 0 ? (gsize) n : 0;
  }
  return TRUE;
}

/* Waits for a block to fill. Returns: (nullable), NULL when nobody wants more. */
static Block *
wait_for_space (CulmFileSource *self)
{
  Block *block = NULL;

  g_mutex_lock (&self->mutex);
  while (self->full == N_BLOCKS && !self->stop)
    g_cond_wait (&self->changed, &self->mutex);
  if (!self->stop)
    block = &self->blocks[(self->first + self->full) % N_BLOCKS];
  g_mutex_unlock (&self->mutex);
  return block;
}

static void
hand_over (CulmFileSource *self, gboolean filled, gboolean at_end, GError *error)
{
  g_mutex_lock (&self->mutex);
  self->full += filled ? 1 : 0;
  self->at_end = at_end;
  self->error = error;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

static gpointer
read_ahead (gpointer data)
{
  g_autoptr (CulmFileSource) self = data;
  guint64 size = (guint64) self->about.st_size;
  guint64 offset = 0;

  while (offset < size) {
    Block *block = wait_for_space (self);
    GError *error = NULL;

    if (block == NULL)
      return NULL;
    /* Asked with each block, and after the last one was read: its bytes leave only when all is well. */
    if (!read_block (self, offset, block, &error) || !check_file (self, &error)) {
      hand_over (self, FALSE, TRUE, error);
      return NULL;
    }
    EVP_DigestUpdate (self->digest, block->bytes, block->length);
    offset += block->length;
    hand_over (self, TRUE, offset == size, NULL);
  }
  return NULL;
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, CulmFileSource *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* The mutex is held. A disk may take its time; cancelling does not wait for it. */
static gboolean
wait_for_bytes (CulmFileSource *self, GCancellable *cancellable, GError **error)
{
  gulong id = 0;

  if (self->full == 0 && !self->at_end && cancellable != NULL) {
    g_mutex_unlock (&self->mutex);
    id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
    g_mutex_lock (&self->mutex);
  }
  while (self->full == 0 && !self->at_end && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->changed, &self->mutex);
  if (id != 0) {
    g_mutex_unlock (&self->mutex);
    g_cancellable_disconnect (cancellable, id);
    g_mutex_lock (&self->mutex);
  }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->full == 0 && self->error != NULL) {
    g_propagate_error (error, g_error_copy (self->error));
    return FALSE;
  }
  return TRUE;
}

static gssize
culm_file_source_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  CulmFileSource *self = CULM_FILE_SOURCE (stream);
  Block *block;
  gsize n;

  g_mutex_lock (&self->mutex);
  if (!wait_for_bytes (self, cancellable, error)) {
    g_mutex_unlock (&self->mutex);
    return -1;
  }
  block = &self->blocks[self->first];
  n = self->full > 0 ? MIN (count, block->length - self->used) : 0;
  g_mutex_unlock (&self->mutex);
  if (n == 0)
    return 0;
  /* A full block belongs to this side. */
  memcpy (buffer, block->bytes + self->used, n);
  self->used += n;
  __atomic_fetch_add (&self->position, n, __ATOMIC_RELAXED);
  if (self->used == block->length) {
    g_mutex_lock (&self->mutex);
    self->used = 0;
    self->first = (self->first + 1) % N_BLOCKS;
    self->full--;
    g_cond_broadcast (&self->changed);
    g_mutex_unlock (&self->mutex);
  }
  return (gssize) n;
}

/* The descriptor stays open for what is asked afterwards. */
static gboolean
culm_file_source_close (GInputStream *stream, GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  CulmFileSource *self = CULM_FILE_SOURCE (stream);

  g_mutex_lock (&self->mutex);
  self->stop = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static void
culm_file_source_finalize (GObject *object)
{
  CulmFileSource *self = CULM_FILE_SOURCE (object);

  for (guint i = 0; i < N_BLOCKS; i++)
    g_free (self->blocks[i].bytes);
  if (self->descriptor >= 0)
    close (self->descriptor);
  g_clear_pointer (&self->digest, EVP_MD_CTX_free);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->path);
  g_free (self->sha256);
  G_OBJECT_CLASS (culm_file_source_parent_class)->finalize (object);
}

static void
culm_file_source_class_init (CulmFileSourceClass *klass)
{
  /* The thread may outlive the main loop, and must not find OpenSSL cleaned up. The first call decides. */
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
  G_OBJECT_CLASS (klass)->finalize = culm_file_source_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = culm_file_source_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = culm_file_source_close;
}

static void
culm_file_source_init (CulmFileSource *self)
{
  self->descriptor = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
}

/* Finishes a digest as lower-case hex. */
static char *
format_digest (EVP_MD_CTX *digest)
{
  guchar bytes[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  GString *text = g_string_new (NULL);

  EVP_DigestFinal_ex (digest, bytes, &length);
  for (unsigned int i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

CulmFileSource *
culm_file_source_open (const char *path, guint64 size, GError **error)
{
  g_autoptr (CulmFileSource) self = NULL;

  self = g_object_new (CULM_TYPE_FILE_SOURCE, NULL);
  self->path = g_strdup (path);
  self->descriptor = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (self->descriptor < 0 || fstat (self->descriptor, &self->about) != 0) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, errno == ENOENT ? CULM_ERROR_NOT_FOUND : CULM_ERROR_FORBIDDEN,
                    "The file cannot be read: %s", g_strerror (errno));
    return NULL;
  }
  if (!S_ISREG (self->about.st_mode) || (guint64) self->about.st_size != size) {
    refuse_changed (error);
    return NULL;
  }
  self->digest = EVP_MD_CTX_new ();
  EVP_DigestInit_ex (self->digest, EVP_sha256 (), NULL);
  for (guint i = 0; i < N_BLOCKS; i++)
    self->blocks[i].bytes = g_malloc ((gsize) MIN (size, BLOCK));
  self->at_end = size == 0;
  g_thread_unref (g_thread_new ("culm-read", read_ahead, g_object_ref (self)));
  return g_steal_pointer (&self);
}

guint64
culm_file_source_get_position (CulmFileSource *self)
{
  return __atomic_load_n (&self->position, __ATOMIC_RELAXED);
}

gboolean
culm_file_source_check (CulmFileSource *self, GError **error)
{
  if (culm_file_source_get_position (self) != (guint64) self->about.st_size)
    return refuse_changed (error);
  return check_file (self, error);
}

char *
culm_file_source_get_sha256 (CulmFileSource *self)
{
  if (culm_file_source_get_position (self) != (guint64) self->about.st_size)
    return NULL;
  if (self->sha256 == NULL)
    self->sha256 = format_digest (self->digest);
  return g_strdup (self->sha256);
}

char *
culm_file_source_compute_md5 (CulmFileSource *self, GCancellable *cancellable, GError **error)
{
  EVP_MD_CTX *digest = EVP_MD_CTX_new ();
  g_autofree guchar *bytes = g_malloc (BLOCK);
  Block block = { .bytes = bytes };
  char *text = NULL;
  guint64 offset = 0;

  EVP_DigestInit_ex (digest, EVP_md5 (), NULL);
  while (offset < (guint64) self->about.st_size && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         read_block (self, offset, &block, error)) {
    EVP_DigestUpdate (digest, block.bytes, block.length);
    offset += block.length;
  }
  if (offset == (guint64) self->about.st_size && check_file (self, error))
    text = format_digest (digest);
  EVP_MD_CTX_free (digest);
  return text;
}
