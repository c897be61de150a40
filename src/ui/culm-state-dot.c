/* culm-state-dot.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-state-dot.h"
#include "culm-text-printer.h"
#include "culm-ui.h"

struct _CulmStateDot {
  AdwBin parent_instance;
  GtkImage *image;
  CulmPrinterState state;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CulmStateDot, culm_state_dot, ADW_TYPE_BIN)

static const char *const style_classes[] = { "accent", "success", "warning", "error", "dim-label", NULL };

static const struct {
  const char *icon, *style_class;
} looks[] = {
  [CULM_PRINTER_STATE_UNKNOWN] = { "culm-state-unknown-symbolic", "dim-label" },
  [CULM_PRINTER_STATE_IDLE] = { "culm-state-idle-symbolic", "dim-label" },
  [CULM_PRINTER_STATE_PREPARING] = { "culm-state-preparing-symbolic", "accent" },
  [CULM_PRINTER_STATE_PRINTING] = { "culm-state-printing-symbolic", "accent" },
  [CULM_PRINTER_STATE_PAUSED] = { "culm-state-paused-symbolic", "warning" },
  [CULM_PRINTER_STATE_FINISHED] = { "culm-state-finished-symbolic", "success" },
  [CULM_PRINTER_STATE_CANCELLED] = { "culm-state-cancelled-symbolic", "dim-label" },
  [CULM_PRINTER_STATE_FAILED] = { "culm-state-failed-symbolic", "error" },
  [CULM_PRINTER_STATE_OFFLINE] = { "culm-state-offline-symbolic", "dim-label" },
};

static void
show_state (CulmStateDot *self)
{
  guint index = (guint) self->state < G_N_ELEMENTS (looks) ? self->state : CULM_PRINTER_STATE_UNKNOWN;

  gtk_image_set_from_icon_name (self->image, looks[index].icon);
  culm_ui_choose_class (GTK_WIDGET (self->image), style_classes, self->stale ? "dim-label" : looks[index].style_class);
  culm_ui_set_name (GTK_WIDGET (self->image), culm_text_state (self->state));
}

static void
culm_state_dot_class_init (CulmStateDotClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "statedot");
}

static void
culm_state_dot_init (CulmStateDot *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->image));
  show_state (self);
}

GtkWidget *
culm_state_dot_new (void)
{
  return g_object_new (CULM_TYPE_STATE_DOT, NULL);
}

void
culm_state_dot_set_state (CulmStateDot *self, CulmPrinterState state, gboolean stale)
{
  g_return_if_fail (CULM_IS_STATE_DOT (self));
  if (self->state == state && self->stale == stale)
    return;
  self->state = state;
  self->stale = stale;
  show_state (self);
}
