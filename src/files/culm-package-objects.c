/* culm-package-objects.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-package-objects.h"

#include "culm-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_ENTRIES 10000
#define MAX_BYTES (4 * 1024 * 1024) /* of the one entry */
#define MAX_OBJECTS 256
#define MAX_NAME 200 /* characters */
#define BLOCK 65536
#define SLICE_INFO "Metadata/slice_info.config"

/* What is asked. */
typedef struct {
  char *path;
  int plate;
  gint64 size, unchanged_since;
} Question;

/* What is found: the plate that is read now, and the one that was wanted. */
typedef struct {
  int wanted;
  int index;
  gboolean labelled;
  GPtrArray *objects; /* of this plate */
  guint n_plates;     /* that had objects, and were right */
  gboolean found_labelled;
  GPtrArray *found; /* (nullable) */
} Reading;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->path);
  g_free (question);
}

static gboolean
refuse (GError **error, CulmError code, const char *words)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, code, "%s", words);
  return FALSE;
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return "";
}

static void
begin_plate (Reading *self)
{
  self->index = 0;
  self->labelled = FALSE;
  g_ptr_array_set_size (self->objects, 0);
}

static void
read_metadata (Reading *self, const char *key, const char *value)
{
  if (g_str_equal (key, "index"))
    self->index = (int) g_ascii_strtoll (value, NULL, 10);
  else if (g_str_equal (key, "label_object_enabled"))
    self->labelled = g_str_equal (value, "true") || g_str_equal (value, "1");
}

static void
read_object (Reading *self, const char *id, const char *name)
{
  g_autofree char *cut = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_NAME));
  gint64 number;

  if (self->objects->len < MAX_OBJECTS && g_ascii_string_to_signed (id, 10, 1, G_MAXINT, &number, NULL))
    g_ptr_array_add (self->objects, culm_plate_object_new ((int) number, cut));
}

static void
end_plate (Reading *self)
{
  if (self->objects->len == 0 || (self->wanted != 0 && self->index != self->wanted))
    return;
  self->n_plates++;
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&self->objects);
  self->found_labelled = self->labelled;
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_plate_object_free);
}

static void
on_start (GMarkupParseContext *context G_GNUC_UNUSED, const char *element, const char **names, const char **values,
          gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Reading *self = user_data;

  if (g_str_equal (element, "plate"))
    begin_plate (self);
  else if (g_str_equal (element, "metadata"))
    read_metadata (self, find_attribute (names, values, "key"), find_attribute (names, values, "value"));
  else if (g_str_equal (element, "object"))
    read_object (self, find_attribute (names, values, "identify_id"), find_attribute (names, values, "name"));
}

static void
on_end (GMarkupParseContext *context G_GNUC_UNUSED, const char *element, gpointer user_data,
        GError **error G_GNUC_UNUSED)
{
  if (g_str_equal (element, "plate"))
    end_plate (user_data);
}

/* Returns: (transfer full) (nullable). */
static GPtrArray *
read_objects (GBytes *config, int plate, GError **error)
{
  static const GMarkupParser parser = { .start_element = on_start, .end_element = on_end };
  Reading reading = { .wanted = plate };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &reading, NULL);
  gsize size;
  const char *text = g_bytes_get_data (config, &size);
  gboolean good;

  reading.objects = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_plate_object_free);
  good = size > 0 && g_markup_parse_context_parse (context, text, (gssize) size, NULL) &&
         g_markup_parse_context_end_parse (context, NULL);
  g_markup_parse_context_free (context);
  g_ptr_array_unref (reading.objects);
  if (!good)
    refuse (error, CULM_ERROR_DAMAGED, "The list of objects in the package cannot be read");
  else if (reading.n_plates != 1)
    refuse (error, CULM_ERROR_NOT_FOUND, "The package lists no objects for this plate");
  else if (!reading.found_labelled)
    refuse (error, CULM_ERROR_UNSUPPORTED, "The package was sliced without labels for its objects");
  else
    return reading.found;
  g_clear_pointer (&reading.found, g_ptr_array_unref);
  return NULL;
}

/* The data of the entry that is at hand. */
static GBytes *
read_entry (struct archive *in, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autofree char *block = g_malloc (BLOCK);
  la_ssize_t n;

  while ((n = archive_read_data (in, block, BLOCK)) > 0) {
    if (data->len + (gsize) n > MAX_BYTES) {
      refuse (error, CULM_ERROR_DAMAGED, "The package holds too long a list of objects");
      return NULL;
    }
    g_byte_array_append (data, (const guint8 *) block, (guint) n);
  }
  if (n == 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&data));
  refuse (error, CULM_ERROR_DAMAGED, "The package is damaged");
  return NULL;
}

static GBytes *
find_entry (struct archive *in, GCancellable *cancellable, GError **error)
{
  struct archive_entry *entry;
  int status;

  for (guint n = 0; n < MAX_ENTRIES && !g_cancellable_is_cancelled (cancellable); n++) {
    const char *name;

    status = archive_read_next_header (in, &entry);
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
      break;
    name = archive_entry_pathname_utf8 (entry);
    if (g_strcmp0 (name, SLICE_INFO) == 0)
      return read_entry (in, error);
  }
  if (g_cancellable_is_cancelled (cancellable))
    refuse (error, CULM_ERROR_CANCELLED, "Cancelled");
  else
    refuse (error, CULM_ERROR_UNSUPPORTED, "This is no sliced package");
  return NULL;
}

static GBytes *
load_config (const char *path, GCancellable *cancellable, GError **error)
{
  struct archive *in = archive_read_new ();
  GBytes *config = NULL;

  archive_read_support_format_zip (in);
  if (archive_read_open_filename (in, path, BLOCK) == ARCHIVE_OK)
    config = find_entry (in, cancellable, error);
  else
    refuse (error, CULM_ERROR_UNSUPPORTED, "This is no package");
  archive_read_free (in);
  return config;
}

static gboolean
check_file (const Question *question, GError **error)
{
  GStatBuf about;

  if (g_stat (question->path, &about) != 0 || !S_ISREG (about.st_mode)) /* a pipe would keep the thread for ever */
    return refuse (error, CULM_ERROR_NOT_FOUND, "The package is not there any more");
  if ((question->size != 0 && about.st_size != question->size) ||
      (question->unchanged_since != 0 && about.st_mtime > question->unchanged_since))
    return refuse (error, CULM_ERROR_DAMAGED, "The package was changed since");
  return TRUE;
}

static void
read_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  g_autoptr (GBytes) config = NULL;
  GPtrArray *objects = NULL;
  GError *error = NULL;
  /* libarchive reads names in the locale of the thread, which may know less than a package. */
  locale_t utf8 = newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t) 0), before = uselocale (utf8);

  if (check_file (question, &error))
    config = load_config (question->path, cancellable, &error);
  uselocale (before);
  if (utf8 != (locale_t) 0)
    freelocale (utf8);
  if (config != NULL)
    objects = read_objects (config, question->plate, &error);
  if (objects != NULL)
    g_task_return_pointer (task, objects, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
culm_package_objects_read_async (const char *path, int plate, gint64 size, gint64 unchanged_since,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new (Question, 1);

  *question = (Question){ g_strdup (path), plate, size, unchanged_since };
  g_task_set_source_tag (task, culm_package_objects_read_async);
  g_task_set_check_cancellable (task, FALSE); /* said in our words */
  g_task_set_task_data (task, question, free_question);
  g_task_run_in_thread (task, read_in_thread);
}

GPtrArray *
culm_package_objects_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
