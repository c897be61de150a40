/* culm-server-text.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-server-text.h"

#include <string.h>

#define MAX_CHARACTERS 300
#define MAX_BYTES 4096

char *
culm_server_text_clean (const char *text, gssize length)
{
  /* An address, an e-mail address, or a run that nobody writes by hand. */
  g_autoptr (GRegex) secret = g_regex_new (
      "[a-z][a-z0-9+.-]*://\\S+|[^\\s@\"'<>]+@[^\\s@\"'<>]+|[A-Za-z0-9_+/=.%-]{32,}", G_REGEX_CASELESS, 0, NULL);
  g_autofree char *valid = NULL;
  g_autofree char *clean = NULL;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, MIN (length < 0 ? strlen (text) : (gsize) length, MAX_BYTES));
  for (char *p = valid; *p != '\0'; p++) {
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  }
  clean = g_regex_replace_literal (secret, valid, -1, 0, "…", 0, NULL);
  if (clean == NULL)
    return NULL;
  if (g_utf8_strlen (clean, -1) > MAX_CHARACTERS)
    *g_utf8_offset_to_pointer (clean, MAX_CHARACTERS) = '\0';
  g_strstrip (clean);
  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

char *
culm_server_text_read_xml_code (const char *text, gsize length)
{
  const char *start = g_strstr_len (text, length, "<Code>");
  const char *end = start != NULL ? g_strstr_len (start, length - (start - text), "</Code>") : NULL;

  if (end == NULL)
    return NULL;
  start += strlen ("<Code>");
  return culm_server_text_clean (start, end - start);
}
