/* culm-secrets-file.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-secrets-file.h"
#include "culm-error.h"
#include "culm-task.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than any real keyring; a larger file is not ours. */
#define MAX_BYTES (4 * 1024 * 1024)

struct _CulmSecretsFile {
  GObject parent_instance;
  char *profile, *path;
};

/* One piece of work for the thread: values only. */
typedef struct {
  char *profile, *path, *kind, *id, *json;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->profile);
  g_free (job->path);
  g_free (job->kind);
  g_free (job->id);
  culm_secret_wipe (job->json);
  g_free (job);
}

static void
set_errno_error (GError **error, const char *what)
{
  int saved = errno;
  CulmError code = saved == ENOSPC || saved == EDQUOT                    ? CULM_ERROR_FULL
                   : saved == EACCES || saved == EPERM || saved == ELOOP ? CULM_ERROR_FORBIDDEN
                                                                         : CULM_ERROR_FAILED;

  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, code, "The secrets file cannot be %s: %s", what, g_strerror (saved));
}

/* Opens and locks the file, making it when missing. A writer puts a new file in its place, so that a lock got late may
 * be that of a file which is gone: then once more. `reads`: where nothing can be written, reading is enough. Returns: a
 * descriptor, or -1. */
static int
open_locked (const char *path, gboolean reads, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat held, named;
  int fd;

  g_mkdir_with_parents (folder, 0700);
  for (;;) {
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && reads && errno == EROFS) {
      fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
      if (fd < 0)
        errno = EROFS;
    }
    if (fd < 0 || flock (fd, LOCK_EX) != 0 || fstat (fd, &held) != 0)
      break;
    if (g_stat (path, &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev)
      return fd;
    close (fd);
  }
  set_errno_error (error, "opened");
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
check_private (int fd, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && (info.st_mode & 077) == 0 && info.st_uid == geteuid ())
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FORBIDDEN,
                  "The secrets file may be read by others; make it private with chmod 600");
  return FALSE;
}

static char *
read_all (int fd, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char piece[4096];
  ssize_t got;

  while ((got = read (fd, piece, sizeof piece)) != 0) {
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0 || text->len + (gsize) got > MAX_BYTES) {
      if (got >= 0)
        errno = EFBIG;
      set_errno_error (error, "read");
      return NULL;
    }
    g_string_append_len (text, piece, got);
  }
  explicit_bzero (piece, sizeof piece);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The document: an object of profiles. Returns: (transfer full). */
static JsonNode *
read_document (int fd, GError **error)
{
  g_autofree char *text = read_all (fd, error);
  JsonNode *root;

  if (text == NULL)
    return NULL;
  if (*g_strstrip (text) == '\0') {
    root = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (root, json_object_new ());
    return root;
  }
  root = json_from_string (text, NULL);
  explicit_bzero (text, strlen (text));
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return root;
  g_clear_pointer (&root, json_node_unref);
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, "The secrets file is no JSON object");
  return NULL;
}

static gboolean
replace_document (const char *path, JsonNode *root, GError **error)
{
  char *text = json_to_string (root, TRUE);
  g_autoptr (GError) trouble = NULL;
  gboolean done;

  /* Mode 0600 from the first byte; renamed over the old one only when all of it is on the disk. */
  done = g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   &trouble);
  culm_secret_wipe (text);
  if (!done)
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE,
                    g_error_matches (trouble, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? CULM_ERROR_FULL : CULM_ERROR_FAILED,
                    "The secrets file cannot be written: %s", trouble->message);
  return done;
}

static JsonObject *
get_profile (JsonNode *root, const char *profile, gboolean make)
{
  JsonObject *all = json_node_get_object (root);
  JsonNode *node = json_object_get_member (all, profile);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  if (!make)
    return NULL;
  json_object_set_object_member (all, profile, json_object_new ());
  return json_object_get_object_member (all, profile);
}

