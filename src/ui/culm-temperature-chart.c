/* culm-temperature-chart.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-temperature-chart.h"
#include "culm-series.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN 12
#define LABEL_WIDTH 40
#define MARKER 8
#define AXIS 14 /* the room for the labels of the time */
#define SHORTEST_SPAN (2 * 60 * G_USEC_PER_SEC)
#define GAP (15 * G_USEC_PER_SEC) /* an idle printer reports every 5 s */

struct _CulmTemperatureChart {
  GtkWidget parent_instance;
  CulmTemperatureHistory *history;
};

/* Where a time and a temperature lie on the widget. */
typedef struct {
  double left, right, top, bottom;
  gint64 from, to;
  double ceiling; /* °C at the top */
  double step;    /* °C between two lines of the grid */
} Frame;

G_DEFINE_FINAL_TYPE (CulmTemperatureChart, culm_temperature_chart, GTK_TYPE_WIDGET)

static double
find_highest (const CulmTemperatureSample *samples, guint n)
{
  double highest = 0;

  for (guint i = 0; i < n; i++) {
    for (int id = 0; id < CULM_N_HEATERS; id++) {
      highest = fmax (highest, samples[i].current[id]); /* fmax passes over NAN */
      highest = fmax (highest, samples[i].target[id]);
    }
  }
  return highest;
}

static Frame
lay_out (GtkWidget *widget, const CulmTemperatureSample *samples, guint n)
{
  double highest = find_highest (samples, n);
  gint64 now = n > 0 ? samples[n - 1].time : 0, begin = n > 0 ? samples[0].time : 0;
  Frame frame = {
    .left = MARGIN + LABEL_WIDTH,
    .right = gtk_widget_get_width (widget) - MARGIN - MARKER,
    .top = MARGIN,
    .bottom = gtk_widget_get_height (widget) - MARGIN - AXIS + 4,
    .to = now,
    .from = MIN (begin, now - SHORTEST_SPAN),
    .step = highest > 160  ? 100
            : highest > 80 ? 50
                           : 25,
  };

  frame.ceiling = fmax (ceil (highest * 1.08 / frame.step), 2) * frame.step;
  return frame;
}

static double
get_x (const Frame *frame, gint64 time)
{
  return frame->left +
         (frame->right - frame->left) * (double) (time - frame->from) / (double) (frame->to - frame->from);
}

static double
get_y (const Frame *frame, double celsius)
{
  return frame->bottom - (frame->bottom - frame->top) * CLAMP (celsius, 0, frame->ceiling) / frame->ceiling;
}

static void
draw_grid (CulmTemperatureChart *self, cairo_t *cr, const Frame *frame, const GdkRGBA *ink)
{
  GdkRGBA faint = *ink, soft = *ink;

  faint.alpha *= 0.12f;
  soft.alpha *= 0.6f;
  cairo_set_line_width (cr, 1);
  for (double celsius = 0; celsius <= frame->ceiling + 0.5; celsius += frame->step) {
    g_autofree char *text = g_strdup_printf (_ ("%.0f°"), celsius);
    g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
    double y = floor (get_y (frame, celsius)) + 0.5;
    int width, height;

    gdk_cairo_set_source_rgba (cr, &faint);
    cairo_move_to (cr, frame->left, y);
    cairo_line_to (cr, frame->right, y);
    cairo_stroke (cr);
    pango_layout_get_pixel_size (layout, &width, &height);
    gdk_cairo_set_source_rgba (cr, &soft);
    cairo_move_to (cr, frame->left - 8 - width, y - height / 2.0);
    pango_cairo_show_layout (cr, layout);
  }
}

/* Minutes back from now; far enough apart to be read. */
static void
draw_times (CulmTemperatureChart *self, cairo_t *cr, const Frame *frame, const GdkRGBA *ink)
{
  int minutes = (int) ((frame->to - frame->from) / (60 * G_USEC_PER_SEC)), step = minutes > 6 ? 2 : 1;
  GdkRGBA soft = *ink;

  soft.alpha *= 0.6f;
  gdk_cairo_set_source_rgba (cr, &soft);
  for (int ago = step; ago <= minutes; ago += step) {
    g_autofree char *text = g_strdup_printf (_ ("−%d min"), ago);
    g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
    double x = get_x (frame, frame->to - ago * 60 * G_USEC_PER_SEC);
    int width;

    pango_layout_get_pixel_size (layout, &width, NULL);
    cairo_move_to (cr, MAX (x - width / 2.0, frame->left), frame->bottom + 3);
    pango_cairo_show_layout (cr, layout);
  }
}

