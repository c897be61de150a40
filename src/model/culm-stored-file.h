/* culm-stored-file.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CULM_STORED_FILE_FOLDER,
  CULM_STORED_FILE_VIDEO,   /* a timelapse or a recording */
  CULM_STORED_FILE_PICTURE,
  CULM_STORED_FILE_JOB,     /* what can be printed: .3mf, .gcode */
  CULM_STORED_FILE_OTHER,
} CulmStoredFileKind;

/**
 * CulmStoredFile:
 *
 * A file or a folder in the storage of a printer, as it was listed. Does not change. Properties (readable): "name"
 * (string: valid UTF-8, one line, for people), "path" (string: how the printer knows it, bytes of any encoding), "kind"
 * (int: CulmStoredFileKind), "size" (gint64, bytes, 0 for a folder), "modified" (gint64, seconds: the printer's own
 * clock, which has no zone, read as if it were UTC; 0 not known).
 */
#define CULM_TYPE_STORED_FILE (culm_stored_file_get_type ())
G_DECLARE_FINAL_TYPE (CulmStoredFile, culm_stored_file, CULM, STORED_FILE, GObject)

/* `folder` is where it lies ("/", "/timelapse"); `name` as the printer wrote it. Returns: (transfer full). */
CulmStoredFile *culm_stored_file_new (const char *folder, const char *name, gboolean is_folder, gint64 size,
                                      gint64 modified);
/* The same of a place that has no folders: `path` is whatever the printer wants to be asked for. */
CulmStoredFile *culm_stored_file_new_at (const char *path, const char *name, gint64 size, gint64 modified);

const char        *culm_stored_file_get_name (CulmStoredFile *self);
const char        *culm_stored_file_get_path (CulmStoredFile *self);
CulmStoredFileKind culm_stored_file_get_kind (CulmStoredFile *self);
gboolean           culm_stored_file_is_folder (CulmStoredFile *self);
gint64             culm_stored_file_get_size (CulmStoredFile *self);
gint64             culm_stored_file_get_modified (CulmStoredFile *self);

/* The folder in which what lies inside a printer is shown, beside what is on its stick. */
#define CULM_STORED_FILE_INSIDE "/internal"

/* "folder", "video", "picture", "job", "other": for documents. */
const char *culm_stored_file_get_kind_name (CulmStoredFile *self);

/* A name under which it can be kept on this computer: no folder in it, never "." or "..", at most 200 bytes, its ending
 * kept. Returns: (transfer full). */
char *culm_stored_file_dup_local_name (CulmStoredFile *self);
char *culm_stored_file_make_local_name (const char *path);

/* Is this one name, without a folder in it and without a control character, that a printer can be asked for? */
gboolean culm_stored_file_is_name (const char *name);

G_END_DECLS