static void
load_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  const Job *job = data;
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_secret_free);
  g_autoptr (JsonNode) root = NULL;
  GError *error = NULL;
  JsonObject *entries;
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  int fd = open_locked (job->path, TRUE, &error);

  if (fd >= 0 && check_private (fd, &error))
    root = read_document (fd, &error);
  if (fd >= 0)
    close (fd);
  if (root == NULL) {
    g_task_return_error (task, error);
    return;
  }
  entries = get_profile (root, job->profile, FALSE);
  if (entries != NULL) {
    json_object_iter_init (&iter, entries);
    while (json_object_iter_next (&iter, &key, &value)) {
      g_auto (GStrv) parts = g_strsplit (key, "/", 2);
      g_autofree char *json = json_to_string (value, FALSE);
      g_autoptr (CulmSecret) secret = NULL;

      if (parts[0] == NULL || parts[1] == NULL)
        continue;
      secret = culm_secret_new (parts[0], parts[1]);
      if (culm_secret_read_json (secret, json, NULL))
        g_ptr_array_add (secrets, g_steal_pointer (&secret));
      explicit_bzero (json, strlen (json));
    }
  }
  g_task_return_pointer (task, g_steal_pointer (&secrets), (GDestroyNotify) g_ptr_array_unref);
}

/* Saves the entry of the job, or erases it when the job holds none. */
static void
change_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  const Job *job = data;
  g_autofree char *key = g_strconcat (job->kind, "/", job->id, NULL);
  g_autoptr (JsonNode) root = NULL;
  GError *error = NULL;
  gboolean done = FALSE;
  int fd = open_locked (job->path, FALSE, &error);

  if (fd >= 0 && check_private (fd, &error))
    root = read_document (fd, &error);
  if (root != NULL) {
    JsonObject *entries = get_profile (root, job->profile, TRUE);

    if (job->json != NULL)
      json_object_set_member (entries, key, json_from_string (job->json, NULL));
    else
      json_object_remove_member (entries, key);
    done = replace_document (job->path, root, &error);
  }
  if (fd >= 0)
    close (fd);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_job (CulmSecretsFile *self, GTask *task, const char *kind, const char *id, char *json, GTaskThreadFunc work)
{
  Job *job = g_new0 (Job, 1);

  job->profile = g_strdup (self->profile);
  job->path = g_strdup (self->path);
  job->kind = g_strdup (kind);
  job->id = g_strdup (id);
  job->json = json;
  g_task_set_task_data (task, job, free_job);
  culm_task_run_in_thread (task, work);
}

static void
culm_secrets_file_load (CulmSecrets *secrets, GTask *task)
{
  start_job (CULM_SECRETS_FILE (secrets), task, NULL, NULL, NULL, load_in_thread);
}

static void
culm_secrets_file_save (CulmSecrets *secrets, const CulmSecret *secret, GTask *task)
{
  start_job (CULM_SECRETS_FILE (secrets), task, culm_secret_get_kind (secret), culm_secret_get_id (secret),
             culm_secret_to_json (secret), change_in_thread);
}

static void
culm_secrets_file_erase (CulmSecrets *secrets, const char *kind, const char *id, GTask *task)
{
  start_job (CULM_SECRETS_FILE (secrets), task, kind, id, NULL, change_in_thread);
}

static void
culm_secrets_file_iface_init (CulmSecretsInterface *iface)
{
  iface->load = culm_secrets_file_load;
  iface->save = culm_secrets_file_save;
  iface->erase = culm_secrets_file_erase;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmSecretsFile, culm_secrets_file, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_SECRETS, culm_secrets_file_iface_init))

static void
culm_secrets_file_finalize (GObject *object)
{
  CulmSecretsFile *self = CULM_SECRETS_FILE (object);

  g_free (self->profile);
  g_free (self->path);
  G_OBJECT_CLASS (culm_secrets_file_parent_class)->finalize (object);
}

static void
culm_secrets_file_class_init (CulmSecretsFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_secrets_file_finalize;
}

static void
culm_secrets_file_init (CulmSecretsFile *self G_GNUC_UNUSED)
{
}

CulmSecrets *
culm_secrets_file_new (const char *profile, const char *path)
{
  CulmSecretsFile *self = g_object_new (CULM_TYPE_SECRETS_FILE, NULL);

  self->profile = g_strdup (profile);
  self->path = g_strdup (path);
  return CULM_SECRETS (self);
}
