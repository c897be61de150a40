/* culm-contacts.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Which hosts this program has spoken to since it started, and what for, to be shown to its user. Whatever opens a
 * connection, in whichever layer, notes it here; that is why it lies below all of them. For any thread. */

typedef enum {
  CULM_CONTACT_ACCOUNT,
  CULM_CONTACT_BROKER,  /* of an account, or one that was typed in */
  CULM_CONTACT_PRINTER, /* in the local network */
  CULM_CONTACT_PICTURE,
  CULM_CONTACT_UPLOAD,
  CULM_CONTACT_FAULT_TEXTS,
  CULM_CONTACT_WEBHOOK,
} CulmContactPurpose;

typedef struct {
  char *host;
  CulmContactPurpose purpose;
  gint64 first_at, last_at; /* unix s */
  guint64 count;            /* tries to connect, and requests */
} CulmContact;

/* A try counts: the host learns of it. `host` nullable: nothing is noted. */
void culm_contacts_note (CulmContactPurpose purpose, const char *host);

/* A row for each host and purpose, in the order of their first contact. Returns: (transfer full) (element-type
 * CulmContact). */
GPtrArray *culm_contacts_list (void);

/* For tests. */
void culm_contacts_forget (void);

G_END_DECLS
