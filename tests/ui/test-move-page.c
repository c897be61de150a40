/* test-move-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-move-page.h"
#include "culm-choice-box.h"
#include "culm-extrude-group.h"
#include "culm-jog-pad.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-question.h"
#include "culm-test-scenes.h"
#include "culm-tool-window.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *page, *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->page = culm_move_page_new (fixture->printer);
  fixture->window = culm_test_show (culm_tool_window_new (NULL, fixture->printer, "Move", fixture->page));
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->printer);
}

static GtkWidget *
find_by_tooltip (GtkWidget *root, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (root), text) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_by_tooltip (child, text);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
assert_sent (Fixture *fixture, guint n, const char *last)
{
  g_autofree char *sent = fake_link_dup_last (fixture->link);

  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, n);
  g_assert_cmpstr (sent, ==, last);
}

/* The first move asks; "no" moves nothing and is asked again, "yes" is remembered. */
static void
test_asks (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkWidget *left = find_by_tooltip (fixture->page, "Toolhead to the left");

  culm_test_click (left);
  g_assert_nonnull (culm_test_find_question ());
  culm_test_answer ("cancel");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  culm_test_click (left);
  culm_test_answer ("yes");
  assert_sent (fixture, 1, "X -10");
  culm_test_end_commands (fixture->printer, -1);
  culm_test_click (culm_test_find_button (fixture->page, "Home All"));
  g_assert_null (culm_test_find_question ());
  assert_sent (fixture, 2, NULL);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_click (culm_test_find_button (fixture->page, "Y"));
  assert_sent (fixture, 3, "Y");
}

static gboolean
press (GtkWidget *pad, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (pad);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 9u, (GdkModifierType) 0, &handled);
  }
  return handled;
}

/* Arrow keys move as the arrows do, by the step that is chosen; one move after the other, and no long tail of them. */
static void
test_keys (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  static const struct {
    guint key;
    const char *sent;
  } keys[] = { { GDK_KEY_Up, "Y 1" },    { GDK_KEY_Down, "Y -1" },    { GDK_KEY_Left, "X -1" },
               { GDK_KEY_Right, "X 1" }, { GDK_KEY_Page_Up, "Z -1" }, { GDK_KEY_Page_Down, "Z 1" } };
  GtkWidget *pad = culm_test_find (fixture->page, CULM_TYPE_JOG_PAD);
  guint n = 0;

  culm_choice_box_set_value (CULM_CHOICE_BOX (culm_test_find (fixture->page, CULM_TYPE_CHOICE_BOX)), 10);
  g_assert_true (press (pad, GDK_KEY_Up));
  culm_test_answer ("yes");
  culm_test_end_commands (fixture->printer, -1);
  for (n = 0; n < G_N_ELEMENTS (keys); n++) {
    g_assert_true (press (pad, keys[n].key));
    assert_sent (fixture, n + 2, keys[n].sent);
    culm_test_end_commands (fixture->printer, -1);
  }
  for (int i = 0; i < 20; i++)
    press (pad, GDK_KEY_Right);
  g_assert_cmpuint (fake_link_get_n_open (fixture->link), ==, 1);
  culm_test_end_commands (fixture->printer, -1);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1 + n + 3);
  g_assert_false (press (pad, GDK_KEY_a));
}

static void
test_fails (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkWidget *right = find_by_tooltip (fixture->page, "Toolhead to the right");

  culm_test_click (right);
  culm_test_answer ("yes");
  culm_test_click (right);
  culm_test_end_commands (fixture->printer, CULM_ERROR_NOT_CONFIRMED);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1); /* what waited behind it is dropped */
  culm_test_settle (fixture->window);
  g_assert_true (culm_test_says (fixture->window, "The printer did not react. Check it before you try again."));
  culm_test_click (right);
  culm_test_settle (fixture->window);
  g_assert_false (culm_test_says (fixture->window, "The printer did not react. Check it before you try again."));
}

