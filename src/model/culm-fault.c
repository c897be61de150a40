/* culm-fault.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-fault.h"
#include "culm-fault-texts.h"
#include <glib/gi18n-lib.h>

#define MODULE_AMS 0x07
#define MODULE_AMS_LITE 0x12
#define MODULE_AMS_HT 0x18
#define UNIT_EXTERNAL 0xFF
#define UNIT_EXTERNAL_LEFT 0xFE

struct _CulmFault {
  GObject parent_instance;
  char *code, *text, *url;
  const char *template; /* the text, with the words for unit and slot still in it */
  char *unit, *slot;    /* what stands for them */
  const char *module;
  int severity;
};

typedef enum { PROP_CODE = 1, PROP_SEVERITY, PROP_MODULE, PROP_TEXT, PROP_URL } CulmFaultProp;
static GParamSpec *props[PROP_URL + 1];

G_DEFINE_FINAL_TYPE (CulmFault, culm_fault, G_TYPE_OBJECT)

/* reference/hms.md §1, in the words of state.md. */
static const char *
name_module (guint32 attr)
{
  switch (attr >> 24) {
  case 0x03: return "motion";
  case 0x05: return "mainboard";
  case MODULE_AMS: return "ams";
  case 0x08: return "toolhead";
  case 0x0C: return "camera";
  case MODULE_AMS_LITE: return "ams_lite";
  case MODULE_AMS_HT: return "ams_ht";
  default: return NULL;
  }
}

static gboolean
is_ams (guint32 attr)
{
  guint module = attr >> 24;

  return module == MODULE_AMS || module == MODULE_AMS_LITE || module == MODULE_AMS_HT;
}

static gboolean
is_external (guint32 attr)
{
  guint unit = attr >> 16 & 0xFF;

  return unit == UNIT_EXTERNAL || unit == UNIT_EXTERNAL_LEFT;
}

/* The product's name and its letter or number: not to be translated. */
static char *
name_unit (guint32 attr)
{
  guint unit = attr >> 16 & 0xFF;

  if (attr >> 24 == MODULE_AMS_LITE)
    return g_strdup ("AMS Lite");
  if (attr >> 24 == MODULE_AMS_HT)
    return g_strdup_printf ("AMS HT %u", (unit & 0x7F) + 1);
  return g_strdup_printf ("AMS %c", 'A' + (unit < 26 ? (int) unit : 0));
}

/* The same problem in another unit or slot differs only in module number and part: the tables hold unit A, slot 1. */
static guint32
reduce_attr (guint32 attr)
{
  guint part = attr >> 8 & 0xFF;

  if (is_external (attr))
    return (attr & 0xFF00FFFFu) | (guint32) UNIT_EXTERNAL << 16;
  if (part >= 0x10 && part < 0x50)
    part &= 0xF0;
  return (guint32) MODULE_AMS << 24 | part << 8;
}

static char *
fill (CulmFault *self, const char *text)
{
  GString *filled;

  if (text == NULL)
    return NULL;
  filled = g_string_new (text);
  if (self->unit != NULL)
    g_string_replace (filled, CULM_FAULT_TEXT_UNIT, self->unit, 0);
  if (self->slot != NULL)
    g_string_replace (filled, CULM_FAULT_TEXT_SLOT, self->slot, 0);
  return g_string_free (filled, FALSE);
}

static void
culm_fault_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmFault *self = CULM_FAULT (object);

  switch ((CulmFaultProp) id) {
  case PROP_CODE: g_value_set_string (value, self->code); break;
  case PROP_SEVERITY: g_value_set_int (value, self->severity); break;
  case PROP_MODULE: g_value_set_string (value, self->module); break;
  case PROP_TEXT: g_value_set_string (value, self->text); break;
  case PROP_URL: g_value_set_string (value, self->url); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_fault_finalize (GObject *object)
{
  CulmFault *self = CULM_FAULT (object);

  g_free (self->code);
  g_free (self->text);
  g_free (self->url);
  g_free (self->unit);
  g_free (self->slot);
  G_OBJECT_CLASS (culm_fault_parent_class)->finalize (object);
}

static void
culm_fault_class_init (CulmFaultClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_fault_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_fault_finalize;
  props[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL, flags);
  props[PROP_SEVERITY] = g_param_spec_int ("severity", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_MODULE] = g_param_spec_string ("module", NULL, NULL, NULL, flags);
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  props[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_fault_init (CulmFault *self G_GNUC_UNUSED)
{
}

CulmFault *
culm_fault_new_print_error (guint32 print_error)
{
  CulmFault *self;

  if (print_error == 0)
    return NULL;
  self = g_object_new (CULM_TYPE_FAULT, NULL);
  self->code = g_strdup_printf ("%04X-%04X", print_error >> 16, print_error & 0xFFFF);
  self->module = name_module (print_error);
  self->template = culm_fault_texts_find_print_error (print_error);
  if (is_ams (print_error) && !is_external (print_error)) {
    self->unit = name_unit (print_error);
    if (self->template == NULL)
      self->template = culm_fault_texts_find_print_error ((guint32) MODULE_AMS << 24 | (print_error & 0xFFFF));
  }
  self->text = fill (self, self->template);
  return self;
}

CulmFault *
culm_fault_new_hms (guint32 attr, guint32 code)
{
  CulmFault *self = g_object_new (CULM_TYPE_FAULT, NULL);
  guint part = attr >> 8 & 0xFF;

  self->code = g_strdup_printf ("%04X-%04X-%04X-%04X", attr >> 16, attr & 0xFFFF, code >> 16, code & 0xFFFF);
  self->severity = code >> 16 >= 1 && code >> 16 <= 4 ? (int) (code >> 16) : CULM_SEVERITY_UNKNOWN;
  self->module = name_module (attr);
  self->template = culm_fault_texts_find_hms ((guint64) attr << 32 | code);
  if (is_ams (attr)) {
    self->unit = name_unit (attr);
    self->slot = g_strdup_printf ("%u", part >= 0x10 && part < 0x50 ? (part & 0x0F) + 1 : 1);
    if (self->template == NULL)
      self->template = culm_fault_texts_find_hms ((guint64) reduce_attr (attr) << 32 | code);
  }
  self->text = fill (self, self->template);
  self->url = g_strdup_printf ("https://wiki.bambulab.com/en/x1/troubleshooting/hmscode/%04X_%04X_%04X_%04X",
                               attr >> 16, attr & 0xFFFF, code >> 16, code & 0xFFFF);
  return self;
}

const char *
culm_fault_get_code (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), NULL);
  return self->code;
}

CulmSeverity
culm_fault_get_severity (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), CULM_SEVERITY_UNKNOWN);
  return (CulmSeverity) self->severity;
}

const char *
culm_fault_get_module (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), NULL);
  return self->module;
}

const char *
culm_fault_get_text (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), NULL);
  return self->text;
}

const char *
culm_fault_get_url (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), NULL);
  return self->url;
}

char *
culm_fault_dup_translated (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), NULL);
  return fill (self, self->template != NULL ? _ (self->template) : NULL);
}

gboolean
culm_fault_equal (CulmFault *a, CulmFault *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_str_equal (a->code, b->code);
}

gboolean
culm_fault_is_cancel (guint32 print_error)
{
  return print_error == 0x0300400C || print_error == 0x0500400E;
}
