/* culm-contacts.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-contacts.h"

/* A name server that answers with ever new names must not fill the memory. */
#define MOST 500

G_LOCK_DEFINE_STATIC (contacts);
static GPtrArray *contacts; /* CulmContact; NULL: none yet */

static void
free_contact (gpointer data)
{
  CulmContact *contact = data;

  g_free (contact->host);
  g_free (contact);
}

static CulmContact *
find_contact (CulmContactPurpose purpose, const char *host)
{
  for (guint i = 0; i < contacts->len; i++) {
    CulmContact *contact = g_ptr_array_index (contacts, i);

    if (contact->purpose == purpose && g_ascii_strcasecmp (contact->host, host) == 0)
      return contact;
  }
  return NULL;
}

void
culm_contacts_note (CulmContactPurpose purpose, const char *host)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CulmContact *contact;

  if (host == NULL)
    return;
  G_LOCK (contacts);
  if (contacts == NULL)
    contacts = g_ptr_array_new_with_free_func (free_contact);
  contact = find_contact (purpose, host);
  if (contact == NULL && contacts->len < MOST) {
    contact = g_new0 (CulmContact, 1);
    contact->host = g_strdup (host);
    contact->purpose = purpose;
    contact->first_at = now;
    g_ptr_array_add (contacts, contact);
  }
  if (contact != NULL) {
    contact->last_at = now;
    contact->count++;
  }
  G_UNLOCK (contacts);
}

GPtrArray *
culm_contacts_list (void)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (free_contact);

  G_LOCK (contacts);
  for (guint i = 0; contacts != NULL && i < contacts->len; i++) {
    CulmContact *copy = g_memdup2 (g_ptr_array_index (contacts, i), sizeof *copy);

    copy->host = g_strdup (copy->host);
    g_ptr_array_add (copies, copy);
  }
  G_UNLOCK (contacts);
  return copies;
}

void
culm_contacts_forget (void)
{
  G_LOCK (contacts);
  g_clear_pointer (&contacts, g_ptr_array_unref);
  G_UNLOCK (contacts);
}
