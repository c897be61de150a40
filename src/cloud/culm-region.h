/* culm-region.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The two contracts that a server may speak (reference/rest.md §3, §10). */
typedef enum {
  CULM_CONTRACT_UNKNOWN,
  CULM_CONTRACT_SEED,    /* the vendor's API reference */
  CULM_CONTRACT_SERVICE, /* what the real service was seen to speak */
} CulmContract;

/* "seed", "service", or NULL for CULM_CONTRACT_UNKNOWN: the words of contract.md §3. */
const char  *culm_contract_get_name (CulmContract contract);
CulmContract culm_contract_from_name (const char *name);

/**
 * CulmRegion:
 *
 * Where an account lives: its hosts. Immutable and counted, so any thread may read it.
 */
#define CULM_TYPE_REGION (culm_region_get_type ())
typedef struct _CulmRegion CulmRegion;
GType culm_region_get_type (void);

/* `text` is a name of the table (`global`, `china`, `dev`, `qa`, `pre`, `pre-us`; case aside) or an https URL
 * (reference/rest.md §1). A query, a fragment, a user name or another scheme is refused.
 * Returns: (transfer full), or NULL with CULM_ERROR_USAGE, for a bad address with ERR_INVALID_URL. */
CulmRegion *culm_region_new (const char *text, GError **error);
CulmRegion *culm_region_ref (CulmRegion *self);
void        culm_region_unref (CulmRegion *self);

/* What culm_region_new() takes again: the name, or the address without its last slash. Never NULL. */
const char *culm_region_get_name (const CulmRegion *self);
/* The base of every REST path, without a last slash. Never NULL. */
const char *culm_region_get_api_base (const CulmRegion *self);
/* The base of the sign-in pages, or NULL: the test environments have none that is known. */
const char *culm_region_get_web_base (const CulmRegion *self);
/* The base of the public look-ups (`/query.php`, reference/rest.md §16). Never NULL. */
const char *culm_region_get_lookup_base (const CulmRegion *self);
/* The cloud broker as the table has it, or NULL: a test environment has none, a free address must be asked, see
 * culm_cloud_client_find_broker_async(). */
const char *culm_region_get_mqtt_host (const CulmRegion *self);
guint16     culm_region_get_mqtt_port (const CulmRegion *self);
/* Typed in by hand? */
gboolean culm_region_is_free (const CulmRegion *self);
/* Does it send codes by SMS? China does, and an address typed in by hand may. */
gboolean culm_region_takes_phone (const CulmRegion *self);
/* The form of upload to try first: the vendor's hosts the service's, any other server the seed's. */
CulmContract culm_region_get_upload_contract (const CulmRegion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmRegion, culm_region_unref)

G_END_DECLS
