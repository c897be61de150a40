/* culm-setpoint-popover.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-setpoint-popover.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define OWN_LIMIT 8
#define CELSIUS_KEY "culm-celsius"

struct _CulmSetpointPopover {
  GtkPopover parent_instance;
  CulmHeaterId id;
  CulmPrinter *printer;
  GSettings *settings;
  GtkListBox *list;
  GtkButton *keep;
  GtkLabel *range;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (CulmSetpointPopover, culm_setpoint_popover, GTK_TYPE_POPOVER)

static const char *
get_settings_name (CulmHeaterId id)
{
  return id == CULM_HEATER_BED ? "bed" : id == CULM_HEATER_CHAMBER ? "chamber" : "nozzle";
}

static CulmHeater *
peek_heater (CulmSetpointPopover *self)
{
  return self->printer != NULL ? culm_printer_get_heater (self->printer, self->id) : NULL;
}

static GArray *
read_own (CulmSetpointPopover *self)
{
  GArray *own = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "own-presets");
  g_autoptr (GVariant) list = g_variant_lookup_value (all, get_settings_name (self->id), G_VARIANT_TYPE ("ai"));

  for (gsize i = 0; list != NULL && i < MIN (g_variant_n_children (list), OWN_LIMIT); i++) {
    gint32 celsius;

    g_variant_get_child (list, i, "i", &celsius);
    g_array_append_val (own, celsius);
  }
  return own;
}

static void
write_own (CulmSetpointPopover *self, GArray *own)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "own-presets");
  const char *ours = get_settings_name (self->id), *name;
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *list;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sai}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@ai}", &name, &list)) {
    if (!g_str_equal (name, ours))
      g_variant_builder_add (&builder, "{s@ai}", name, list);
  }
  g_variant_builder_add (&builder, "{s@ai}", ours,
                         g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, own->data, own->len, sizeof (gint32)));
  g_settings_set_value (self->settings, "own-presets", g_variant_builder_end (&builder));
}

static gboolean
find_own (GArray *own, int celsius, guint *place)
{
  for (guint i = 0; i < own->len; i++) {
    if (g_array_index (own, gint32, i) == celsius) {
      *place = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* Whether this is what the heater aims at now. */
static gboolean
is_target (CulmSetpointPopover *self, int celsius)
{
  double target = culm_heater_get_target (peek_heater (self));

  return !isnan (target) && (int) lround (target) == celsius;
}

static GtkWidget *
add_row (CulmSetpointPopover *self, const char *name, int celsius)
{
  g_autofree char *temperature = celsius > 0 ? g_strdup_printf (_ ("%d °C"), celsius) : g_strdup (_ ("Off"));
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (name != NULL ? name : temperature);
  GtkWidget *check = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_opacity (check, is_target (self, celsius) ? 1 : 0);
  gtk_box_append (GTK_BOX (box), check);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (name != NULL) {
    GtkWidget *value = gtk_label_new (temperature);

    gtk_widget_add_css_class (value, "dim-label");
    gtk_widget_add_css_class (value, "numeric");
    gtk_box_append (GTK_BOX (box), value);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), CELSIUS_KEY, GINT_TO_POINTER (celsius));
  gtk_list_box_append (self->list, row);
  return box;
}

static void
add_own_row (CulmSetpointPopover *self, int celsius)
{
  g_autofree char *name = g_strdup_printf (_ ("Forget %d °C"), celsius);
  GtkWidget *box = add_row (self, NULL, celsius);
  GtkWidget *forget = gtk_button_new_from_icon_name ("edit-delete-symbolic");

  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_tooltip_text (forget, name);
  culm_ui_set_name (forget, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (forget), "setpoint.forget");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (forget), "i", celsius);
  gtk_box_append (GTK_BOX (box), forget);
}

