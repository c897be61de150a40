/* culm-preferences-window.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-preferences-window.h"
#include "culm-contacts-page.h"
#include "culm-preset-list.h"
#include "culm-roots-page.h"
#include "culm-ui.h"
#include "culm-webhook-page.h"
#include <glib/gi18n-lib.h>

struct _CulmPreferencesWindow {
  AdwPreferencesWindow parent_instance;
  AdwPreferencesGroup *prints, *printers, *uploads, *presets;
  GtkSwitch *fault_texts;
};

G_DEFINE_FINAL_TYPE (CulmPreferencesWindow, culm_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

typedef struct {
  const char *key, *title;
} Choice;

static const Choice print_choices[] = {
  { "notify-print-started", N_ ("A print starts") },
  { "notify-print-first-layer", N_ ("The first layer is done") },
  { "notify-print-completed", N_ ("A print is done") },
  { "notify-bed-cool", N_ ("The bed is cool after a print") },
  { "notify-print-paused", N_ ("A print is paused") },
  { "notify-filament-runout", N_ ("Filament runs out") },
  { "notify-print-failed", N_ ("A print fails") },
  { "notify-print-cancelled", N_ ("A print is stopped by a person") },
};

static const Choice printer_choices[] = {
  { "notify-hms-raised", N_ ("A printer reports a problem") },
  { "notify-device-offline", N_ ("A printer goes offline") },
  { "notify-device-online", N_ ("A printer comes back") },
};

static const Choice upload_choices[] = {
  { "notify-upload-completed", N_ ("An upload is done") },
  { "notify-upload-failed", N_ ("An upload fails") },
};

static void
add_choices (AdwPreferencesGroup *group, GSettings *settings, const Choice *choices, guint n_choices)
{
  for (guint i = 0; i < n_choices; i++) {
    GtkWidget *toggle = gtk_switch_new ();
    GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ (choices[i].title),
                                   "activatable-widget", toggle, NULL);

    gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
    g_settings_bind (settings, choices[i].key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
    adw_preferences_group_add (group, row);
  }
}

/* Neither asked yet nor refused is off, as refused is. */
static gboolean
read_fault_texts (GValue *active, GVariant *said, gpointer user_data G_GNUC_UNUSED)
{
  g_value_set_boolean (active, g_str_equal (g_variant_get_string (said, NULL), "always"));
  return TRUE;
}

static GVariant *
write_fault_texts (const GValue *active, const GVariantType *type G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  return g_variant_new_string (g_value_get_boolean (active) ? "always" : "never");
}

static void
culm_preferences_window_class_init (CulmPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmPreferencesWindow, prints);
  gtk_widget_class_bind_template_child (widget_class, CulmPreferencesWindow, printers);
  gtk_widget_class_bind_template_child (widget_class, CulmPreferencesWindow, uploads);
  gtk_widget_class_bind_template_child (widget_class, CulmPreferencesWindow, fault_texts);
  gtk_widget_class_bind_template_child (widget_class, CulmPreferencesWindow, presets);
}

static void
culm_preferences_window_init (CulmPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_preferences_window_new (GtkWindow *parent, GSettings *settings)
{
  CulmPreferencesWindow *self = g_object_new (CULM_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  add_choices (self->prints, settings, print_choices, G_N_ELEMENTS (print_choices));
  add_choices (self->printers, settings, printer_choices, G_N_ELEMENTS (printer_choices));
  add_choices (self->uploads, settings, upload_choices, G_N_ELEMENTS (upload_choices));
  g_settings_bind_with_mapping (settings, "fault-texts", self->fault_texts, "active", G_SETTINGS_BIND_DEFAULT,
                                read_fault_texts, write_fault_texts, NULL, NULL);
  adw_preferences_group_add (self->presets, culm_preset_list_new (settings));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (culm_contacts_page_new ()));
  return GTK_WIDGET (self);
}

void
culm_preferences_window_add_roots (CulmPreferencesWindow *self, CulmEngine *engine)
{
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (culm_roots_page_new (engine)));
}

void
culm_preferences_window_add_webhooks (CulmPreferencesWindow *self, CulmWebhooks *webhooks)
{
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                              ADW_PREFERENCES_PAGE (culm_webhook_page_new (webhooks, NULL)));
}
