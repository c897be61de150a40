/* culm-lan-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-printer.h"
#include "culm-set.h"

struct _CulmLanPrinter {
  GObject parent_instance;
  char *serial, *host, *fingerprint, *new_fingerprint;
  gboolean lan_only;
  int state;
  GError *error;
};

typedef enum {
  PROP_SERIAL = 1,
  PROP_HOST,
  PROP_FINGERPRINT,
  PROP_NEW_FINGERPRINT,
  PROP_LAN_ONLY,
  PROP_STATE,
  PROP_ERROR,
} CulmLanPrinterProp;
static GParamSpec *props[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (CulmLanPrinter, culm_lan_printer, G_TYPE_OBJECT)

static void
culm_lan_printer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmLanPrinter *self = CULM_LAN_PRINTER (object);

  switch ((CulmLanPrinterProp) id) {
  case PROP_SERIAL: g_value_set_string (value, self->serial); break;
  case PROP_HOST: g_value_set_string (value, self->host); break;
  case PROP_FINGERPRINT: g_value_set_string (value, self->fingerprint); break;
  case PROP_NEW_FINGERPRINT: g_value_set_string (value, self->new_fingerprint); break;
  case PROP_LAN_ONLY: g_value_set_boolean (value, self->lan_only); break;
  case PROP_STATE: g_value_set_int (value, self->state); break;
  case PROP_ERROR: g_value_set_boxed (value, self->error); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_lan_printer_finalize (GObject *object)
{
  CulmLanPrinter *self = CULM_LAN_PRINTER (object);

  g_free (self->serial);
  g_free (self->host);
  g_free (self->fingerprint);
  g_free (self->new_fingerprint);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (culm_lan_printer_parent_class)->finalize (object);
}

static void
culm_lan_printer_class_init (CulmLanPrinterClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_lan_printer_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_lan_printer_finalize;
  props[PROP_SERIAL] = g_param_spec_string ("serial", NULL, NULL, NULL, flags);
  props[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  props[PROP_FINGERPRINT] = g_param_spec_string ("fingerprint", NULL, NULL, NULL, flags);
  props[PROP_NEW_FINGERPRINT] = g_param_spec_string ("new-fingerprint", NULL, NULL, NULL, flags);
  props[PROP_LAN_ONLY] = g_param_spec_boolean ("lan-only", NULL, NULL, FALSE, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_lan_printer_init (CulmLanPrinter *self G_GNUC_UNUSED)
{
}

CulmLanPrinter *
culm_lan_printer_new (const char *serial, const char *host, const char *fingerprint, gboolean lan_only)
{
  CulmLanPrinter *self = g_object_new (CULM_TYPE_LAN_PRINTER, NULL);

  self->serial = g_strdup (serial);
  self->host = g_strdup (host);
  self->fingerprint = g_strdup (fingerprint);
  self->lan_only = lan_only;
  return self;
}

const char *
culm_lan_printer_get_serial (CulmLanPrinter *self)
{
  g_return_val_if_fail (CULM_IS_LAN_PRINTER (self), NULL);
  return self->serial;
}

const char *
culm_lan_printer_get_host (CulmLanPrinter *self)
{
  g_return_val_if_fail (CULM_IS_LAN_PRINTER (self), NULL);
  return self->host;
}

const char *
culm_lan_printer_get_fingerprint (CulmLanPrinter *self)
{
  g_return_val_if_fail (CULM_IS_LAN_PRINTER (self), NULL);
  return self->fingerprint;
}

const char *
culm_lan_printer_get_new_fingerprint (CulmLanPrinter *self)
{
  g_return_val_if_fail (CULM_IS_LAN_PRINTER (self), NULL);
  return self->new_fingerprint;
}

CulmLanState
culm_lan_printer_get_state (CulmLanPrinter *self)
{
  g_return_val_if_fail (CULM_IS_LAN_PRINTER (self), CULM_LAN_OFFLINE);
  return (CulmLanState) self->state;
}

const GError *
culm_lan_printer_get_error (CulmLanPrinter *self)
{
  g_return_val_if_fail (CULM_IS_LAN_PRINTER (self), NULL);
  return self->error;
}

gboolean
culm_lan_printer_get_lan_only (CulmLanPrinter *self)
{
  g_return_val_if_fail (CULM_IS_LAN_PRINTER (self), FALSE);
  return self->lan_only;
}

void
culm_lan_printer_set_state (CulmLanPrinter *self, CulmLanState state, const GError *error, const char *new_fingerprint)
{
  g_return_if_fail (CULM_IS_LAN_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  if (culm_set_string (&self->new_fingerprint, new_fingerprint))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NEW_FINGERPRINT]);
  if (self->error != error) {
    g_clear_error (&self->error);
    self->error = error != NULL ? g_error_copy (error) : NULL;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
  }
  if (culm_set_int (&self->state, (int) state))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_lan_printer_set_fingerprint (CulmLanPrinter *self, const char *fingerprint)
{
  g_return_if_fail (CULM_IS_LAN_PRINTER (self));
  if (culm_set_string (&self->fingerprint, fingerprint))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FINGERPRINT]);
}

void
culm_lan_printer_set_host (CulmLanPrinter *self, const char *host)
{
  g_return_if_fail (CULM_IS_LAN_PRINTER (self));
  if (culm_set_string (&self->host, host))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOST]);
}

void
culm_lan_printer_set_lan_only (CulmLanPrinter *self, gboolean lan_only)
{
  g_return_if_fail (CULM_IS_LAN_PRINTER (self));
  if (culm_set_boolean (&self->lan_only, lan_only))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAN_ONLY]);
}
