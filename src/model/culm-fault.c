/* culm-fault.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-fault.h"
#include "culm-fault-place.h"
#include "culm-fault-texts.h"
#include <glib/gi18n-lib.h>
#include <stdio.h>

struct _CulmFault {
  GObject parent_instance;
  gboolean is_hms;
  guint32 attr, number; /* a print error is an attr alone: both begin with where it comes from */
  char *code, *text, *url;
  const char *template; /* our own text, with the words for unit and slot still in it */
  char *unit, *slot;    /* what stands for them */
  const char *module;
  int severity;
};

typedef enum { PROP_CODE = 1, PROP_SEVERITY, PROP_MODULE, PROP_TEXT, PROP_URL } CulmFaultProp;
static GParamSpec *props[PROP_URL + 1];

G_DEFINE_FINAL_TYPE (CulmFault, culm_fault, G_TYPE_OBJECT)

/* As gettext's catalogue, one for the whole program. */
static CulmFaultBook *book;

static char *
dup_from_book (CulmFault *self)
{
  if (book == NULL)
    return NULL;
  return self->is_hms ? culm_fault_book_dup_hms (book, self->attr, self->number)
                      : culm_fault_book_dup_print_error (book, self->attr);
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
  case PROP_TEXT: g_value_set_string (value, culm_fault_get_text (self)); break;
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
  self->attr = print_error;
  self->module = culm_fault_place_get_module (print_error);
  self->template = culm_fault_texts_find_print_error (print_error);
  if (culm_fault_place_is_ams (print_error) && !culm_fault_place_is_external (print_error)) {
    guint32 first = culm_fault_place_reduce (print_error) & 0xFF000000u;

    self->unit = culm_fault_place_name_unit (print_error);
    if (self->template == NULL)
      self->template = culm_fault_texts_find_print_error (first | (print_error & 0xFFFF));
  }
  self->text = fill (self, self->template);
  return self;
}

CulmFault *
culm_fault_new_hms (guint32 attr, guint32 code)
{
  CulmFault *self = g_object_new (CULM_TYPE_FAULT, NULL);

  self->is_hms = TRUE;
  self->attr = attr;
  self->number = code;
  self->code = g_strdup_printf ("%04X-%04X-%04X-%04X", attr >> 16, attr & 0xFFFF, code >> 16, code & 0xFFFF);
  self->severity = code >> 16 >= 1 && code >> 16 <= 4 ? (int) (code >> 16) : CULM_SEVERITY_UNKNOWN;
  self->module = culm_fault_place_get_module (attr);
  self->template = culm_fault_texts_find_hms ((guint64) attr << 32 | code);
  if (culm_fault_place_is_ams (attr)) {
    self->unit = culm_fault_place_name_unit (attr);
    self->slot = culm_fault_place_name_slot (attr);
    if (self->template == NULL)
      self->template = culm_fault_texts_find_hms ((guint64) culm_fault_place_reduce (attr) << 32 | code);
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
  if (self->text == NULL)
    self->text = dup_from_book (self);
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
  return self->template != NULL ? fill (self, _ (self->template)) : dup_from_book (self);
}

gboolean
culm_fault_is_hms (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), FALSE);
  return self->is_hms;
}

gboolean
culm_fault_has_own_text (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), FALSE);
  return self->template != NULL;
}

CulmFault *
culm_fault_new_from_code (const char *code)
{
  guint parts[4] = { 0 };
  int length = 0;

  if (sscanf (code, "%4X-%4X-%4X-%4X%n", &parts[0], &parts[1], &parts[2], &parts[3], &length) == 4 &&
      code[length] == '\0')
    return culm_fault_new_hms (parts[0] << 16 | parts[1], parts[2] << 16 | parts[3]);
  length = 0;
  if (sscanf (code, "%4X-%4X%n", &parts[0], &parts[1], &length) == 2 && code[length] == '\0')
    return culm_fault_new_print_error (parts[0] << 16 | parts[1]);
  return NULL;
}

void
culm_fault_use_book (CulmFaultBook *new_book)
{
  CulmFaultBook *old = book;

  book = new_book != NULL ? culm_fault_book_ref (new_book) : NULL;
  g_clear_pointer (&old, culm_fault_book_unref);
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

gboolean
culm_fault_is_stop (CulmFault *self)
{
  g_return_val_if_fail (CULM_IS_FAULT (self), FALSE);
  return !self->is_hms && culm_fault_is_cancel (self->attr);
}
