/* culm-ratio-layout.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ratio-layout.h"

#define LOWEST 120 /* so much remains where the rest of a column needs the room */
#define HIGHEST 400

struct _CulmRatioLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CulmRatioLayout, culm_ratio_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
culm_ratio_layout_measure (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, GtkOrientation orientation,
                           int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
  } else {
    *minimum = LOWEST;
    *natural = CLAMP (for_size * 9 / 16, LOWEST, HIGHEST);
  }
}

static void
culm_ratio_layout_allocate (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, int width, int height,
                            int baseline G_GNUC_UNUSED)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static GtkSizeRequestMode
culm_ratio_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
culm_ratio_layout_class_init (CulmRatioLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = culm_ratio_layout_measure;
  manager_class->allocate = culm_ratio_layout_allocate;
  manager_class->get_request_mode = culm_ratio_layout_get_request_mode;
}

static void
culm_ratio_layout_init (CulmRatioLayout *self G_GNUC_UNUSED)
{
}
