/* culm-fault-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-fault-row.h"
#include "culm-text-fault.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmFaultRow {
  AdwActionRow parent_instance;
  CulmFault *fault;
  CulmFaultRecord *record; /* nullable */
  GtkImage *severity;
  GtkLinkButton *link;
  GtkButton *dismiss;
};

G_DEFINE_FINAL_TYPE (CulmFaultRow, culm_fault_row, ADW_TYPE_ACTION_ROW)

typedef struct {
  const char *icon, *style_class, *words;
} Look;

/* A print error tells by its last four digits whether the job ended or waits (reference/hms.md §4). */
static Look
get_error_look (CulmFault *fault)
{
  const char *number = strchr (culm_fault_get_code (fault), '-');

  switch (number != NULL ? number[1] : '\0') {
  case '4': return (Look){ "culm-severity-serious-symbolic", "error", _ ("Stops the print") };
  case '8': return (Look){ "culm-severity-common-symbolic", "warning", _ ("Pauses the print") };
  default: return (Look){ "culm-severity-info-symbolic", "accent", _ ("Notice") };
  }
}

static Look
get_look (CulmFault *fault)
{
  switch (culm_fault_get_severity (fault)) {
  case CULM_SEVERITY_FATAL: return (Look){ "culm-severity-fatal-symbolic", "error", _ ("Fatal") };
  case CULM_SEVERITY_SERIOUS: return (Look){ "culm-severity-serious-symbolic", "error", _ ("Serious") };
  case CULM_SEVERITY_COMMON: return (Look){ "culm-severity-common-symbolic", "warning", _ ("Warning") };
  case CULM_SEVERITY_INFO: return (Look){ "culm-severity-info-symbolic", "accent", _ ("Information") };
  case CULM_SEVERITY_UNKNOWN:
  default: return get_error_look (fault);
  }
}

/* Where it comes from, in the words of state.md; NULL when it does not say. */
static const char *
get_module_words (CulmFault *fault)
{
  static const struct {
    const char *module, *words;
  } modules[] = {
    { "motion", N_ ("Motion") },     { "mainboard", N_ ("Main board") }, { "ams", "AMS" },
    { "toolhead", N_ ("Toolhead") }, { "camera", N_ ("Camera") },        { "ams_lite", "AMS Lite" },
    { "ams_ht", "AMS HT" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (modules); i++) {
    if (g_strcmp0 (culm_fault_get_module (fault), modules[i].module) == 0)
      return _ (modules[i].words);
  }
  return NULL;
}

static char *
get_title (CulmFault *fault)
{
  char *text = culm_fault_dup_translated (fault);

  return text != NULL ? text : g_strdup (_ ("Unknown problem"));
}

/* "Serious · Motion · 0300-0100-0001-0001", and its times when it is one of the past. */
static char *
get_subtitle (CulmFaultRow *self, const char *severity)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  const char *module = get_module_words (self->fault);

  if (self->record != NULL) {
    g_autofree char *times = culm_text_fault_times (self->record, g_get_real_time () / G_USEC_PER_SEC);

    g_strv_builder_add (parts, times);
  }
  g_strv_builder_add (parts, severity);
  if (module != NULL)
    g_strv_builder_add (parts, module);
  g_strv_builder_add (parts, culm_fault_get_code (self->fault));
  words = g_strv_builder_end (parts);
  return g_strjoinv (" · ", words);
}

static void
show_link (CulmFaultRow *self)
{
  const char *url = culm_fault_get_url (self->fault);
  g_autofree char *name = g_strdup_printf (_ ("What %s means"), culm_fault_get_code (self->fault));

  gtk_widget_set_visible (GTK_WIDGET (self->link), url != NULL);
  if (url == NULL)
    return;
  gtk_link_button_set_uri (self->link, url);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->link), _ ("Open Its Page in the Manufacturer’s Wiki"));
  culm_ui_set_name (GTK_WIDGET (self->link), name);
}

static void
culm_fault_row_dispose (GObject *object)
{
  CulmFaultRow *self = CULM_FAULT_ROW (object);

  g_clear_object (&self->fault);
  g_clear_object (&self->record);
  gtk_widget_dispose_template (GTK_WIDGET (object), CULM_TYPE_FAULT_ROW);
  G_OBJECT_CLASS (culm_fault_row_parent_class)->dispose (object);
}

static void
culm_fault_row_class_init (CulmFaultRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_fault_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-fault-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFaultRow, severity);
  gtk_widget_class_bind_template_child (widget_class, CulmFaultRow, link);
  gtk_widget_class_bind_template_child (widget_class, CulmFaultRow, dismiss);
}

static void
culm_fault_row_init (CulmFaultRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_fault_row_new (CulmFault *fault)
{
  CulmFaultRow *self = g_object_new (CULM_TYPE_FAULT_ROW, NULL);

  self->fault = g_object_ref (fault);
  show_link (self);
  culm_fault_row_refresh (self);
  return GTK_WIDGET (self);
}

GtkWidget *
culm_fault_row_new_for_record (CulmFaultRecord *record)
{
  CulmFaultRow *self = g_object_new (CULM_TYPE_FAULT_ROW, NULL);

  self->record = g_object_ref (record);
  self->fault = g_object_ref (culm_fault_record_get_fault (record));
  g_signal_connect_object (record, "notify::cleared", G_CALLBACK (culm_fault_row_refresh), self, G_CONNECT_SWAPPED);
  show_link (self);
  culm_fault_row_refresh (self);
  return GTK_WIDGET (self);
}

void
culm_fault_row_offer_dismissal (CulmFaultRow *self)
{
  g_autofree char *name = g_strdup_printf (_ ("Dismiss %s until it comes back"), culm_fault_get_code (self->fault));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->dismiss), "s", culm_fault_get_code (self->fault));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->dismiss), "faults.dismiss");
  culm_ui_set_name (GTK_WIDGET (self->dismiss), name);
  gtk_widget_set_visible (GTK_WIDGET (self->dismiss), TRUE);
}

void
culm_fault_row_refresh (CulmFaultRow *self)
{
  static const char *const style_classes[] = { "error", "warning", "accent", NULL };
  Look look = get_look (self->fault);
  g_autofree char *title = get_title (self->fault);
  g_autofree char *subtitle = get_subtitle (self, look.words);

  gtk_image_set_from_icon_name (self->severity, look.icon);
  culm_ui_choose_class (GTK_WIDGET (self->severity), style_classes, look.style_class);
  culm_ui_set_name (GTK_WIDGET (self->severity), look.words);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}
