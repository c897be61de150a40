/* culm-file-listing.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-listing.h"
#include <string.h>

#define MAX_ENTRIES 20000
#define MAX_NAME 1024
#define DAY (24 * 60 * 60)

/* The next word of a line, which ends at a blank; NULL at its end. */
static char *
take_word (char **rest)
{
  char *word = *rest + strspn (*rest, " \t");
  char *end = word + strcspn (word, " \t");

  if (*word == '\0')
    return NULL;
  if (*end != '\0')
    *end++ = '\0';
  *rest = end;
  return word;
}

static int
find_month (const char *word)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  if (strlen (word) != 3)
    return 0;
  for (int month = 1; month <= 12; month++)
    if (g_ascii_strncasecmp (word, names + (month - 1) * 3, 3) == 0)
      return month;
  return 0;
}

static gboolean
read_number (const char *word, guint64 least, guint64 most, guint64 *value)
{
  return word != NULL && g_ascii_string_to_unsigned (word, 10, least, most, value, NULL);
}

static gint64
make_time (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, 0);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/* `when` is "09:38" or "2023". */
static gboolean
read_time (const char *month_word, const char *day_word, char *when, gint64 now, gint64 *modified)
{
  int month = month_word != NULL ? find_month (month_word) : 0;
  char *colon = when != NULL ? strchr (when, ':') : NULL;
  guint64 day, year, hour, minute;

  if (month == 0 || !read_number (day_word, 1, 31, &day))
    return FALSE;
  if (colon == NULL) {
    if (!read_number (when, 1970, 9999, &year))
      return FALSE;
    *modified = make_time ((int) year, month, (int) day, 0, 0);
    return TRUE;
  }
  *colon = '\0';
  if (!read_number (when, 0, 23, &hour) || !read_number (colon + 1, 0, 59, &minute))
    return FALSE;
  {
    g_autoptr (GDateTime) today = g_date_time_new_from_unix_utc (now);
    int this_year = today != NULL ? g_date_time_get_year (today) : 1970;

    *modified = make_time (this_year, month, (int) day, (int) hour, (int) minute);
    /* The 29th of February is a day of some years alone. */
    for (int back = 1; (*modified == 0 || *modified > now + DAY) && back <= 8; back++)
      *modified = make_time (this_year - back, month, (int) day, (int) hour, (int) minute);
  }
  return TRUE;
}

/* Returns: (transfer full) (nullable). */
static CulmStoredFile *
parse_line (char *line, const char *folder, gint64 now)
{
  char *rest = line;
  const char *mode = take_word (&rest);
  const char *month, *day;
  guint64 size;
  gint64 modified = 0;

  if (mode == NULL || strlen (mode) < 10 || (*mode != '-' && *mode != 'd'))
    return NULL;
  /* links, owner, group */
  if (take_word (&rest) == NULL || take_word (&rest) == NULL || take_word (&rest) == NULL ||
      !read_number (take_word (&rest), 0, G_MAXINT64, &size))
    return NULL;
  month = take_word (&rest);
  day = take_word (&rest);
  if (!read_time (month, day, take_word (&rest), now, &modified))
    return NULL;
  /* One blank stood before the name; further ones belong to it. */
  if (strlen (rest) > MAX_NAME || !culm_stored_file_is_name (rest))
    return NULL;
  return culm_stored_file_new (folder, rest, *mode == 'd', (gint64) size, modified);
}

GPtrArray *
culm_file_listing_parse (const char *text, gsize length, const char *folder, gint64 now)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  const char *end = text + length;

  while (text < end && files->len < MAX_ENTRIES) {
    const char *stop = memchr (text, '\n', (gsize) (end - text));
    gsize size = (gsize) ((stop != NULL ? stop : end) - text);
    gboolean whole = memchr (text, '\0', size) == NULL;
    g_autofree char *line = g_strndup (text, size > 0 && text[size - 1] == '\r' ? size - 1 : size);
    CulmStoredFile *file = whole ? parse_line (line, folder, now) : NULL;

    if (file != NULL)
      g_ptr_array_add (files, file);
    text = stop != NULL ? stop + 1 : end;
  }
  return files;
}
