/* culm-columns.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-columns.h"

#define TOGETHER 640 /* from this width on both stand side by side: a window of 900 with its sidebar */
#define SIDE_MINIMUM 350
#define SIDE_MAXIMUM 440
#define SPACING 18
#define MARGIN_WIDE 18
#define MARGIN_NARROW 12

struct _CulmColumns {
  GtkWidget parent_instance;
};

static GtkBuildableIface *parent_buildable;

static void
culm_columns_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = culm_columns_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmColumns, culm_columns, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

/* Where every pixel counts the margin is small. */
static int
get_margin (int width)
{
  return width >= TOGETHER ? MARGIN_WIDE : MARGIN_NARROW;
}

static int
get_side_width (int width)
{
  return CLAMP (width * 44 / 100, SIDE_MINIMUM, SIDE_MAXIMUM);
}

static void
culm_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget), *second = gtk_widget_get_next_sibling (first);
  int minimums[2], naturals[2], margin, width;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    gtk_widget_measure (first, orientation, -1, &minimums[0], &naturals[0], NULL, NULL);
    gtk_widget_measure (second, orientation, -1, &minimums[1], &naturals[1], NULL, NULL);
    *minimum = MAX (minimums[0], minimums[1]) + 2 * MARGIN_NARROW;
    *natural = MAX (*minimum, naturals[0] + SPACING + MIN (naturals[1], SIDE_MAXIMUM) + 2 * MARGIN_WIDE);
    return;
  }
  margin = get_margin (for_size);
  width = for_size >= 0 ? for_size - 2 * margin : -1;
  if (for_size >= TOGETHER) {
    int side = get_side_width (width);

    gtk_widget_measure (first, orientation, width - SPACING - side, &minimums[0], &naturals[0], NULL, NULL);
    gtk_widget_measure (second, orientation, side, &minimums[1], &naturals[1], NULL, NULL);
    *minimum = MAX (minimums[0], minimums[1]) + 2 * margin;
    *natural = MAX (naturals[0], naturals[1]) + 2 * margin;
  } else {
    gtk_widget_measure (first, orientation, width, &minimums[0], &naturals[0], NULL, NULL);
    gtk_widget_measure (second, orientation, width, &minimums[1], &naturals[1], NULL, NULL);
    *minimum = *natural = naturals[0] + SPACING + naturals[1] + 2 * margin;
  }
}

static void
culm_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  GtkWidget *first = gtk_widget_get_first_child (widget), *second = gtk_widget_get_next_sibling (first);
  int margin = get_margin (width), inner = width - 2 * margin;
  GtkAllocation one = { margin, margin, inner, height - 2 * margin }, two = one;

  if (width >= TOGETHER) {
    gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

    two.width = get_side_width (inner);
    one.width = inner - SPACING - two.width;
    if (mirrored)
      one.x += two.width + SPACING;
    else
      two.x += one.width + SPACING;
  } else {
    gtk_widget_measure (first, GTK_ORIENTATION_VERTICAL, inner, NULL, &one.height, NULL, NULL);
    two.y += one.height + SPACING;
    two.height = MAX (height - margin - two.y, 0);
  }
  gtk_widget_size_allocate (first, &one, -1);
  gtk_widget_size_allocate (second, &two, -1);
}

static GtkSizeRequestMode
culm_columns_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
culm_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (culm_columns_parent_class)->dispose (object);
}

static void
culm_columns_class_init (CulmColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_columns_dispose;
  widget_class->measure = culm_columns_measure;
  widget_class->size_allocate = culm_columns_size_allocate;
  widget_class->get_request_mode = culm_columns_get_request_mode;
}

static void
culm_columns_init (CulmColumns *self G_GNUC_UNUSED)
{
}
