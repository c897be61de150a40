/* culm-fault-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-fault-row.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmFaultRow {
  AdwActionRow parent_instance;
  GtkImage *severity;
  GtkLinkButton *link;
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

static void
show_fault (CulmFaultRow *self, CulmFault *fault)
{
  static const char *const style_classes[] = { "error", "warning", "accent", NULL };
  const char *module = get_module_words (fault), *url = culm_fault_get_url (fault);
  Look look = get_look (fault);
  g_autofree char *title = get_title (fault);
  g_autofree char *subtitle = module != NULL ? g_strjoin (" · ", look.words, module, culm_fault_get_code (fault), NULL)
                                             : g_strjoin (" · ", look.words, culm_fault_get_code (fault), NULL);

  gtk_image_set_from_icon_name (self->severity, look.icon);
  culm_ui_choose_class (GTK_WIDGET (self->severity), style_classes, look.style_class);
  culm_ui_set_name (GTK_WIDGET (self->severity), look.words);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->link), url != NULL);
  if (url != NULL) {
    g_autofree char *name = g_strdup_printf (_ ("What %s means"), culm_fault_get_code (fault));

    gtk_link_button_set_uri (self->link, url);
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->link), _ ("Open its page in the manufacturer's wiki"));
    culm_ui_set_name (GTK_WIDGET (self->link), name);
  }
}

static void
culm_fault_row_dispose (GObject *object)
{
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

  show_fault (self, fault);
  return GTK_WIDGET (self);
}
