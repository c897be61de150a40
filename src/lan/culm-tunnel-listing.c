/* culm-tunnel-listing.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-tunnel-listing.h"
#include <string.h>

#define MOST 20000
#define MAX_NAME 1024 /* bytes */
#define MAX_PATH 4096
#define MAX_SAME 64 /* files of one name in one folder */
#define CACHE "cache"

struct _CulmTunnelListing {
  GPtrArray *files;   /* of CulmStoredFile */
  GHashTable *places; /* our path → the printer's */
};

/* "2026-07-14 09:38:00", by the printer's clock; else seconds. */
static gint64
read_time (JsonNode *entry)
{
  const char *date = culm_tunnel_get_string (entry, "date");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = date != NULL && strlen (date) < 32 ? g_date_time_new_from_iso8601 (date, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : culm_tunnel_get_int (entry, "time", 0);
}

/* As one that can be in a path: for what cannot, there is "_". Returns: (transfer full) (nullable). */
static char *
make_name (const char *text)
{
  char *name;

  if (text == NULL || *text == '\0' || strlen (text) > MAX_NAME)
    return NULL;
  name = g_strdup (text);
  for (char *c = name; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || *c == '/')
      *c = '_';
  for (char *c = name; (g_str_equal (name, ".") || g_str_equal (name, "..")) && *c != '\0'; c++)
    *c = '_';
  return name;
}

/* Returns: (transfer full): a path that nothing has; NULL when too many have this name. */
static char *
make_unique (CulmTunnelListing *self, const char *folder, const char *name)
{
  const char *slash = g_str_has_suffix (folder, "/") ? "" : "/";
  const char *dot = strrchr (name, '.');
  int stem = dot != NULL && dot != name ? (int) (dot - name) : (int) strlen (name);
  char *path = g_strconcat (folder, slash, name, NULL);

  for (guint i = 2; i < MAX_SAME && g_hash_table_contains (self->places, path); i++) {
    g_free (path);
    path = g_strdup_printf ("%s%s%.*s (%u)%s", folder, slash, stem, name, i, name + stem);
  }
  if (g_hash_table_contains (self->places, path))
    g_clear_pointer (&path, g_free);
  return path;
}

/* By the folder that the printer has it in. */
static gboolean
is_cached (JsonNode *entry)
{
  const char *path = culm_tunnel_get_string (entry, "path");
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  return folder != NULL && g_str_has_suffix (folder, "/" CACHE);
}

static void
add_file (CulmTunnelListing *self, const char *folder, JsonNode *entry)
{
  const char *name = culm_tunnel_get_string (entry, "name");
  const char *place = culm_tunnel_get_string (entry, "path");
  g_autofree char *tidy = make_name (name);
  g_autofree char *path = tidy != NULL ? make_unique (self, folder, tidy) : NULL;
  const char *shown = path != NULL ? strrchr (path, '/') + 1 : NULL;

  if (path == NULL || (place != NULL && strlen (place) > MAX_PATH))
    return;
  g_ptr_array_add (self->files, culm_stored_file_new (folder, shown, FALSE, culm_tunnel_get_int (entry, "size", 0),
                                                      read_time (entry)));
  /* The oldest firmware gives names alone. */
  g_hash_table_insert (self->places, g_steal_pointer (&path),
                       g_strdup (place != NULL && *place != '\0' ? place : name));
}

CulmTunnelListing *
culm_tunnel_listing_new (void)
{
  CulmTunnelListing *self = g_new0 (CulmTunnelListing, 1);

  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
culm_tunnel_listing_free (CulmTunnelListing *self)
{
  g_ptr_array_unref (self->files);
  g_hash_table_unref (self->places);
  g_free (self);
}

gboolean
culm_tunnel_listing_split (const char *folder, gboolean *inside, const char **rest)
{
  static const char *const known[] = { "", "timelapse", "ipcam", CACHE };
  gsize length = strlen (CULM_TUNNEL_INSIDE);

  *inside = g_str_has_prefix (folder, CULM_TUNNEL_INSIDE) && (folder[length] == '/' || folder[length] == '\0');
  if (*inside)
    folder += length;
  folder += *folder == '/';
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (folder, known[i])) {
      *rest = known[i];
      return TRUE;
    }
  return FALSE;
}

void
culm_tunnel_listing_add_folder (CulmTunnelListing *self, const char *folder, const char *name)
{
  CulmStoredFile *file = culm_stored_file_new (folder, name, TRUE, 0, 0);

  g_ptr_array_add (self->files, file);
  g_hash_table_insert (self->places, g_strdup (culm_stored_file_get_path (file)), NULL);
}

gboolean
culm_tunnel_listing_add (CulmTunnelListing *self, const char *folder, JsonNode *reply)
{
  JsonArray *list = culm_tunnel_get_array (reply, "file_lists");
  guint n = list != NULL ? json_array_get_length (list) : 0;
  const char *rest = "";
  gboolean inside;

  culm_tunnel_listing_split (folder, &inside, &rest);
  for (guint i = 0; i < n && self->files->len < MOST; i++) {
    JsonNode *entry = json_array_get_element (list, i);

    if (is_cached (entry) ? !g_str_equal (rest, "") : !g_str_equal (rest, CACHE))
      add_file (self, folder, entry);
  }
  return list != NULL && self->files->len < MOST;
}

gboolean
culm_tunnel_listing_has_cached (JsonNode *reply)
{
  JsonArray *list = culm_tunnel_get_array (reply, "file_lists");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (is_cached (json_array_get_element (list, i)))
      return TRUE;
  return FALSE;
}

GPtrArray *
culm_tunnel_listing_dup_files (CulmTunnelListing *self)
{
  GPtrArray *files = g_ptr_array_new_full (self->files->len, g_object_unref);

  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (files, g_object_ref (g_ptr_array_index (self->files, i)));
  return files;
}

const char *
culm_tunnel_listing_find (CulmTunnelListing *self, const char *path)
{
  return g_hash_table_lookup (self->places, path);
}
