/* test-even-layout.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-even-layout.h"
#include "culm-test-display.h"

#define N 4
#define WIDTH 80
#define HEIGHT 20

typedef struct {
  GtkWidget *box, *children[N], *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->box = g_object_new (GTK_TYPE_BOX, "layout-manager", g_object_new (CULM_TYPE_EVEN_LAYOUT, NULL), NULL);
  for (guint i = 0; i < N; i++) {
    fixture->children[i] = g_object_new (ADW_TYPE_BIN, "width-request", WIDTH, "height-request", HEIGHT, NULL);
    gtk_box_append (GTK_BOX (fixture->box), fixture->children[i]);
  }
  fixture->window = culm_test_show (fixture->box);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_assert_finalises (fixture->window, fixture->box);
}

static int
get_height (Fixture *fixture, int width)
{
  int height;

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/* Four, two or one in a row, as they fit; hidden ones take no place. */
static void
test_rows (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  int minimum, natural;

  gtk_widget_measure (fixture->box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, WIDTH);
  g_assert_cmpint (natural, ==, N * WIDTH + (N - 1) * 12);
  g_assert_cmpint (get_height (fixture, natural), ==, HEIGHT);
  g_assert_cmpint (get_height (fixture, natural - 1), ==, 2 * HEIGHT + 8);
  g_assert_cmpint (get_height (fixture, WIDTH), ==, N * HEIGHT + 3 * 8);
  gtk_widget_set_visible (fixture->children[1], FALSE);
  g_assert_cmpint (get_height (fixture, natural - 1), ==, HEIGHT);
  for (guint i = 0; i < N; i++)
    gtk_widget_set_visible (fixture->children[i], FALSE);
  g_assert_cmpint (get_height (fixture, 100), ==, 0);
}

/* Laid out in the direction of reading. */
static void
test_direction (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  graphene_rect_t first, last;

  culm_test_settle (fixture->window);
  g_assert_true (gtk_widget_compute_bounds (fixture->children[0], fixture->box, &first));
  g_assert_true (gtk_widget_compute_bounds (fixture->children[N - 1], fixture->box, &last));
  g_assert_cmpfloat (first.origin.x, <, last.origin.x);
  gtk_widget_set_direction (fixture->box, GTK_TEXT_DIR_RTL);
  culm_test_settle (fixture->window);
  g_assert_true (gtk_widget_compute_bounds (fixture->children[0], fixture->box, &first));
  g_assert_true (gtk_widget_compute_bounds (fixture->children[N - 1], fixture->box, &last));
  g_assert_cmpfloat (first.origin.x, >, last.origin.x);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/even-layout/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/even-layout/direction", Fixture, NULL, set_up, test_direction, tear_down);
  return g_test_run ();
}
