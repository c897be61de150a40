/* culm-series-marker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-series-marker.h"

#define SIZE 10
#define ROOM 16 /* as a spinner, which takes its place for a while */

struct _CulmSeriesMarker {
  GtkWidget parent_instance;
  CulmHeaterId id;
};

G_DEFINE_FINAL_TYPE (CulmSeriesMarker, culm_series_marker, GTK_TYPE_WIDGET)

static void
culm_series_marker_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CulmSeriesMarker *self = CULM_SERIES_MARKER (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  GdkRGBA color;

  culm_series_get_color (self->id, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  culm_series_draw_shape (self->id, cr, width / 2.0, height / 2.0, SIZE);
  cairo_destroy (cr);
}

static void
culm_series_marker_measure (GtkWidget *widget G_GNUC_UNUSED, GtkOrientation orientation G_GNUC_UNUSED,
                            int for_size G_GNUC_UNUSED, int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural = ROOM;
  *minimum_baseline = *natural_baseline = -1;
}

static void
culm_series_marker_class_init (CulmSeriesMarkerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = culm_series_marker_snapshot;
  widget_class->measure = culm_series_marker_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
culm_series_marker_init (CulmSeriesMarker *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

void
culm_series_marker_set_heater (CulmSeriesMarker *self, CulmHeaterId id)
{
  if (self->id == id)
    return;
  self->id = id;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