/* What is homed is what the printer says. */
static void
test_homed (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_true (culm_test_says (fixture->window, "Homed: X, Y"));
  culm_test_assert_described (culm_test_find_button (fixture->page, "Home All"), "Homed: X, Y");
  culm_test_printer_tell (fixture->printer, "\"home_flag\":0");
  g_assert_true (culm_test_says (fixture->window, "Not homed"));
  culm_test_printer_tell (fixture->printer, "\"home_flag\":7");
  g_assert_true (culm_test_says (fixture->window, "Homed"));
}

/* While it prints nothing moves, and every control says why. */
static void
test_printing (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  const char *sentence = "Not while a print is under way. Wait for its end.";
  GtkWidget *pad = culm_test_find (fixture->page, CULM_TYPE_JOG_PAD);
  GtkWidget *home = culm_test_find_button (fixture->page, "Home All");
  GtkWidget *arrow = find_by_tooltip (pad, sentence);

  g_assert_true (culm_test_says (fixture->window, sentence));
  g_assert_false (gtk_widget_is_sensitive (home));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (home), ==, sentence);
  culm_test_assert_described (home, sentence);
  g_assert_false (gtk_widget_is_sensitive (arrow));
  culm_test_assert_described (arrow, sentence);
  g_assert_false (gtk_widget_is_sensitive (culm_test_find_button (fixture->page, "Extrude")));
  g_assert_true (press (pad, GDK_KEY_Up));
  g_assert_null (culm_test_find_question ());
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

/* On a bed slinger the bed goes to and fro, and the toolhead up and down. */
static void
test_slinger (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_printer_tell (fixture->printer, "\"gcode_state\":\"IDLE\"");
  g_assert_nonnull (find_by_tooltip (fixture->page, "Bed to the back"));
  culm_test_click (find_by_tooltip (fixture->page, "Toolhead up"));
  culm_test_answer ("yes");
  assert_sent (fixture, 1, "Z -10");
}

/* The nozzle that is chosen must be hot, not the other one. */
static void
test_extrudes (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  const char *cold = "The nozzle is too cold for filament. Heat it to 170 °C first.";
  GtkWidget *group = culm_test_find (fixture->page, CULM_TYPE_EXTRUDE_GROUP);
  CulmChoiceBox *nozzles = CULM_CHOICE_BOX (culm_test_find (group, CULM_TYPE_CHOICE_BOX));

  g_assert_cmpint (culm_choice_box_get_value (nozzles), ==, 0);
  g_assert_true (culm_test_says (fixture->window, "42.0 °C"));
  g_assert_true (culm_test_says (fixture->window, cold));
  g_assert_false (gtk_widget_is_sensitive (culm_test_find_button (group, "Retract")));
  g_signal_emit_by_name (nozzles, "chosen", 1);
  g_assert_false (culm_test_says (fixture->window, cold));
  culm_test_click (culm_test_find_button (group, "Retract"));
  assert_sent (fixture, 1, "-10");
  g_assert_null (culm_test_find_question ());
}

static void
test_fits (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  int minimum;

  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 350);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/move-page/asks", Fixture, "ready", set_up, test_asks, tear_down);
  g_test_add ("/move-page/keys", Fixture, "ready", set_up, test_keys, tear_down);
  g_test_add ("/move-page/fails", Fixture, "ready", set_up, test_fails, tear_down);
  g_test_add ("/move-page/homed", Fixture, "ready", set_up, test_homed, tear_down);
  g_test_add ("/move-page/printing", Fixture, "one-ams", set_up, test_printing, tear_down);
  g_test_add ("/move-page/slinger", Fixture, "small", set_up, test_slinger, tear_down);
  g_test_add ("/move-page/extrudes", Fixture, "dual-ready", set_up, test_extrudes, tear_down);
  g_test_add ("/move-page/fits", Fixture, "dual-ready", set_up, test_fits, tear_down);
  return g_test_run ();
}
