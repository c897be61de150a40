/* culm-ctl-terminal.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-error.h"
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#define LINE_LENGTH 4096

static char *
make_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (letter == '\n' || !g_unichar_iscntrl (letter))
      g_string_append_unichar (clean, letter);
  }
  return g_string_free (clean, FALSE);
}

static void
print_line (FILE *stream, const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  g_autofree char *clean = make_printable (text);

  fprintf (stream, "%s\n", clean);
  fflush (stream);
}

void
culm_ctl_print (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  print_line (stdout, format, args);
  va_end (args);
}

void
culm_ctl_say (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  print_line (stderr, format, args);
  va_end (args);
}

void
culm_ctl_say_progress (const char *text)
{
  g_autofree char *clean = make_printable (text != NULL ? text : "");

  fprintf (stderr, "\r\033[K%s", clean);
  fflush (stderr);
}

/* One byte at a time: what stands behind the line belongs to the next question. */
static gboolean
on_readable (int fd, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  GString *line = user_data;
  char byte;
  gssize n = read (fd, &byte, 1);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  g_string_append_c (line, n == 1 ? byte : '\0'); /* a NUL: the end of the input */
  return G_SOURCE_CONTINUE;
}

static gboolean
is_complete (const GString *line)
{
  return line->len > 0 && (line->str[line->len - 1] == '\n' || line->str[line->len - 1] == '\0');
}

static void
on_interrupted (GCancellable *interrupt G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  g_main_context_wakeup (NULL);
}

static void
read_line (GString *line, GCancellable *interrupt)
{
  guint source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, line);
  gulong handler = g_cancellable_connect (interrupt, G_CALLBACK (on_interrupted), NULL, NULL);

  while (!is_complete (line) && line->len < LINE_LENGTH && !g_cancellable_is_cancelled (interrupt))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_disconnect (interrupt, handler);
  g_source_remove (source);
}

static void
wipe_line (GString *line)
{
  explicit_bzero (line->str, line->allocated_len);
  g_string_free (line, TRUE);
}

char *
culm_ctl_ask (const char *question, gboolean secret, GCancellable *interrupt, GError **error)
{
  GString *line = g_string_sized_new (LINE_LENGTH); /* never moves, so that no copy of a secret stays behind */
  gboolean hide = secret && isatty (STDIN_FILENO);
  g_autofree char *clean = NULL;
  struct termios before, hidden;
  char *answer = NULL;

  /* Before the question, or the first letters of a quick answer would show, and be thrown away. */
  if (hide && tcgetattr (STDIN_FILENO, &before) == 0) {
    hidden = before;
    hidden.c_lflag &= ~(tcflag_t) ECHO;
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  } else {
    hide = FALSE;
  }
  clean = make_printable (question);
  fprintf (stderr, "%s ", clean);
  fflush (stderr);
  read_line (line, interrupt);
  if (hide)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  if (hide || !isatty (STDIN_FILENO) || g_cancellable_is_cancelled (interrupt))
    culm_ctl_say ("%s", "");

  if (g_cancellable_is_cancelled (interrupt)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_CANCELLED, "Interrupted");
  } else if (line->len == 1 && line->str[0] == '\0') {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("The input ended before an answer came."));
  } else {
    if (is_complete (line))
      g_string_truncate (line, line->len - 1);
    answer = g_strdup (g_strstrip (line->str));
  }
  wipe_line (line);
  return answer;
}

gboolean
culm_ctl_confirm (const char *question, GCancellable *interrupt, GError **error)
{
  g_autofree char *answer = NULL;

  if (!isatty (STDIN_FILENO))
    return TRUE;
  answer = culm_ctl_ask (question, FALSE, interrupt, error);
  if (answer == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (answer, "y") == 0 || g_ascii_strcasecmp (answer, "yes") == 0)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_CANCELLED, "Nothing was sent");
  return FALSE;
}
