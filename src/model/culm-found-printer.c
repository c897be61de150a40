/* culm-found-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-found-printer.h"
#include "culm-printer-model.h"

struct _CulmFoundPrinter {
  GObject parent_instance;
  char *serial, *host, *name, *model_id, *firmware, *fingerprint, *issuer;
  gboolean lan_only;
};

G_DEFINE_FINAL_TYPE (CulmFoundPrinter, culm_found_printer, G_TYPE_OBJECT)

static void
culm_found_printer_finalize (GObject *object)
{
  CulmFoundPrinter *self = CULM_FOUND_PRINTER (object);

  g_free (self->serial);
  g_free (self->host);
  g_free (self->name);
  g_free (self->model_id);
  g_free (self->firmware);
  g_free (self->fingerprint);
  g_free (self->issuer);
  G_OBJECT_CLASS (culm_found_printer_parent_class)->finalize (object);
}

static void
culm_found_printer_class_init (CulmFoundPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_found_printer_finalize;
}

static void
culm_found_printer_init (CulmFoundPrinter *self G_GNUC_UNUSED)
{
}

CulmFoundPrinter *
culm_found_printer_new (const char *serial, const char *host, const char *name, const char *model_id,
                        const char *firmware, const char *fingerprint, gboolean lan_only)
{
  CulmFoundPrinter *self = g_object_new (CULM_TYPE_FOUND_PRINTER, NULL);

  self->serial = g_strdup (serial);
  self->host = g_strdup (host);
  self->name = g_strdup (name);
  self->model_id = g_strdup (model_id);
  self->firmware = g_strdup (firmware);
  self->fingerprint = g_strdup (fingerprint);
  self->lan_only = lan_only;
  return self;
}

const char *
culm_found_printer_get_serial (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  return self->serial;
}

const char *
culm_found_printer_get_host (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  return self->host;
}

const char *
culm_found_printer_get_name (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  return self->name != NULL ? self->name : self->serial;
}

const char *
culm_found_printer_get_model_id (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  return self->model_id;
}

const char *
culm_found_printer_get_firmware (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  return self->firmware;
}

const char *
culm_found_printer_get_fingerprint (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  return self->fingerprint;
}

gboolean
culm_found_printer_get_lan_only (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), FALSE);
  return self->lan_only;
}

const char *
culm_found_printer_get_issuer (CulmFoundPrinter *self)
{
  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  return self->issuer;
}

void
culm_found_printer_set_issuer (CulmFoundPrinter *self, const char *issuer)
{
  g_return_if_fail (CULM_IS_FOUND_PRINTER (self));
  g_free (self->issuer);
  self->issuer = g_strdup (issuer);
}

const char *
culm_found_printer_get_model (CulmFoundPrinter *self)
{
  const CulmPrinterModel *model;

  g_return_val_if_fail (CULM_IS_FOUND_PRINTER (self), NULL);
  model = self->model_id != NULL ? culm_printer_model_find (self->model_id) : NULL;
  return model != NULL ? model->name : self->model_id;
}
