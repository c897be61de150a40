/* culm-ctl-words.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static void
remove_words (int *argc, char *argv[], int first, int n)
{
  for (int i = first; i + n <= *argc; i++)
    argv[i] = argv[i + n]; /* moves the NULL at the end as well */
  *argc -= n;
}

/* Where the options end: at "--", or with the words. */
static int
find_end (int argc, char *argv[])
{
  int end = 1;

  while (end < argc && !g_str_equal (argv[end], "--"))
    end++;
  return end;
}

gboolean
culm_ctl_take_flag (int *argc, char *argv[], const char *name)
{
  gboolean found = FALSE;

  for (int i = find_end (*argc, argv) - 1; i >= 1; i--) {
    if (!g_str_equal (argv[i], name))
      continue;
    remove_words (argc, argv, i, 1);
    found = TRUE;
  }
  return found;
}

gboolean
culm_ctl_take_option (int *argc, char *argv[], const char *name, const char **value, GError **error)
{
  gsize length = strlen (name);
  int i = 1;

  while (i < find_end (*argc, argv)) {
    if (strncmp (argv[i], name, length) == 0 && argv[i][length] == '=') {
      *value = argv[i] + length + 1;
      remove_words (argc, argv, i, 1);
    } else if (!g_str_equal (argv[i], name)) {
      i++;
    } else if (i + 1 < find_end (*argc, argv)) {
      *value = argv[i + 1];
      remove_words (argc, argv, i, 2);
    } else {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("%s needs a value."), name);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
is_option (const char *word)
{
  return word[0] == '-' && word[1] != '\0' && word[1] != '.' && !g_ascii_isdigit (word[1]);
}

gboolean
culm_ctl_check_words (int *argc, char *argv[], int minimum, int maximum, GError **error)
{
  int end = find_end (*argc, argv);

  for (int i = 1; i < end; i++) {
    if (is_option (argv[i])) {
      culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                      _ ("%s does not know the option %s. See culmctl %s --help."), argv[0], argv[i], argv[0]);
      return FALSE;
    }
  }
  if (end < *argc)
    remove_words (argc, argv, end, 1);
  if (*argc - 1 >= minimum && (maximum < 0 || *argc - 1 <= maximum))
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                  *argc - 1 < minimum ? _ ("%s needs more words. See culmctl %s --help.")
                                      : _ ("%s takes fewer words. See culmctl %s --help."),
                  argv[0], argv[0]);
  return FALSE;
}
