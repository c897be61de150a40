/* test-columns.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-columns.h"
#include "culm-ratio-layout.h"
#include "culm-test-display.h"

static GtkWidget *
make_columns (GtkWidget **first, GtkWidget **second)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_type_ensure (CULM_TYPE_COLUMNS);
  g_type_ensure (CULM_TYPE_RATIO_LAYOUT);
  builder = gtk_builder_new_from_string (
      "<interface><object class='CulmColumns' id='columns'>"
      "<child><object class='GtkBox' id='first'><property name='orientation'>vertical</property>"
      "<child><object class='GtkBox' id='picture'><property name='layout-manager'><object class='CulmRatioLayout'/>"
      "</property><child><object class='AdwBin'/></child></object></child>"
      "<child><object class='AdwBin'><property name='height-request'>200</property></object></child></object></child>"
      "<child><object class='AdwBin' id='second'><property name='height-request'>400</property></object></child>"
      "</object></interface>",
      -1);
  *first = GTK_WIDGET (gtk_builder_get_object (builder, "first"));
  *second = GTK_WIDGET (gtk_builder_get_object (builder, "second"));
  return g_object_ref (GTK_WIDGET (gtk_builder_get_object (builder, "columns")));
}

static void
get_heights (GtkWidget *widget, int width, int *minimum, int *natural)
{
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, minimum, natural, NULL, NULL);
}

static graphene_rect_t
get_bounds (GtkWidget *child, GtkWidget *columns)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, columns, &bounds));
  return bounds;
}

/* Side by side where it is wide: the picture gives way before the page grows. One below the other where it is narrow:
 * nothing gives way, the page scrolls. */
static void
test_heights (void)
{
  GtkWidget *first, *second, *columns = make_columns (&first, &second), *window = culm_test_show (columns);
  int minimum, natural;

  get_heights (columns, 1000, &minimum, &natural);
  g_assert_cmpint (minimum, ==, 400 + 2 * 18);
  g_assert_cmpint (natural, >, minimum);
  get_heights (columns, 360, &minimum, &natural);
  g_assert_cmpint (minimum, ==, natural);
  g_assert_cmpint (natural, ==, (360 - 24) * 9 / 16 + 200 + 18 + 400 + 2 * 12);
  g_object_unref (columns);
  culm_test_assert_finalises (window, columns);
}

static void
test_places (void)
{
  GtkWidget *first, *second, *columns = make_columns (&first, &second), *window = culm_test_show (columns);
  graphene_rect_t one, two;

  culm_test_settle (window);
  one = get_bounds (first, columns);
  two = get_bounds (second, columns);
  g_assert_cmpfloat (one.origin.x + one.size.width, <, two.origin.x);
  g_assert_cmpfloat (one.origin.y, ==, two.origin.y);
  gtk_widget_set_direction (columns, GTK_TEXT_DIR_RTL);
  culm_test_settle (window);
  one = get_bounds (first, columns);
  two = get_bounds (second, columns);
  g_assert_cmpfloat (two.origin.x + two.size.width, <, one.origin.x);
  g_object_unref (columns);
  culm_test_assert_finalises (window, columns);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/columns/heights", test_heights);
  g_test_add_func ("/columns/places", test_places);
  return g_test_run ();
}
