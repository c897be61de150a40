/* culm-sim-card.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-card.h"
#include "culm-sim-media.h"
#include "culm-sim-package.h"
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#define HALF_A_YEAR (182 * 24 * 3600)
#define DAY (24 * 3600)

static gboolean
put_file (const char *card, const char *path, GBytes *content, gint64 age)
{
  g_autofree char *file = culm_sim_card_locate (card, path);
  g_autofree char *folder = g_path_get_dirname (file);
  time_t then = time (NULL) - age;
  const struct utimbuf times = { .actime = then, .modtime = then };
  gsize size;
  const char *bytes = g_bytes_get_data (content, &size);

  return g_mkdir_with_parents (folder, 0700) == 0 && g_file_set_contents (file, bytes, (gssize) size, NULL) &&
         utime (file, &times) == 0;
}

static void
put_folder (const char *card, const char *path)
{
  g_autofree char *folder = culm_sim_card_locate (card, path);

  g_mkdir_with_parents (folder, 0700);
}

static void
put_jobs (const char *card, guint seed)
{
  static const struct {
    const char *path;
    gint64 age;
  } jobs[] = {
    { "/cache/Vase spiral.gcode.3mf", 2 * DAY },    { "/cache/Bracket_v2.gcode.3mf", 9 * DAY },
    { "/cache/Calibration cube.3mf", 240 * DAY },   { "/Cable clip (10x).gcode.3mf", 30 * DAY },
    { "/Lamp 100% infill.gcode.3mf", 400LL * DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++) {
    g_autoptr (GBytes) job = culm_sim_package_make (seed + i);

    put_file (card, jobs[i].path, job, jobs[i].age);
  }
}

/* A recording and the small picture of it, both named by when they were made. */
static void
put_timelapse (const char *card, guint seed, guint number, gboolean avi)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, -(int) number * 5 - 1);
  g_autofree char *name = g_date_time_format (then, "video_%Y-%m-%d_%H-%M-%S");
  g_autofree char *video = g_strdup_printf ("/timelapse/%s.%s", name, avi ? "avi" : "mp4");
  g_autofree char *picture = g_strdup_printf ("/timelapse/thumbnail/%s.jpg", name);
  g_autoptr (GBytes) film = avi ? culm_sim_media_make_avi (seed + number) : culm_sim_media_make_mp4 (seed + number);
  g_autoptr (GBytes) still = culm_sim_media_make_still (seed + number);
  gint64 age = number * 5 * DAY + DAY;

  put_file (card, video, film, age);
  put_file (card, picture, still, age);
}

static void
fill (const char *card, const CulmSimModel *model, guint seed)
{
  gboolean old = culm_sim_model_has (model, CULM_SIM_SENDS_DELTAS);
  gboolean x1 = culm_sim_model_has (model, CULM_SIM_HAS_LIDAR);
  static const char log[] = "[I] started\n";
  g_autoptr (GBytes) text = g_bytes_new_static (log, sizeof log - 1);

  put_folder (card, "/");
  put_jobs (card, seed);
  for (guint i = 0; i < 3; i++)
    put_timelapse (card, seed, i, old && !model->bed_slinger);
  if (old || x1)
    put_folder (card, "/image");
  if (x1)
    put_folder (card, "/ipcam");
  if (x1 || (old && !model->bed_slinger))
    put_file (card, "/logger/device.log", text, DAY);
}

char *
culm_sim_card_open (const char *state_dir, const char *serial, const CulmSimModel *model, guint seed)
{
  g_autofree char *card = g_build_filename (state_dir, "printers", serial, "card", NULL);

  if (!g_file_test (card, G_FILE_TEST_IS_DIR))
    fill (card, model, seed);
  return g_steal_pointer (&card);
}

char *
culm_sim_card_open_inside (const char *state_dir, const char *serial, guint seed)
{
  g_autofree char *inside = g_build_filename (state_dir, "printers", serial, "emmc", NULL);
  g_autoptr (GBytes) job = NULL;

  if (g_file_test (inside, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&inside);
  job = culm_sim_package_make (seed);
  put_folder (inside, "/cache");
  put_file (inside, "/Gear set.gcode.3mf", job, 3 * DAY);
  for (guint i = 0; i < 2; i++)
    put_timelapse (inside, seed + 7, i, FALSE);
  return g_steal_pointer (&inside);
}

char *
culm_sim_card_resolve (const char *folder, const char *name)
{
  g_autofree char *whole = *name == '/' ? g_strdup (name) : g_strconcat (folder, "/", name, NULL);
  g_auto (GStrv) parts = g_strsplit (whole, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (g_str_equal (parts[i], ".."))
      g_ptr_array_set_size (kept, MAX ((int) kept->len - 1, 0));
    else if (*parts[i] != '\0' && !g_str_equal (parts[i], "."))
      g_ptr_array_add (kept, parts[i]);
  }
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (out, "/%s", (char *) g_ptr_array_index (kept, i));
  return out->len > 0 ? g_strdup (out->str) : g_strdup ("/");
}

char *
culm_sim_card_locate (const char *card, const char *path)
{
  return g_build_filename (card, path, NULL);
}

static void
append_line (GString *out, const char *name, const GStatBuf *info)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (info->st_mtime);
  gboolean old = g_get_real_time () / G_USEC_PER_SEC - info->st_mtime > HALF_A_YEAR;
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autofree char *when =
      old ? g_strdup_printf ("%5d", g_date_time_get_year (time))
          : g_strdup_printf ("%02d:%02d", g_date_time_get_hour (time), g_date_time_get_minute (time));

  g_string_append_printf (out, "%s 1 1002 1002 %12" G_GINT64_FORMAT " %s %2d %s %s\r\n",
                          S_ISDIR (info->st_mode) ? "drwxr-xr-x" : "-rwxr-xr-x",
                          S_ISDIR (info->st_mode) ? (gint64) 4096 : (gint64) info->st_size,
                          months[g_date_time_get_month (time) - 1], g_date_time_get_day_of_month (time), when, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_entry (GString *out, const char *file, const char *name, gboolean bare, const char *prefix)
{
  GStatBuf info;

  if (g_lstat (file, &info) != 0)
    return;
  if (bare)
    g_string_append_printf (out, "%s%s\r\n", prefix != NULL ? prefix : "", name);
  else
    append_line (out, name, &info);
}

char *
culm_sim_card_list (const char *card, const char *path, gboolean bare, const char *prefix)
{
  g_autofree char *folder = culm_sim_card_locate (card, path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *name;

  if (dir == NULL && g_file_test (folder, G_FILE_TEST_EXISTS)) {
    g_autofree char *own = g_path_get_basename (folder);

    append_entry (out, folder, own, bare, prefix);
    return g_strdup (out->str);
  }
  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *file = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

    append_entry (out, file, g_ptr_array_index (names, i), bare, prefix);
  }
  return g_strdup (out->str);
}
