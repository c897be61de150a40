/* culm-even-layout.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-even-layout.h"

#define COLUMN_SPACING 12
#define ROW_SPACING 8

struct _CulmEvenLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CulmEvenLayout, culm_even_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

/* How many children there are; the widest one's sizes. */
static int
count (GtkWidget *widget, int *minimum, int *natural)
{
  int n = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child)) {
    int its_minimum, its_natural;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &its_minimum, &its_natural, NULL, NULL);
    *minimum = MAX (*minimum, its_minimum);
    *natural = MAX (*natural, its_natural);
    n++;
  }
  return n;
}

static int
get_width (int columns, int each)
{
  return columns > 0 ? columns * each + (columns - 1) * COLUMN_SPACING : 0;
}

static int
get_columns (GtkWidget *widget, int width)
{
  int minimum, natural, columns = count (widget, &minimum, &natural);

  while (columns > 1 && width >= 0 && get_width (columns, natural) > width)
    columns = (columns + 1) / 2;
  return MAX (columns, 1);
}

/* The height of the row that begins at `*child`; moves `*child` to the next row. */
static int
measure_row (GtkWidget **child, int columns, int width)
{
  int each = width >= 0 ? (width - (columns - 1) * COLUMN_SPACING) / columns : -1, height = 0;

  for (int column = 0; column < columns && *child != NULL; column++, *child = get_next (*child)) {
    int natural;

    gtk_widget_measure (*child, GTK_ORIENTATION_VERTICAL, each, NULL, &natural, NULL, NULL);
    height = MAX (height, natural);
  }
  return height;
}

static void
culm_even_layout_measure (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, GtkOrientation orientation,
                          int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    int n = count (widget, minimum, natural);

    *natural = get_width (n, *natural);
  } else {
    int columns = get_columns (widget, for_size), height = 0;

    for (GtkWidget *child = get_first (widget); child != NULL;)
      height += (height > 0 ? ROW_SPACING : 0) + measure_row (&child, columns, for_size);
    *minimum = *natural = height;
  }
}

static void
culm_even_layout_allocate (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, int width,
                           int height G_GNUC_UNUSED, int baseline G_GNUC_UNUSED)
{
  int columns = get_columns (widget, width), y = 0;
  int each = (width - (columns - 1) * COLUMN_SPACING) / columns;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = get_first (widget);

  while (child != NULL) {
    GtkWidget *next = child;
    int row_height = measure_row (&next, columns, width);

    for (int column = 0; child != next; column++, child = get_next (child)) {
      int place = (mirrored ? columns - 1 - column : column) * (each + COLUMN_SPACING);

      gtk_widget_size_allocate (child, &(GtkAllocation){ place, y, each, row_height }, -1);
    }
    y += row_height + ROW_SPACING;
  }
}

static GtkSizeRequestMode
culm_even_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
culm_even_layout_class_init (CulmEvenLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = culm_even_layout_measure;
  manager_class->allocate = culm_even_layout_allocate;
  manager_class->get_request_mode = culm_even_layout_get_request_mode;
}

static void
culm_even_layout_init (CulmEvenLayout *self G_GNUC_UNUSED)
{
}
