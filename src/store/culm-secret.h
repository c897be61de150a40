/* culm-secret.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The kinds of entry: an account of the cloud, a printer on the LAN, a broker that was typed in by hand, an address
 * that is told of events. */
#define CULM_SECRET_ACCOUNT "account"
#define CULM_SECRET_PRINTER "printer"
#define CULM_SECRET_BROKER "broker"
#define CULM_SECRET_WEBHOOK "webhook"

/**
 * CulmSecret:
 *
 * One entry of a keyring: a few texts by name, below a kind and an id that are unique in a profile. All of it is
 * private and none of it may reach a log; what is replaced or freed is wiped first.
 */
#define CULM_TYPE_SECRET (culm_secret_get_type ())
typedef struct _CulmSecret CulmSecret;
GType culm_secret_get_type (void);

CulmSecret *culm_secret_new (const char *kind, const char *id);
CulmSecret *culm_secret_copy (const CulmSecret *self);
void        culm_secret_free (CulmSecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSecret, culm_secret_free)

const char *culm_secret_get_kind (const CulmSecret *self);
const char *culm_secret_get_id (const CulmSecret *self);

/* Names are ours ("token", "refresh-token", "access-code" …). (transfer none) (nullable); NULL as a value drops it. */
const char *culm_secret_get (const CulmSecret *self, const char *name);
void        culm_secret_set (CulmSecret *self, const char *name, const char *value);
gint64      culm_secret_get_int (const CulmSecret *self, const char *name); /* 0 when there is none */
void        culm_secret_set_int (CulmSecret *self, const char *name, gint64 value);

/* The names that have a value. Returns: (transfer container): free the array alone. */
const char **culm_secret_list (const CulmSecret *self);

/* One JSON object of strings. The text is to be freed with culm_secret_wipe(). */
char    *culm_secret_to_json (const CulmSecret *self);
gboolean culm_secret_read_json (CulmSecret *self, const char *json, GError **error);

/* Overwrites a text, then frees it. */
void culm_secret_wipe (char *text);

G_END_DECLS