static void
draw_line (cairo_t *cr, const Frame *frame, const CulmTemperatureSample *samples, guint n, int id, gboolean target)
{
  gint64 before = G_MININT64;

  cairo_new_path (cr);
  for (guint i = 0; i < n; i++) {
    double celsius = target ? samples[i].target[id] : samples[i].current[id];
    double x = get_x (frame, samples[i].time), y;

    if (isnan (celsius) || (target && celsius < 1))
      continue;
    y = get_y (frame, celsius);
    if (before == G_MININT64 || samples[i].time - before > GAP)
      cairo_move_to (cr, x, y);
    else
      cairo_line_to (cr, x, y);
    before = samples[i].time;
  }
  cairo_stroke (cr);
}

static void
draw_series (cairo_t *cr, const Frame *frame, const CulmTemperatureSample *samples, guint n, int id)
{
  static const double dashes[] = { 4, 4 };
  GdkRGBA color;

  if (n == 0)
    return;
  culm_series_get_color ((CulmHeaterId) id, &color);
  color.alpha = 0.55f;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  draw_line (cr, frame, samples, n, id, TRUE);

  color.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, NULL, 0, 0);
  draw_line (cr, frame, samples, n, id, FALSE);
  if (!isnan (samples[n - 1].current[id]))
    culm_series_draw_shape ((CulmHeaterId) id, cr, get_x (frame, samples[n - 1].time),
                            get_y (frame, samples[n - 1].current[id]), MARKER);
}

static void
culm_temperature_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CulmTemperatureChart *self = CULM_TEMPERATURE_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const CulmTemperatureSample *samples = NULL;
  cairo_t *cr;
  GdkRGBA ink;
  Frame frame;
  guint n = 0;

  if (self->history != NULL)
    samples = culm_temperature_history_get_samples (self->history, &n);
  frame = lay_out (widget, samples, n);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  draw_grid (self, cr, &frame, &ink);
  if (n > 1)
    draw_times (self, cr, &frame, &ink);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int id = CULM_N_HEATERS - 1; id >= 0; id--)
    draw_series (cr, &frame, samples, n, id);
  cairo_destroy (cr);
}

/* For those who cannot see it: the newest values in words. */
static void
describe (CulmTemperatureChart *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const CulmTemperatureSample *samples = NULL;
  guint n = 0;

  if (self->history != NULL)
    samples = culm_temperature_history_get_samples (self->history, &n);
  for (int id = 0; n > 0 && id < CULM_N_HEATERS; id++) {
    if (!isnan (samples[n - 1].current[id]))
      g_string_append_printf (text, "%s%s %.0f °C", text->len > 0 ? ", " : "",
                              culm_series_get_title ((CulmHeaterId) id), samples[n - 1].current[id]);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Temperature chart"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
}

static void
on_changed (CulmTemperatureHistory *history G_GNUC_UNUSED, gpointer self)
{
  describe (self);
  gtk_widget_queue_draw (self);
}

static void
culm_temperature_chart_dispose (GObject *object)
{
  culm_temperature_chart_set_history (CULM_TEMPERATURE_CHART (object), NULL);
  G_OBJECT_CLASS (culm_temperature_chart_parent_class)->dispose (object);
}

static void
culm_temperature_chart_class_init (CulmTemperatureChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_temperature_chart_dispose;
  widget_class->snapshot = culm_temperature_chart_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "temperaturechart");
}

static void
culm_temperature_chart_init (CulmTemperatureChart *self G_GNUC_UNUSED)
{
}

void
culm_temperature_chart_set_history (CulmTemperatureChart *self, CulmTemperatureHistory *history)
{
  if (self->history == history)
    return;
  if (self->history != NULL)
    g_signal_handlers_disconnect_by_data (self->history, self);
  g_set_object (&self->history, history);
  if (history == NULL)
    return;
  g_signal_connect_object (history, "changed", G_CALLBACK (on_changed), self, 0);
  on_changed (history, self);
}
