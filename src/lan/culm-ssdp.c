/* culm-ssdp.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ssdp.h"
#include "culm-lan-words.h"
#include <stdlib.h>
#include <string.h>

#define KIND "urn:bambulab-com:device:3dprinter:1"
#define SUFFIX ".bambu.com"
#define MAX_LINES 64

G_DEFINE_BOXED_TYPE (CulmAnnouncement, culm_announcement, culm_announcement_ref, culm_announcement_unref)

static void
clear_announcement (gpointer data)
{
  CulmAnnouncement *self = data;

  g_free (self->serial);
  g_free (self->address);
  g_free (self->model_id);
  g_free (self->name);
  g_free (self->firmware);
}

/* The number of a host on this network; what is none, or everybody's, is no address of a printer. */
static gboolean
is_host (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && !g_inet_address_get_is_any (address) && !g_inet_address_get_is_multicast (address) &&
         !g_str_equal (text, "255.255.255.255");
}

static void
set_word (char **place, const char *value)
{
  if (culm_lan_is_word (value)) {
    g_free (*place);
    *place = g_strdup (value);
  }
}

/* The short name of a header: "devname" of "DevName.bambu.com". Returns: (transfer full). */
static char *
shorten (const char *header, gsize length)
{
  char *name = g_ascii_strdown (header, (gssize) length);

  g_strstrip (name);
  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  return name;
}

/* FALSE when the line says that this is no printer. */
static gboolean
take_header (CulmAnnouncement *self, const char *name, const char *value)
{
  if (g_str_equal (name, "nt") || g_str_equal (name, "st"))
    return g_str_equal (value, KIND);
  if (g_str_equal (name, "nts"))
    self->leaving = g_str_equal (value, "ssdp:byebye");
  else if (g_str_equal (name, "usn") && culm_lan_is_serial (value))
    self->serial = (g_free (self->serial), g_strdup (value));
  else if (g_str_equal (name, "location") && is_host (value))
    self->address = (g_free (self->address), g_strdup (value));
  else if (g_str_equal (name, "devmodel"))
    set_word (&self->model_id, value);
  else if (g_str_equal (name, "devname"))
    self->name = (g_free (self->name), culm_lan_tidy_name (value));
  else if (g_str_equal (name, "devversion"))
    set_word (&self->firmware, value);
  else if (g_str_equal (name, "devsignal"))
    self->signal = CLAMP (atoi (value), -127, 0);
  else if (g_str_equal (name, "devconnect"))
    self->lan_only = g_ascii_strcasecmp (value, "lan") == 0;
  else if (g_str_equal (name, "devseclink"))
    self->secure = g_ascii_strcasecmp (value, "secure") == 0;
  return TRUE;
}

static gboolean
take_lines (CulmAnnouncement *self, char **lines)
{
  gboolean named = FALSE;

  for (guint i = 0; i < MAX_LINES && lines[i] != NULL; i++) {
    const char *colon = strchr (lines[i], ':');
    g_autofree char *name = colon != NULL ? shorten (lines[i], (gsize) (colon - lines[i])) : NULL;
    g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

    if (colon == NULL)
      continue;
    named = named || g_str_equal (name, "nt") || g_str_equal (name, "st");
    if (!take_header (self, name, value))
      return FALSE;
  }
  return named && self->serial != NULL;
}

CulmAnnouncement *
culm_announcement_ref (CulmAnnouncement *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
culm_announcement_unref (CulmAnnouncement *self)
{
  g_atomic_rc_box_release_full (self, clear_announcement);
}

CulmAnnouncement *
culm_ssdp_read (const char *data, gsize size, const char *source)
{
  g_autoptr (CulmAnnouncement) self = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (size > CULM_SSDP_MAX_BYTES || memchr (data, '\0', size) != NULL)
    return NULL;
  text = g_strndup (data, size);
  if (!g_str_has_prefix (text, "NOTIFY ") && !g_str_has_prefix (text, "HTTP/1.1 200"))
    return NULL;
  self = g_atomic_rc_box_new0 (CulmAnnouncement);
  lines = g_strsplit (text, "\n", MAX_LINES);
  if (!take_lines (self, lines + 1))
    return NULL;
  if (self->address == NULL && is_host (source))
    self->address = g_strdup (source);
  return self->address != NULL ? g_steal_pointer (&self) : NULL;
}

const char *
culm_ssdp_get_search (void)
{
  return "M-SEARCH * HTTP/1.1\r\nHOST: " CULM_SSDP_GROUP ":1990\r\nMAN: \"ssdp:discover\"\r\nMX: 3\r\nST: " KIND
         "\r\n\r\n";
}
