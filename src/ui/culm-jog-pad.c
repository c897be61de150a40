/* culm-jog-pad.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-jog-pad.h"
#include "culm-control.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

typedef struct {
  char axis;
  int sign, column, row;
  guint key;
  const char *icon;
  const char *name, *slinger_name;
} Arrow;

static const Arrow arrows[] = {
  { 'X', -1, 0, 1, GDK_KEY_Left, "go-previous-symbolic", N_ ("Toolhead to the left"), N_ ("Toolhead to the left") },
  { 'Y', 1, 1, 0, GDK_KEY_Up, "go-up-symbolic", N_ ("Toolhead to the back"), N_ ("Bed to the back") },
  { 'Y', -1, 1, 2, GDK_KEY_Down, "go-down-symbolic", N_ ("Toolhead to the front"), N_ ("Bed to the front") },
  { 'X', 1, 2, 1, GDK_KEY_Right, "go-next-symbolic", N_ ("Toolhead to the right"), N_ ("Toolhead to the right") },
  { 'Z', -1, 4, 0, GDK_KEY_Page_Up, "go-up-symbolic", N_ ("Bed up"), N_ ("Toolhead up") },
  { 'Z', 1, 4, 2, GDK_KEY_Page_Down, "go-down-symbolic", N_ ("Bed down"), N_ ("Toolhead down") },
};
#define N_ARROWS ((guint) G_N_ELEMENTS (arrows))

struct _CulmJogPad {
  AdwBin parent_instance;
  GtkWidget *buttons[G_N_ELEMENTS (arrows)];
  char *obstacles[G_N_ELEMENTS (arrows)]; /* nullable */
  gboolean bed_slinger;
};

static guint moved_signal;

G_DEFINE_FINAL_TYPE (CulmJogPad, culm_jog_pad, ADW_TYPE_BIN)

static void
show_arrow (CulmJogPad *self, guint i)
{
  const char *name = _ (self->bed_slinger ? arrows[i].slinger_name : arrows[i].name);

  culm_ui_set_name (self->buttons[i], name);
  culm_control_set_tooltip (self->buttons[i], self->obstacles[i] != NULL ? self->obstacles[i] : name);
  culm_control_describe (self->buttons[i], NULL, self->obstacles[i]);
  gtk_widget_set_sensitive (self->buttons[i], self->obstacles[i] == NULL);
}

static void
on_clicked (CulmJogPad *self, GtkWidget *button)
{
  for (guint i = 0; i < N_ARROWS; i++) {
    if (self->buttons[i] == button)
      g_signal_emit (self, moved_signal, 0, arrows[i].axis, arrows[i].sign);
  }
}

/* The keys move the machine, not the focus: Tab does that. */
static gboolean
on_key_pressed (CulmJogPad *self, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers)
{
  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < N_ARROWS; i++) {
    if (arrows[i].key != key)
      continue;
    if (self->obstacles[i] == NULL)
      g_signal_emit (self, moved_signal, 0, arrows[i].axis, arrows[i].sign);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
create_arrow (CulmJogPad *self, const Arrow *arrow)
{
  GtkWidget *image = gtk_image_new_from_icon_name (arrow->icon), *button = gtk_button_new ();

  gtk_widget_set_direction (image, GTK_TEXT_DIR_LTR);
  gtk_button_set_child (GTK_BUTTON (button), image);
  gtk_widget_add_css_class (button, "jog-button");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_letter (GtkGrid *grid, const char *letter, int column)
{
  GtkWidget *label = gtk_label_new (letter);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (grid, label, column, 1, 1, 1);
}

static void
culm_jog_pad_finalize (GObject *object)
{
  for (guint i = 0; i < N_ARROWS; i++)
    g_free (CULM_JOG_PAD (object)->obstacles[i]);
  G_OBJECT_CLASS (culm_jog_pad_parent_class)->finalize (object);
}

static void
culm_jog_pad_class_init (CulmJogPadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_jog_pad_finalize;
  moved_signal = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               2, G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
culm_jog_pad_init (CulmJogPad *self)
{
  GtkWidget *grid = gtk_grid_new (), *gap = gtk_label_new (NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_direction (grid, GTK_TEXT_DIR_LTR);
  gtk_widget_set_halign (grid, GTK_ALIGN_CENTER);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < N_ARROWS; i++) {
    self->buttons[i] = create_arrow (self, &arrows[i]);
    gtk_grid_attach (GTK_GRID (grid), self->buttons[i], arrows[i].column, arrows[i].row, 1, 1);
    show_arrow (self, i);
  }
  add_letter (GTK_GRID (grid), "X  Y", 1);
  add_letter (GTK_GRID (grid), "Z", 4);
  gtk_widget_set_size_request (gap, 18, -1);
  gtk_grid_attach (GTK_GRID (grid), gap, 3, 1, 1, 1);
  adw_bin_set_child (ADW_BIN (self), grid);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
culm_jog_pad_set_bed_slinger (CulmJogPad *self, gboolean bed_slinger)
{
  if (self->bed_slinger == bed_slinger)
    return;
  self->bed_slinger = bed_slinger;
  for (guint i = 0; i < N_ARROWS; i++)
    show_arrow (self, i);
}

void
culm_jog_pad_set_obstacle (CulmJogPad *self, char axis, const char *sentence)
{
  for (guint i = 0; i < N_ARROWS; i++) {
    if (arrows[i].axis != axis || g_strcmp0 (self->obstacles[i], sentence) == 0)
      continue;
    g_free (self->obstacles[i]);
    self->obstacles[i] = g_strdup (sentence);
    show_arrow (self, i);
  }
}
