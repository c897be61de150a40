/* culm-stored-file.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-stored-file.h"
#include <string.h>

#define MAX_LOCAL_NAME 200 /* bytes; a file system takes 255, and a suffix may come */
#define MAX_ENDING 16

struct _CulmStoredFile {
  GObject parent_instance;
  char *name;
  char *path;
  CulmStoredFileKind kind;
  gint64 size;
  gint64 modified;
};

typedef enum { PROP_NAME = 1, PROP_PATH, PROP_KIND, PROP_SIZE, PROP_MODIFIED } CulmStoredFileProp;
static GParamSpec *props[PROP_MODIFIED + 1];

G_DEFINE_FINAL_TYPE (CulmStoredFile, culm_stored_file, G_TYPE_OBJECT)

static gboolean
has_ending (const char *name, const char *const *endings)
{
  gsize length = strlen (name);

  for (; *endings != NULL; endings++) {
    gsize n = strlen (*endings);

    if (length > n && g_ascii_strcasecmp (name + length - n, *endings) == 0)
      return TRUE;
  }
  return FALSE;
}

static CulmStoredFileKind
choose_kind (const char *name)
{
  static const char *const videos[] = { ".mp4", ".avi", ".mkv", ".mov", NULL };
  static const char *const pictures[] = { ".jpg", ".jpeg", ".png", NULL };
  static const char *const jobs[] = { ".3mf", ".gcode", NULL };

  if (has_ending (name, videos))
    return CULM_STORED_FILE_VIDEO;
  if (has_ending (name, pictures))
    return CULM_STORED_FILE_PICTURE;
  return has_ending (name, jobs) ? CULM_STORED_FILE_JOB : CULM_STORED_FILE_OTHER;
}

/* Does it move what stands around it, or hide? */
static gboolean
is_deceptive (gunichar letter)
{
  GUnicodeType type = g_unichar_type (letter);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR ||
         letter == 0x061c || letter == 0x200e || letter == 0x200f || (letter >= 0x202a && letter <= 0x202e) ||
         (letter >= 0x2066 && letter <= 0x2069) || letter == 0xfeff;
}

/* Returns: (transfer full): one line that reads as it is written. */
static char *
make_readable (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *text = g_string_new (NULL);

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (text, is_deceptive (g_utf8_get_char (c)) ? ' ' : g_utf8_get_char (c));
  return g_string_free (text, FALSE);
}

static void
culm_stored_file_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmStoredFile *self = CULM_STORED_FILE (object);

  switch ((CulmStoredFileProp) id) {
  case PROP_NAME: g_value_set_string (value, self->name); break;
  case PROP_PATH: g_value_set_string (value, self->path); break;
  case PROP_KIND: g_value_set_int (value, (int) self->kind); break;
  case PROP_SIZE: g_value_set_int64 (value, self->size); break;
  case PROP_MODIFIED: g_value_set_int64 (value, self->modified); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_stored_file_finalize (GObject *object)
{
  CulmStoredFile *self = CULM_STORED_FILE (object);

  g_free (self->name);
  g_free (self->path);
  G_OBJECT_CLASS (culm_stored_file_parent_class)->finalize (object);
}

static void
culm_stored_file_class_init (CulmStoredFileClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_stored_file_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_stored_file_finalize;
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, 0, CULM_STORED_FILE_OTHER, 0, flags);
  props[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_MODIFIED] = g_param_spec_int64 ("modified", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_stored_file_init (CulmStoredFile *self G_GNUC_UNUSED)
{
}

CulmStoredFile *
culm_stored_file_new_at (const char *path, const char *name, gint64 size, gint64 modified)
{
  CulmStoredFile *self = g_object_new (CULM_TYPE_STORED_FILE, NULL);

  self->name = make_readable (name);
  self->path = g_strdup (path);
  self->kind = choose_kind (name);
  self->size = MAX (size, 0);
  self->modified = MAX (modified, 0);
  return self;
}

CulmStoredFile *
culm_stored_file_new (const char *folder, const char *name, gboolean is_folder, gint64 size, gint64 modified)
{
  g_autofree char *path = g_strconcat (folder, g_str_has_suffix (folder, "/") ? "" : "/", name, NULL);
  CulmStoredFile *self = culm_stored_file_new_at (path, name, is_folder ? 0 : size, modified);

  if (is_folder)
    self->kind = CULM_STORED_FILE_FOLDER;
  return self;
}

const char *
culm_stored_file_get_name (CulmStoredFile *self)
{
  g_return_val_if_fail (CULM_IS_STORED_FILE (self), NULL);
  return self->name;
}

const char *
culm_stored_file_get_path (CulmStoredFile *self)
{
  g_return_val_if_fail (CULM_IS_STORED_FILE (self), NULL);
  return self->path;
}

CulmStoredFileKind
culm_stored_file_get_kind (CulmStoredFile *self)
{
  g_return_val_if_fail (CULM_IS_STORED_FILE (self), CULM_STORED_FILE_OTHER);
  return self->kind;
}

gboolean
culm_stored_file_is_folder (CulmStoredFile *self)
{
  return culm_stored_file_get_kind (self) == CULM_STORED_FILE_FOLDER;
}

gint64
culm_stored_file_get_size (CulmStoredFile *self)
{
  g_return_val_if_fail (CULM_IS_STORED_FILE (self), 0);
  return self->size;
}

gint64
culm_stored_file_get_modified (CulmStoredFile *self)
{
  g_return_val_if_fail (CULM_IS_STORED_FILE (self), 0);
  return self->modified;
}

const char *
culm_stored_file_get_kind_name (CulmStoredFile *self)
{
  static const char *const names[] = { "folder", "video", "picture", "job", "other" };

  return names[culm_stored_file_get_kind (self)];
}

char *
culm_stored_file_make_local_name (const char *path)
{
  const char *slash = strrchr (path, '/');
  g_autofree char *name = make_readable (slash != NULL ? slash + 1 : path);
  gsize length = strlen (name);

  /* Neither hidden nor a way out of the folder. */
  for (char *c = name; *c == '.' || *c == ' '; c++)
    *c = '_';
  if (length == 0)
    return g_strdup ("file");
  if (length > MAX_LOCAL_NAME) {
    const char *dot = strrchr (name, '.');
    g_autofree char *ending = g_strdup (dot != NULL && strlen (dot) <= MAX_ENDING ? dot : "");
    const char *end = g_utf8_find_prev_char (name, name + MAX_LOCAL_NAME - strlen (ending));
    g_autofree char *start = g_strndup (name, (gsize) (end - name));

    return g_strconcat (start, ending, NULL);
  }
  return g_steal_pointer (&name);
}

char *
culm_stored_file_dup_local_name (CulmStoredFile *self)
{
  g_return_val_if_fail (CULM_IS_STORED_FILE (self), NULL);
  return culm_stored_file_make_local_name (self->name);
}

gboolean
culm_stored_file_is_name (const char *name)
{
  if (*name == '\0' || strchr (name, '/') != NULL || g_str_equal (name, ".") || g_str_equal (name, ".."))
    return FALSE;
  for (; *name != '\0'; name++)
    if (g_ascii_iscntrl (*name))
      return FALSE;
  return TRUE;
}
