/* culm-text.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Days between two local dates, positive when `later` is later; midnight counts, not 24 hours. */
static int
count_days (GDateTime *earlier, GDateTime *later)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (earlier), g_date_time_get_month (earlier),
                  g_date_time_get_year (earlier));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (later), g_date_time_get_month (later),
                  g_date_time_get_year (later));
  return g_date_days_between (&a, &b);
}

char *
culm_text_duration (int seconds)
{
  int days = seconds / DAY;
  int hours = seconds % DAY / HOUR;
  int minutes = seconds % HOUR / MINUTE;

  if (seconds < 0)
    return g_strdup (CULM_TEXT_UNKNOWN);
  if (days > 0)
    return hours > 0 ? g_strdup_printf (_ ("%d d %d h"), days, hours) : g_strdup_printf (_ ("%d d"), days);
  if (hours > 0)
    return minutes > 0 ? g_strdup_printf (_ ("%d h %02d min"), hours, minutes) : g_strdup_printf (_ ("%d h"), hours);
  if (minutes > 0)
    return g_strdup_printf (_ ("%d min"), minutes);
  return g_strdup (_ ("under 1 min"));
}

char *
culm_text_clock (gint64 instant, gint64 now)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (instant);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  int days;

  if (instant <= 0 || when == NULL || today == NULL)
    return g_strdup (CULM_TEXT_UNKNOWN);
  days = count_days (today, when);
  if (days == 0)
    return g_date_time_format (when, _ ("%H:%M"));
  if (ABS (days) < 7) /* Translators: a weekday and a time, "Tue 16:42" */
    return g_date_time_format (when, _ ("%a %H:%M"));
  /* Translators: a date and a time, "3 Mar 16:42" */
  return g_date_time_format (when, _ ("%-d %b %H:%M"));
}

char *
culm_text_since (gint64 instant, gint64 now)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (instant);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  int days;

  if (instant <= 0 || when == NULL || today == NULL)
    return g_strdup (CULM_TEXT_UNKNOWN);
  days = count_days (when, today);
  if (days <= 0)
    return g_date_time_format (when, _ ("%H:%M"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  if (days < 7) /* Translators: a weekday, as in "since Monday" */
    return g_date_time_format (when, _ ("%A"));
  if (g_date_time_get_year (when) == g_date_time_get_year (today))
    return g_date_time_format (when, _ ("%-d %B"));
  return g_date_time_format (when, _ ("%-d %B %Y"));
}

char *
culm_text_age (int seconds)
{
  if (seconds < 3)
    return g_strdup (_ ("just now"));
  if (seconds < MINUTE)
    return g_strdup_printf (_ ("%d s ago"), seconds);
  if (seconds < HOUR)
    return g_strdup_printf (_ ("%d min ago"), seconds / MINUTE);
  if (seconds < DAY)
    return g_strdup_printf (_ ("%d h ago"), seconds / HOUR);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day ago", "%d days ago", seconds / DAY), seconds / DAY);
}

char *
culm_text_temperature (double celsius)
{
  return isnan (celsius) ? g_strdup (CULM_TEXT_UNKNOWN) : g_strdup_printf (_ ("%.1f °C"), celsius);
}

char *
culm_text_temperature_short (double celsius)
{
  return isnan (celsius) ? g_strdup (CULM_TEXT_UNKNOWN) : g_strdup_printf (_ ("%.0f°"), celsius);
}

char *
culm_text_percent (int percent)
{
  return percent < 0 ? g_strdup (CULM_TEXT_UNKNOWN) : g_strdup_printf (_ ("%d %%"), percent);
}

char *
culm_text_layers (int layer, int layers)
{
  if (layer < 0 || layers <= 0)
    return g_strdup (CULM_TEXT_UNKNOWN);
  return g_strdup_printf (_ ("%d / %d"), layer, layers);
}

char *
culm_text_size (gint64 bytes)
{
  return g_format_size (MAX (bytes, 0));
}

char *
culm_text_size_of (gint64 part, gint64 whole)
{
  if (whole >= 1000000000) /* Translators: bytes sent, of all bytes */
    return g_strdup_printf (_ ("%.2f of %.2f GB"), (double) part / 1e9, (double) whole / 1e9);
  if (whole >= 10000000)
    return g_strdup_printf (_ ("%.0f of %.0f MB"), (double) part / 1e6, (double) whole / 1e6);
  if (whole >= 1000000)
    return g_strdup_printf (_ ("%.1f of %.1f MB"), (double) part / 1e6, (double) whole / 1e6);
  return g_strdup_printf (_ ("%.0f of %.0f kB"), (double) part / 1e3, (double) whole / 1e3);
}

char *
culm_text_rate (double bytes_per_second)
{
  g_autofree char *size = g_format_size ((guint64) CLAMP (bytes_per_second, 0, 1e15));

  return g_strdup_printf (_ ("%s/s"), size);
}

char *
culm_text_one_line (const char *name, guint characters)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  glong length;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
  }
  g_strstrip (line->str);
  length = g_utf8_strlen (line->str, -1);
  if (characters >= 3 && length > (glong) characters) {
    glong head = (characters - 1 + 1) / 2;
    glong tail = characters - 1 - head;
    g_autofree char *front = g_utf8_substring (line->str, 0, head);
    g_autofree char *back = g_utf8_substring (line->str, length - tail, length);

    return g_strconcat (front, "…", back, NULL);
  }
  return g_strdup (line->str);
}
