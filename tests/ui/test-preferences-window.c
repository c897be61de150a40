/* test-preferences-window.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-contacts-page.h"
#include "culm-contacts.h"
#include "culm-preferences-window.h"
#include "culm-preset-list.h"
#include "culm-test-display.h"

static GSettings *
make_settings (void)
{
  return g_settings_new_with_path ("io.github.culm.Culm", "/io/github/culm/Culm/test-preferences/");
}

static void
test_choices (void)
{
  g_autoptr (GSettings) settings = make_settings ();
  GtkWidget *window = culm_test_show (culm_preferences_window_new (NULL, settings));
  GtkWidget *toggle = culm_test_find (window, GTK_TYPE_SWITCH);

  g_assert_true (culm_test_says (window, "A print starts"));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  gtk_switch_set_active (GTK_SWITCH (toggle), FALSE);
  g_assert_false (g_settings_get_boolean (settings, "notify-print-started"));
  g_settings_reset (settings, "notify-print-started");
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (toggle)));
  culm_test_assert_finalises (window, window);
}

static void
test_presets (void)
{
  g_autoptr (GSettings) settings = make_settings ();
  GtkWidget *list = culm_preset_list_new (settings);
  GtkWidget *window = culm_test_show (list);
  GtkWidget *entry = culm_test_find (list, ADW_TYPE_ENTRY_ROW);
  GtkWidget *nozzle = culm_test_find (list, GTK_TYPE_SPIN_BUTTON);
  g_autoptr (GVariant) presets = NULL;
  const char *name;
  int celsius;

  gtk_editable_set_text (GTK_EDITABLE (entry), "Silk & <b>");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nozzle), 235);
  presets = g_settings_get_value (settings, "presets");
  g_assert_cmpuint (g_variant_n_children (presets), ==, 3);
  g_variant_get_child (presets, 0, "(&siii)", &name, &celsius, NULL, NULL);
  g_assert_cmpstr (name, ==, "Silk & <b>");
  g_assert_cmpint (celsius, ==, 235);
  culm_test_assert_finalises (window, list);
}

static char *
read_clipboard (GtkWidget *widget)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

/* Each host with its purpose, first that there is none; what is shown can be copied. */
static void
test_contacts (void)
{
  GtkWidget *page = GTK_WIDGET (culm_contacts_page_new ());
  GtkWidget *window, *copy;
  g_autofree char *copied = NULL;

  culm_contacts_forget ();
  window = culm_test_show (page);
  copy = culm_test_find (page, GTK_TYPE_BUTTON);
  g_assert_true (culm_test_says (window, "None Yet"));
  g_assert_false (gtk_widget_get_sensitive (copy));
  culm_contacts_note (CULM_CONTACT_ACCOUNT, "api.example");
  culm_contacts_note (CULM_CONTACT_PRINTER, "<b>192.0.2.7</b>");
  culm_contacts_page_refresh (CULM_CONTACTS_PAGE (page));
  g_assert_false (culm_test_says (window, "None Yet"));
  g_assert_true (culm_test_says (window, "api.example"));
  g_assert_true (culm_test_says (window, "<b>192.0.2.7</b>"));
  g_signal_emit_by_name (copy, "clicked");
  copied = read_clipboard (page);
  g_assert_nonnull (strstr (copied, "api.example\tAccount · 1 time"));
  g_assert_nonnull (strstr (copied, "Printer in this network"));
  culm_contacts_forget ();
  culm_test_assert_finalises (window, page);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/preferences-window/choices", test_choices);
  g_test_add_func ("/preferences-window/presets", test_presets);
  g_test_add_func ("/preferences-window/contacts", test_contacts);
  return g_test_run ();
}
