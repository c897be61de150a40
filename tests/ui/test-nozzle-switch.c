/* test-nozzle-switch.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-nozzle-switch.h"
#include "culm-choice-box.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *box, *window, *failure, *left, *right;
  CulmNozzleSwitch *nozzle;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->failure = gtk_label_new (NULL);
  fixture->nozzle = g_object_new (CULM_TYPE_NOZZLE_SWITCH, NULL);
  gtk_box_append (GTK_BOX (fixture->box), GTK_WIDGET (fixture->nozzle));
  gtk_box_append (GTK_BOX (fixture->box), fixture->failure);
  culm_nozzle_switch_set_failure_label (fixture->nozzle, GTK_LABEL (fixture->failure));
  culm_nozzle_switch_set_printer (fixture->nozzle, fixture->printer);
  fixture->window = culm_test_show (fixture->box);
  fixture->left = culm_test_find (GTK_WIDGET (fixture->nozzle), GTK_TYPE_TOGGLE_BUTTON);
  fixture->right = gtk_widget_get_next_sibling (fixture->left);
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->nozzle);
  g_assert_finalize_object (fixture->printer);
}

static gboolean
is_active (GtkWidget *button)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button));
}

/* What is pressed is what the printer says; what is wanted is marked. */
static void
test_switches (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_autofree char *sent = NULL;

  culm_test_assert_named (fixture->left, "Left nozzle");
  g_assert_true (is_active (fixture->right));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (fixture->left), TRUE);
  sent = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (sent, ==, "left");
  g_assert_true (is_active (fixture->right));
  g_assert_false (is_active (fixture->left));
  g_assert_true (gtk_widget_has_css_class (fixture->left, "pending"));
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"device\":{\"extruder\":{\"state\":18}}");
  g_assert_true (is_active (fixture->left));
  g_assert_false (gtk_widget_has_css_class (fixture->left, "pending"));
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
}

/* The nozzle that is active already is not chosen again. */
static void
test_same (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (fixture->right), FALSE);
  g_assert_true (is_active (fixture->right));
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

static void
test_fails (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (fixture->left), TRUE);
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_false (gtk_widget_has_css_class (fixture->left, "pending"));
  g_assert_true (gtk_widget_get_visible (fixture->failure));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (fixture->failure)), ==,
                   "The printer said no. Its screen may tell why.");
}

static void
test_printing (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_false (gtk_widget_is_sensitive (fixture->left));
  culm_test_assert_described (fixture->left, "Not while a print is under way. Wait for its end.");
}

static void
test_hides (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->nozzle)));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/nozzle-switch/switches", Fixture, "dual-ready", set_up, test_switches, tear_down);
  g_test_add ("/nozzle-switch/same", Fixture, "dual-ready", set_up, test_same, tear_down);
  g_test_add ("/nozzle-switch/fails", Fixture, "dual-ready", set_up, test_fails, tear_down);
  g_test_add ("/nozzle-switch/printing", Fixture, "dual", set_up, test_printing, tear_down);
  g_test_add ("/nozzle-switch/hides", Fixture, "one-ams", set_up, test_hides, tear_down);
  return g_test_run ();
}
