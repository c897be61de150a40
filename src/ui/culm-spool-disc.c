/* culm-spool-disc.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-spool-disc.h"

#define SIZE 38
#define RING 2.5

struct _CulmSpoolDisc {
  GtkWidget parent_instance;
  CulmAmsSlot *slot;
};

G_DEFINE_FINAL_TYPE (CulmSpoolDisc, culm_spool_disc, GTK_TYPE_WIDGET)

static gboolean
parse_color (const char *text, GdkRGBA *color)
{
  return text != NULL && gdk_rgba_parse (color, text); /* "#RRGGBBAA" */
}

static void
fill_sectors (cairo_t *cr, double x, double y, double r, const char *const *colors, guint n)
{
  for (guint i = 0; i < n; i++) {
    double from = 2 * G_PI * i / n - G_PI / 2, to = 2 * G_PI * (i + 1) / n - G_PI / 2;
    GdkRGBA color = { 0.6f, 0.6f, 0.6f, 1 };

    parse_color (colors[i], &color);
    gdk_cairo_set_source_rgba (cr, &color);
    cairo_new_path (cr);
    if (n > 1)
      cairo_move_to (cr, x, y);
    cairo_arc (cr, x, y, r, from, to);
    cairo_fill (cr);
  }
}

static void
draw_circle (cairo_t *cr, double x, double y, double r, const GdkRGBA *color, double line)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  if (line > 0) {
    cairo_set_line_width (cr, line);
    cairo_stroke (cr);
  } else {
    cairo_fill (cr);
  }
}

static void
draw_spool (CulmSpoolDisc *self, cairo_t *cr, double x, double y, const GdkRGBA *ink)
{
  const char *const *colors = culm_ams_slot_get_colors (self->slot);
  guint n = g_strv_length ((char **) colors);
  GdkRGBA edge = *ink, hole = *ink, ring = { 0.21f, 0.52f, 0.89f, 1 };
  double r = SIZE / 2.0 - 2 * RING;

  edge.alpha = 0.35f; /* a white or a black spool stays visible on its card */
  hole.alpha = 0.45f;
  if (n > 0 && !culm_ams_slot_get_empty (self->slot)) {
    fill_sectors (cr, x, y, r, colors, n);
    draw_circle (cr, x, y, 4, &hole, 0);
  } else {
    static const double dashes[] = { 3, 3 };

    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  }
  draw_circle (cr, x, y, r, &edge, 1);
  cairo_set_dash (cr, NULL, 0, 0);
  if (culm_ams_slot_get_active (self->slot))
    draw_circle (cr, x, y, SIZE / 2.0 - RING / 2, &ring, RING);
}

static void
culm_spool_disc_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CulmSpoolDisc *self = CULM_SPOOL_DISC (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;
  GdkRGBA ink;

  if (self->slot == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_spool (self, cr, width / 2.0, height / 2.0, &ink);
  cairo_destroy (cr);
}

static void
culm_spool_disc_measure (GtkWidget *widget G_GNUC_UNUSED, GtkOrientation orientation G_GNUC_UNUSED,
                         int for_size G_GNUC_UNUSED, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = SIZE;
  *minimum_baseline = *natural_baseline = -1;
}

static void
culm_spool_disc_dispose (GObject *object)
{
  culm_spool_disc_set_slot (CULM_SPOOL_DISC (object), NULL);
  G_OBJECT_CLASS (culm_spool_disc_parent_class)->dispose (object);
}

static void
culm_spool_disc_class_init (CulmSpoolDiscClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_spool_disc_dispose;
  widget_class->snapshot = culm_spool_disc_snapshot;
  widget_class->measure = culm_spool_disc_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "spooldisc");
}

static void
culm_spool_disc_init (CulmSpoolDisc *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

void
culm_spool_disc_set_slot (CulmSpoolDisc *self, CulmAmsSlot *slot)
{
  if (self->slot == slot)
    return;
  if (self->slot != NULL)
    g_signal_handlers_disconnect_by_data (self->slot, self);
  g_set_object (&self->slot, slot);
  if (slot != NULL)
    g_signal_connect_object (slot, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
