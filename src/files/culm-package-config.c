/* culm-package-config.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-package-config.h"

#include "culm-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define MAX_ENTRIES 10000
#define MAX_BYTES (256 * 1024 * 1024) /* of all that is kept: pictures, meshes and settings */
#define BLOCK 65536
#define RELATIONSHIPS "Metadata/_rels/model_settings.config.rels"

/* The two ends of a copy. */
typedef struct {
  const char *path;
  guint wanted;
  guint plate; /* the first that is right; 0: none yet */
  struct archive *in;
  struct archive *out;
  gint64 bytes;
  GCancellable *cancellable;
} Copy;

static gboolean
refuse (GError **error, CulmError code, const char *format, const char *detail)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, code, "%s: %s", format, detail);
  return FALSE;
}

/* The number of "Metadata/plate_N.gcode" and of "….gcode.md5", or 0. */
static guint
read_plate (const char *name, const char *suffix)
{
  static const char stem[] = "Metadata/plate_";
  char *end = NULL;
  guint64 number;

  if (!g_str_has_prefix (name, stem) || !g_ascii_isdigit (name[strlen (stem)]))
    return 0;
  number = g_ascii_strtoull (name + strlen (stem), &end, 10);
  return g_str_equal (end, suffix) && number <= G_MAXUINT16 ? (guint) number : 0;
}

/* Does this entry stay out? Notes the plates that pass. */
static gboolean
is_job (Copy *copy, const char *name)
{
  guint plate = read_plate (name, ".gcode");

  if (plate != 0 && (copy->wanted == 0 || plate == copy->wanted) && (copy->plate == 0 || plate < copy->plate))
    copy->plate = plate;
  return plate != 0 || read_plate (name, ".gcode.md5") != 0 || g_str_equal (name, RELATIONSHIPS);
}

static gboolean
is_safe (const char *name)
{
  g_auto (GStrv) parts = name != NULL ? g_strsplit (name, "/", -1) : NULL;

  return name != NULL && *name != '\0' && *name != '/' && !g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
copy_data (Copy *copy, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  la_ssize_t n;

  while ((n = archive_read_data (copy->in, block, BLOCK)) > 0) {
    copy->bytes += n;
    if (copy->bytes > MAX_BYTES)
      return refuse (error, CULM_ERROR_DAMAGED, "The package cannot be used", "it unpacks to too much");
    if (g_cancellable_is_cancelled (copy->cancellable))
      return refuse (error, CULM_ERROR_CANCELLED, "Cancelled", copy->path);
    if (archive_write_data (copy->out, block, (size_t) n) != n)
      return refuse (error, CULM_ERROR_FAILED, "The file cannot be written", archive_error_string (copy->out));
  }
  return n == 0 || refuse (error, CULM_ERROR_DAMAGED, "The package is damaged", archive_error_string (copy->in));
}

static gboolean
copy_entry (Copy *copy, struct archive_entry *from, const char *name, GError **error)
{
  struct archive_entry *entry;
  int written;

  if (!is_safe (name))
    return refuse (error, CULM_ERROR_DAMAGED, "The package cannot be used", "an entry has no proper name");
  if (is_job (copy, name) || archive_entry_filetype (from) != AE_IFREG)
    return TRUE;
  entry = archive_entry_new ();
  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  if (archive_entry_size_is_set (from))
    archive_entry_set_size (entry, archive_entry_size (from));
  written = archive_write_header (copy->out, entry);
  archive_entry_free (entry);
  if (written < ARCHIVE_WARN)
    return refuse (error, CULM_ERROR_FAILED, "The file cannot be written", archive_error_string (copy->out));
  return copy_data (copy, error);
}

static gboolean
copy_entries (Copy *copy, GError **error)
{
  struct archive_entry *entry;
  int status;
  guint n = 0;

  while ((status = archive_read_next_header (copy->in, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
    const char *name = archive_entry_pathname_utf8 (entry);

    if (++n > MAX_ENTRIES)
      return refuse (error, CULM_ERROR_DAMAGED, "The package cannot be used", "it has too many entries");
    if (!copy_entry (copy, entry, name != NULL ? name : archive_entry_pathname (entry), error))
      return FALSE;
  }
  if (status != ARCHIVE_EOF)
    return refuse (error, n == 0 ? CULM_ERROR_UNSUPPORTED : CULM_ERROR_DAMAGED, "The package cannot be read",
                   archive_error_string (copy->in));
  if (copy->plate == 0)
    return refuse (error, CULM_ERROR_UNSUPPORTED, "There is no sliced plate in it", copy->path);
  return TRUE;
}

static gboolean
write_copy (Copy *copy, int descriptor, GError **error)
{
  gboolean done;

  copy->in = archive_read_new ();
  copy->out = archive_write_new ();
  archive_read_support_format_zip (copy->in);
  archive_write_set_format_zip (copy->out);
  archive_write_set_options (copy->out, "zip:hdrcharset=UTF-8");
  if (archive_write_open_fd (copy->out, descriptor) != ARCHIVE_OK)
    done = refuse (error, CULM_ERROR_FAILED, "The file cannot be written", archive_error_string (copy->out));
  else if (archive_read_open_filename (copy->in, copy->path, BLOCK) != ARCHIVE_OK)
    done = refuse (error, CULM_ERROR_UNSUPPORTED, "The package cannot be read", archive_error_string (copy->in));
  else
    done = copy_entries (copy, error);
  if (archive_write_close (copy->out) != ARCHIVE_OK && done)
    done = refuse (error, CULM_ERROR_FAILED, "The file cannot be written", archive_error_string (copy->out));
  archive_read_free (copy->in);
  archive_write_free (copy->out);
  return done;
}

static void
make_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  g_autofree char *path = NULL;
  GError *error = NULL;
  int descriptor = g_file_open_tmp ("culm-XXXXXX.3mf", &path, &error);
  locale_t utf8, before;
  gboolean done;

  if (descriptor < 0) {
    g_task_return_new_error (task, CULM_ERROR, CULM_ERROR_FAILED, "%s", error->message);
    g_error_free (error);
    return;
  }
  copy->cancellable = cancellable;
  /* libarchive reads names in the locale of the thread, which may know less than a package. */
  utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0);
  before = uselocale (utf8);
  done = write_copy (copy, descriptor, &error);
  uselocale (before);
  if (utf8 != (locale_t) 0)
    freelocale (utf8);
  g_close (descriptor, NULL);
  if (done) {
    g_task_return_pointer (task, g_steal_pointer (&path), g_free);
  } else {
    g_unlink (path);
    g_task_return_error (task, error);
  }
}

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  g_free ((char *) copy->path);
  g_free (copy);
}

void
culm_package_config_make_async (const char *path, guint plate, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);

  copy->path = g_strdup (path);
  copy->wanted = plate;
  g_task_set_source_tag (task, culm_package_config_make_async);
  g_task_set_check_cancellable (task, FALSE); /* a file that was made would be left behind */
  g_task_set_task_data (task, copy, free_copy);
  g_task_run_in_thread (task, make_in_thread);
}

char *
culm_package_config_make_finish (GAsyncResult *result, guint *plate, GError **error)
{
  Copy *copy = g_task_get_task_data (G_TASK (result));

  *plate = copy->plate;
  return g_task_propagate_pointer (G_TASK (result), error);
}
