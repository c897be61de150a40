/* culm-claim.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-claim.h"
#include "culm-log.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define TRIES 3
#define PAUSE 10000 /* µs; who looks as well holds the lock for less */

struct _CulmClaim {
  char *path;
  GHashTable *ids;
  int file; /* -1: nothing is under way */
};

static int
open_lock (CulmClaim *self)
{
  int file = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (file < 0)
    culm_info ("%s cannot be opened: %s", self->path, g_strerror (errno));
  return file;
}

CulmClaim *
culm_claim_new (const char *path)
{
  CulmClaim *self = g_new0 (CulmClaim, 1);

  self->path = g_strdup (path);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->file = -1;
  return self;
}

void
culm_claim_free (CulmClaim *self)
{
  if (self->file >= 0)
    close (self->file);
  g_hash_table_unref (self->ids);
  g_free (self->path);
  g_free (self);
}

void
culm_claim_add (CulmClaim *self, const char *id)
{
  g_hash_table_add (self->ids, g_strdup (id));
  if (self->file < 0)
    self->file = open_lock (self);
  /* Waits for those that look, at most. */
  if (self->file >= 0 && flock (self->file, LOCK_SH) != 0)
    culm_info ("%s cannot be locked: %s", self->path, g_strerror (errno));
}

void
culm_claim_remove (CulmClaim *self, const char *id)
{
  g_hash_table_remove (self->ids, id);
  if (self->file < 0 || g_hash_table_size (self->ids) > 0)
    return;
  close (self->file);
  self->file = -1;
}

gboolean
culm_claim_has_others (CulmClaim *self)
{
  int file = self->file >= 0 ? self->file : open_lock (self);
  gboolean locked = file < 0;

  for (guint i = 0; i < TRIES && !locked; i++) {
    if (i > 0)
      g_usleep (PAUSE);
    locked = flock (file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
  }
  if (file >= 0 && file == self->file)
    flock (file, LOCK_SH);
  else if (file >= 0)
    close (file);
  return !locked;
}
