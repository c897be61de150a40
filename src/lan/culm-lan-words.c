/* culm-lan-words.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-words.h"
#include <string.h>

#define MAX_NAME 128 /* characters */
#define MAX_WORD 32  /* bytes */

static gboolean
is_made_of (const char *text, const char *others, gsize least, gsize most)
{
  gsize length = strlen (text);

  if (length < least || length > most)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (others, *c) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
culm_lan_is_serial (const char *text)
{
  return is_made_of (text, "", 15, 16);
}

gboolean
culm_lan_is_word (const char *text)
{
  return is_made_of (text, "-._", 1, MAX_WORD);
}

char *
culm_lan_tidy_name (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *name = g_string_new (NULL);
  guint n = 0;

  for (const char *c = valid; *c != '\0' && n < MAX_NAME; c = g_utf8_next_char (c), n++) {
    gunichar letter = g_utf8_get_char (c);

    g_string_append_unichar (name, g_unichar_iscntrl (letter) ? ' ' : letter);
  }
  g_strstrip (name->str);
  name->len = strlen (name->str);
  return g_string_free (name, name->len == 0);
}

gboolean
culm_lan_is_shallow (const char *text, gsize length, guint most)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++) {
    if (quoted && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && strchr ("/'#", text[i]) != NULL) /* no JSON, but json-glib's: quotes in there deceive */
      return FALSE;
    else if (!quoted && (text[i] == '{' || text[i] == '[') && ++depth > most)
      return FALSE;
    else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
      depth--;
  }
  return TRUE;
}
