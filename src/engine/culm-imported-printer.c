/* culm-imported-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-imported-printer-private.h"
#include "culm-printer-model.h"
#include "culm-secret.h"

struct _CulmImportedPrinter {
  GObject parent_instance;
  char *serial, *name, *model_id, *host, *code;
  CulmFoundPrinter *found;
  CulmImportState state;
  GError *error;
};

typedef enum { PROP_STATE = 1 } CulmImportedPrinterProp;
static GParamSpec *props[PROP_STATE + 1];

G_DEFINE_FINAL_TYPE (CulmImportedPrinter, culm_imported_printer, G_TYPE_OBJECT)

static void
culm_imported_printer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmImportedPrinterProp) id) {
  case PROP_STATE: g_value_set_int (value, (int) CULM_IMPORTED_PRINTER (object)->state); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_imported_printer_finalize (GObject *object)
{
  CulmImportedPrinter *self = CULM_IMPORTED_PRINTER (object);

  g_free (self->serial);
  g_free (self->name);
  g_free (self->model_id);
  g_free (self->host);
  culm_secret_wipe (self->code);
  g_clear_object (&self->found);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (culm_imported_printer_parent_class)->finalize (object);
}

static void
culm_imported_printer_class_init (CulmImportedPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = culm_imported_printer_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_imported_printer_finalize;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CULM_IMPORT_LOOKING, CULM_IMPORT_FAILED,
                                        CULM_IMPORT_LOOKING, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_imported_printer_init (CulmImportedPrinter *self G_GNUC_UNUSED)
{
}

CulmImportedPrinter *
culm_imported_printer_new (const char *serial, const char *name, const char *model_id, const char *host,
                           const char *code)
{
  CulmImportedPrinter *self = g_object_new (CULM_TYPE_IMPORTED_PRINTER, NULL);

  self->serial = g_strdup (serial);
  self->name = g_strdup (name);
  self->model_id = g_strdup (model_id);
  self->host = g_strdup (host);
  self->code = g_strdup (code);
  return self;
}

const char *
culm_imported_printer_get_serial (CulmImportedPrinter *self)
{
  return self->serial;
}

const char *
culm_imported_printer_get_name (CulmImportedPrinter *self)
{
  return self->name != NULL ? self->name : self->serial;
}

const char *
culm_imported_printer_get_model_id (CulmImportedPrinter *self)
{
  return self->model_id;
}

const char *
culm_imported_printer_get_model (CulmImportedPrinter *self)
{
  const CulmPrinterModel *model = self->model_id != NULL ? culm_printer_model_find (self->model_id) : NULL;

  return model != NULL ? model->name : self->model_id;
}

const char *
culm_imported_printer_get_host (CulmImportedPrinter *self)
{
  return self->host;
}

const char *
culm_imported_printer_get_code (CulmImportedPrinter *self)
{
  return self->code;
}

CulmImportState
culm_imported_printer_get_state (CulmImportedPrinter *self)
{
  return self->state;
}

const GError *
culm_imported_printer_get_error (CulmImportedPrinter *self)
{
  return self->error;
}

CulmFoundPrinter *
culm_imported_printer_get_found (CulmImportedPrinter *self)
{
  return self->found;
}

void
culm_imported_printer_set_state (CulmImportedPrinter *self, CulmImportState state, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
culm_imported_printer_set_host (CulmImportedPrinter *self, const char *host)
{
  g_free (self->host);
  self->host = g_strdup (host);
}

void
culm_imported_printer_set_found (CulmImportedPrinter *self, CulmFoundPrinter *found)
{
  g_set_object (&self->found, found);
}
