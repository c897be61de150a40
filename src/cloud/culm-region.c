/* culm-region.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-region.h"

#include "culm-error.h"

#define LOOKUP_BASE "https://e.bambulab.com"
#define MQTT_PORT 8883

struct _CulmRegion {
  char *name;
  char *api_base;
  char *web_base;
  char *lookup_base;
  char *mqtt_host;
  CulmContract upload_contract;
  gboolean free_address;
};

/* reference/rest.md §1 */
static const struct {
  const char *name;
  const char *api_base;
  const char *web_base;
  const char *mqtt_host;
} table[] = {
  { "global", "https://api.bambulab.com", "https://bambulab.com", "us.mqtt.bambulab.com" },
  { "china", "https://api.bambulab.cn", "https://bambulab.cn", "cn.mqtt.bambulab.com" },
  { "dev", "https://api-dev.bambulab.net", NULL, NULL },
  { "qa", "https://api-qa.bambulab.net", NULL, NULL },
  { "pre", "https://api-pre.bambulab.net", NULL, NULL },
  { "pre-us", "https://api-pre-us.bambulab.net", NULL, NULL },
};

G_DEFINE_BOXED_TYPE (CulmRegion, culm_region, culm_region_ref, culm_region_unref)

static CulmRegion *
make_region (const char *name, const char *api_base, const char *web_base, const char *mqtt_host)
{
  CulmRegion *self = g_atomic_rc_box_new0 (CulmRegion);

  self->name = g_strdup (name);
  self->api_base = g_strdup (api_base);
  self->web_base = g_strdup (web_base);
  self->lookup_base = g_strdup (LOOKUP_BASE);
  self->mqtt_host = g_strdup (mqtt_host);
  self->upload_contract = CULM_CONTRACT_SERVICE;
  return self;
}

/* Whether the vendor runs this host, so that it speaks as the real service does. */
static gboolean
is_vendor (const char *host)
{
  static const char *const domains[] = { "bambulab.com", "bambulab.cn", "bambulab.net", "bambu-lab.com" };
  g_autofree char *lower = g_ascii_strdown (host, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++) {
    gsize start = strlen (lower) - strlen (domains[i]);

    if (g_str_has_suffix (lower, domains[i]) && (start == 0 || lower[start - 1] == '.'))
      return TRUE;
  }
  return FALSE;
}

static void
set_invalid (GError **error, const char *message)
{
  GError *invalid = culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "%s", message);

  culm_error_set_err (invalid, "ERR_INVALID_URL");
  g_propagate_error (error, invalid);
}

static CulmRegion *
parse_address (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  g_autofree char *base = NULL;
  CulmRegion *self;

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL) {
    set_invalid (error, "The address of a server is https://HOST[:PORT][/PATH]");
    return NULL;
  }
  base = g_uri_to_string (uri);
  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  self = make_region (base, base, base, NULL);
  self->free_address = TRUE;
  g_free (self->lookup_base);
  self->lookup_base = g_strdup (base);
  if (!is_vendor (g_uri_get_host (uri)))
    self->upload_contract = CULM_CONTRACT_SEED;
  return self;
}

static void
clear_region (CulmRegion *self)
{
  g_free (self->name);
  g_free (self->api_base);
  g_free (self->web_base);
  g_free (self->lookup_base);
  g_free (self->mqtt_host);
}

const char *
culm_contract_get_name (CulmContract contract)
{
  switch (contract) {
  case CULM_CONTRACT_SEED: return "seed";
  case CULM_CONTRACT_SERVICE: return "service";
  case CULM_CONTRACT_UNKNOWN: break;
  }
  return NULL;
}

CulmContract
culm_contract_from_name (const char *name)
{
  if (g_strcmp0 (name, "seed") == 0)
    return CULM_CONTRACT_SEED;
  return g_strcmp0 (name, "service") == 0 ? CULM_CONTRACT_SERVICE : CULM_CONTRACT_UNKNOWN;
}

CulmRegion *
culm_region_new (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    if (g_ascii_strcasecmp (stripped, table[i].name) == 0)
      return make_region (table[i].name, table[i].api_base, table[i].web_base, table[i].mqtt_host);
  }
  if (strchr (stripped, ':') != NULL || strchr (stripped, '/') != NULL)
    return parse_address (stripped, error);
  set_invalid (error, "A region is global, china, dev, qa, pre, pre-us or an https address");
  return NULL;
}

CulmRegion *
culm_region_ref (CulmRegion *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
culm_region_unref (CulmRegion *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_region);
}

const char *
culm_region_get_name (const CulmRegion *self)
{
  return self->name;
}

const char *
culm_region_get_api_base (const CulmRegion *self)
{
  return self->api_base;
}

const char *
culm_region_get_web_base (const CulmRegion *self)
{
  return self->web_base;
}

const char *
culm_region_get_lookup_base (const CulmRegion *self)
{
  return self->lookup_base;
}

const char *
culm_region_get_mqtt_host (const CulmRegion *self)
{
  return self->mqtt_host;
}

guint16
culm_region_get_mqtt_port (const CulmRegion *self)
{
  return self->mqtt_host != NULL ? MQTT_PORT : 0;
}

gboolean
culm_region_is_free (const CulmRegion *self)
{
  return self->free_address;
}

gboolean
culm_region_takes_phone (const CulmRegion *self)
{
  return self->free_address || g_str_equal (self->name, "china");
}

CulmContract
culm_region_get_upload_contract (const CulmRegion *self)
{
  return self->upload_contract;
}
