/* test-airduct-button.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-airduct-button.h"
#include "culm-fan-row.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"
#include "culm-ui.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *window, *duct;
  GtkMenuButton *button;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->duct = g_object_new (CULM_TYPE_AIRDUCT_BUTTON, NULL);
  fixture->window = culm_test_show (fixture->duct);
  culm_airduct_button_set_printer (CULM_AIRDUCT_BUTTON (fixture->duct), fixture->printer);
  fixture->button = GTK_MENU_BUTTON (culm_test_find (fixture->duct, GTK_TYPE_MENU_BUTTON));
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->duct);
  g_assert_finalize_object (fixture->printer);
}

/* The modes that the printer lists, and no other. */
static void
test_offers (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  static const char *const labels[] = { "Cooling", "Heating", "Exhaust" };
  GMenuModel *menu = gtk_menu_button_get_menu_model (fixture->button);

  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, G_N_ELEMENTS (labels));
  for (int i = 0; i < (int) G_N_ELEMENTS (labels); i++) {
    g_autofree char *label = NULL;

    g_assert_true (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label));
    g_assert_cmpstr (label, ==, labels[i]);
  }
  culm_test_assert_named (culm_ui_get_face (fixture->button), "Air duct");
  culm_test_assert_described (culm_ui_get_face (fixture->button), "Heating");
}

static void
test_sets (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_autofree char *sent = NULL;

  g_assert_cmpstr (gtk_menu_button_get_label (fixture->button), ==, "Air duct: Heating");
  gtk_widget_activate_action (GTK_WIDGET (fixture->button), "airduct.mode", "i", CULM_AIRDUCT_COOLING);
  sent = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (sent, ==, "cooling");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->button), "pending"));
  culm_test_end_commands (fixture->printer, CULM_ERROR_NOT_CONFIRMED);
  g_assert_cmpstr (gtk_menu_button_get_label (fixture->button), ==, "Air duct: Heating");
  gtk_widget_activate_action (GTK_WIDGET (fixture->button), "airduct.mode", "i", CULM_AIRDUCT_COOLING);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"device\":{\"airduct\":{\"modeCur\":0}}");
  g_assert_cmpstr (gtk_menu_button_get_label (fixture->button), ==, "Air duct: Cooling");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->button), "pending"));
}

/* A fan that the mode keeps off says so. */
static void
test_closes (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkWidget *list = gtk_list_box_new (), *row = culm_fan_row_new (CULM_FAN_CHAMBER, NULL), *window, *slider;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  culm_fan_row_set_printer (CULM_FAN_ROW (row), fixture->printer);
  window = culm_test_show (list);
  slider = culm_test_find (row, GTK_TYPE_SCALE);
  g_assert_false (gtk_widget_is_sensitive (slider));
  culm_test_assert_described (slider, "0 %. The mode of the air duct keeps this fan off. Choose another mode first.");
  culm_test_printer_tell (fixture->printer, "\"device\":{\"airduct\":{\"modeCur\":0}}");
  g_assert_true (gtk_widget_is_sensitive (slider));
  culm_test_assert_described (slider, "0 %");
  culm_test_assert_finalises (window, row);
}

/* One that the mode leaves to the printer says that, too. */
static void
test_automatic (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkWidget *list = gtk_list_box_new (), *row = culm_fan_row_new (CULM_FAN_AUX2, NULL), *window;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  culm_fan_row_set_printer (CULM_FAN_ROW (row), fixture->printer);
  window = culm_test_show (list);
  culm_test_assert_described (culm_test_find (row, GTK_TYPE_SCALE),
                              "20 %. In this mode of the air duct the printer runs the fan by itself.");
  culm_test_assert_finalises (window, row);
}

static void
test_hides (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_false (gtk_widget_get_visible (fixture->duct));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/airduct-button/offers", Fixture, "dual-ready", set_up, test_offers, tear_down);
  g_test_add ("/airduct-button/sets", Fixture, "dual-ready", set_up, test_sets, tear_down);
  g_test_add ("/airduct-button/closes", Fixture, "dual-ready", set_up, test_closes, tear_down);
  g_test_add ("/airduct-button/automatic", Fixture, "dual-ready", set_up, test_automatic, tear_down);
  g_test_add ("/airduct-button/hides", Fixture, "one-ams", set_up, test_hides, tear_down);
  return g_test_run ();
}