static void
add_material_rows (CulmSetpointPopover *self, int maximum)
{
  g_autoptr (GVariant) presets = g_settings_get_value (self->settings, "presets");
  GVariantIter iter;
  const char *name;
  gint32 nozzle, bed, chamber;

  g_variant_iter_init (&iter, presets);
  while (g_variant_iter_next (&iter, "(&siii)", &name, &nozzle, &bed, &chamber)) {
    int celsius = self->id == CULM_HEATER_BED ? bed : self->id == CULM_HEATER_CHAMBER ? chamber : nozzle;

    if (celsius > 0 && celsius <= maximum)
      add_row (self, name, celsius);
  }
}

/* Offers to keep the target of now, unless it is off or already kept. */
static void
show_keep (CulmSetpointPopover *self, CulmHeater *heater, GArray *own)
{
  double target = culm_heater_get_target (heater);
  int celsius = isnan (target) ? 0 : (int) lround (target);
  g_autofree char *text = g_strdup_printf (_ ("Keep %d °C"), celsius);
  guint place;

  gtk_button_set_label (self->keep, text);
  gtk_widget_set_visible (GTK_WIDGET (self->keep),
                          celsius > 0 && own->len < OWN_LIMIT && !find_own (own, celsius, &place));
}

static void
fill (CulmSetpointPopover *self)
{
  CulmHeater *heater = peek_heater (self);
  g_autoptr (GArray) own = NULL;
  g_autofree char *range = NULL;
  GtkWidget *child;
  int maximum;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (heater == NULL || self->settings == NULL)
    return;
  maximum = (int) culm_heater_get_maximum (heater);
  range = g_strdup_printf (_ ("0 to %d °C"), maximum);
  gtk_label_set_text (self->range, range);
  add_row (self, NULL, 0);
  add_material_rows (self, maximum);
  own = read_own (self);
  for (guint i = 0; i < own->len; i++) {
    int celsius = g_array_index (own, gint32, i);

    if (celsius > 0 && celsius <= maximum)
      add_own_row (self, celsius);
  }
  show_keep (self, heater, own);
}

static void
forget (GtkWidget *widget, const char *action_name G_GNUC_UNUSED, GVariant *celsius)
{
  CulmSetpointPopover *self = CULM_SETPOINT_POPOVER (widget);
  g_autoptr (GArray) own = read_own (self);
  guint place;

  if (find_own (own, g_variant_get_int32 (celsius), &place))
    write_own (self, g_array_remove_index (own, place));
  fill (self);
}

static void
on_row_activated (CulmSetpointPopover *self, GtkListBoxRow *row)
{
  int celsius = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), CELSIUS_KEY));

  g_signal_emit (self, chosen_signal, 0, celsius);
}

static void
on_keep (CulmSetpointPopover *self)
{
  CulmHeater *heater = peek_heater (self);
  g_autoptr (GArray) own = NULL;
  gint32 celsius;

  if (heater == NULL || self->settings == NULL || isnan (culm_heater_get_target (heater)))
    return;
  celsius = (gint32) lround (culm_heater_get_target (heater));
  own = read_own (self);
  g_array_append_val (own, celsius);
  write_own (self, own);
  fill (self);
}

static void
culm_setpoint_popover_dispose (GObject *object)
{
  CulmSetpointPopover *self = CULM_SETPOINT_POPOVER (object);

  g_clear_object (&self->printer);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), CULM_TYPE_SETPOINT_POPOVER);
  G_OBJECT_CLASS (culm_setpoint_popover_parent_class)->dispose (object);
}

static void
culm_setpoint_popover_class_init (CulmSetpointPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_setpoint_popover_dispose;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-setpoint-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSetpointPopover, list);
  gtk_widget_class_bind_template_child (widget_class, CulmSetpointPopover, keep);
  gtk_widget_class_bind_template_child (widget_class, CulmSetpointPopover, range);
  gtk_widget_class_install_action (widget_class, "setpoint.forget", "i", forget);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
}

static void
culm_setpoint_popover_init (CulmSetpointPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
culm_setpoint_popover_set_heater (CulmSetpointPopover *self, CulmHeaterId id, CulmPrinter *printer, GSettings *settings)
{
  self->id = id;
  g_set_object (&self->printer, printer);
  g_set_object (&self->settings, settings);
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    fill (self);
}
