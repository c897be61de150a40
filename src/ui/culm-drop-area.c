/* culm-drop-area.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-drop-area.h"
#include "culm-log.h"
#include "culm-printer-card.h"
#include "culm-printer-row.h"
#include "culm-sidebar.h"
#include "culm-text.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

struct _CulmDropArea {
  AdwBin parent_instance;
  CulmPrinter *printer;
  GtkWidget *target; /* the row or card below the pointer; owned by its box */
  GCancellable *reading;
  GdkFileList *files; /* what hovers, once it is known */
  GtkOverlay *overlay;
  GtkWidget *veil;
  GtkLabel *message;
};

typedef enum { PROP_CONTENT = 1 } CulmDropAreaProp;
static GParamSpec *props[PROP_CONTENT + 1];
enum { SIGNAL_DROPPED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmDropArea, culm_drop_area, ADW_TYPE_BIN)

/* The row or card of a printer at a place, NULL elsewhere. (transfer none). */
static GtkWidget *
find_target (CulmDropArea *self, double x, double y, gboolean *beside)
{
  GtkWidget *below = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *target;

  *beside = FALSE;
  if (below == NULL)
    return NULL;
  target = CULM_IS_PRINTER_ROW (below) ? below : gtk_widget_get_ancestor (below, CULM_TYPE_PRINTER_ROW);
  if (target == NULL)
    target = CULM_IS_PRINTER_CARD (below) ? below : gtk_widget_get_ancestor (below, CULM_TYPE_PRINTER_CARD);
  /* Beside the rows of the sidebar nothing speaks for the printer that is shown. */
  *beside = target == NULL && gtk_widget_get_ancestor (below, CULM_TYPE_SIDEBAR) != NULL;
  return target;
}

static void
free_files (GdkFileList *files)
{
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
}

static CulmPrinter *
get_target_printer (CulmDropArea *self, GtkWidget *target, gboolean beside)
{
  if (CULM_IS_PRINTER_ROW (target))
    return culm_printer_row_get_printer (CULM_PRINTER_ROW (target));
  if (CULM_IS_PRINTER_CARD (target))
    return culm_printer_card_get_printer (CULM_PRINTER_CARD (target));
  return beside ? NULL : self->printer;
}

static void
mark_target (CulmDropArea *self, GtkWidget *target)
{
  if (self->target == target)
    return;
  if (self->target != NULL)
    gtk_widget_remove_css_class (self->target, "drop-here");
  g_set_weak_pointer (&self->target, target);
  if (target != NULL)
    gtk_widget_add_css_class (target, "drop-here");
}

static void
show_hover (CulmDropArea *self, gboolean hover, GtkWidget *target, gboolean beside)
{
  CulmPrinter *printer = hover ? get_target_printer (self, target, beside) : NULL;

  mark_target (self, hover ? target : NULL);
  gtk_widget_set_visible (self->veil, hover);
  if (printer != NULL) {
    g_autofree char *name = culm_text_one_line (culm_printer_get_name (printer), 40);
    g_autofree char *message = g_strdup_printf (_ ("Drop to upload for “%s”"), name);

    gtk_label_set_text (self->message, message);
  } else {
    gtk_label_set_text (self->message, _ ("Drop to upload to your account"));
  }
}

static void
forget_drag (CulmDropArea *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->files, free_files);
}

static void
finish_drop (CulmDropArea *self, GdkDrop *drop)
{
  CulmPrinter *printer = g_object_get_data (G_OBJECT (drop), "printer");

  gdk_drop_finish (drop, self->files != NULL ? GDK_ACTION_COPY : 0);
  if (self->files != NULL)
    g_signal_emit (self, signals[SIGNAL_DROPPED], 0, self->files, printer);
  forget_drag (self);
}

static void
read_cb (GObject *drop, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmDropArea) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_drop_read_value_finish (GDK_DROP (drop), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another drag has begun */
  g_clear_object (&self->reading);
  if (error != NULL)
    culm_debug ("What is dragged cannot be read: %s", error->message);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    self->files = g_value_dup_boxed (value);
  if (g_object_get_data (drop, "dropped") != NULL)
    finish_drop (self, GDK_DROP (drop));
}

static void
read_files (CulmDropArea *self, GdkDrop *drop)
{
  self->reading = g_cancellable_new ();
  gdk_drop_read_value_async (drop, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->reading, read_cb, g_object_ref (self));
}

static GdkDragAction
on_motion (CulmDropArea *self, GdkDrop *drop G_GNUC_UNUSED, double x, double y)
{
  gboolean beside;
  GtkWidget *target = find_target (self, x, y, &beside);

  show_hover (self, TRUE, target, beside);
  return GDK_ACTION_COPY;
}

/* The files are read while they hover: a program that lets go and ends at once has told them by then. */
static GdkDragAction
on_enter (CulmDropArea *self, GdkDrop *drop, double x, double y)
{
  forget_drag (self);
  read_files (self, drop);
  return on_motion (self, drop, x, y);
}

static void
on_leave (CulmDropArea *self)
{
  show_hover (self, FALSE, NULL, FALSE);
}

static gboolean
on_drop (CulmDropArea *self, GdkDrop *drop, double x, double y)
{
  gboolean beside;
  GtkWidget *target = find_target (self, x, y, &beside);
  CulmPrinter *printer = get_target_printer (self, target, beside);

  show_hover (self, FALSE, NULL, FALSE);
  g_object_set_data (G_OBJECT (drop), "dropped", self);
  if (printer != NULL)
    g_object_set_data_full (G_OBJECT (drop), "printer", g_object_ref (printer), g_object_unref);
  if (self->files != NULL)
    finish_drop (self, drop);
  else if (self->reading == NULL)
    read_files (self, drop); /* what came to nothing while it hovered is tried once more */
  return TRUE;
}

static void
culm_drop_area_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmDropAreaProp) id) {
  case PROP_CONTENT: g_value_set_object (value, gtk_overlay_get_child (CULM_DROP_AREA (object)->overlay)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_drop_area_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((CulmDropAreaProp) id) {
  case PROP_CONTENT: culm_drop_area_set_content (CULM_DROP_AREA (object), g_value_get_object (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_drop_area_dispose (GObject *object)
{
  CulmDropArea *self = CULM_DROP_AREA (object);

  forget_drag (self);
  g_clear_weak_pointer (&self->target);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_drop_area_parent_class)->dispose (object);
}

static void
culm_drop_area_class_init (CulmDropAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = culm_drop_area_dispose;
  object_class->get_property = culm_drop_area_get_property;
  object_class->set_property = culm_drop_area_set_property;
  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, GDK_TYPE_FILE_LIST, CULM_TYPE_PRINTER);
  gtk_widget_class_set_css_name (widget_class, "droparea");
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-drop-area.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmDropArea, overlay);
  gtk_widget_class_bind_template_child (widget_class, CulmDropArea, veil);
  gtk_widget_class_bind_template_child (widget_class, CulmDropArea, message);
}

static void
culm_drop_area_init (CulmDropArea *self)
{
  GdkContentFormats *formats = gdk_content_formats_new_for_gtype (GDK_TYPE_FILE_LIST);
  GtkDropTargetAsync *drop = gtk_drop_target_async_new (formats, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (drop, "drag-enter", G_CALLBACK (on_enter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "drag-motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "drag-leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

void
culm_drop_area_set_content (CulmDropArea *self, GtkWidget *content)
{
  g_return_if_fail (CULM_IS_DROP_AREA (self));
  if (gtk_overlay_get_child (self->overlay) == content)
    return;
  gtk_overlay_set_child (self->overlay, content);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONTENT]);
}

void
culm_drop_area_set_printer (CulmDropArea *self, CulmPrinter *printer)
{
  g_return_if_fail (CULM_IS_DROP_AREA (self));
  g_set_object (&self->printer, printer);
}

void
culm_drop_area_set_hover (CulmDropArea *self, gboolean hover, GtkWidget *target)
{
  g_return_if_fail (CULM_IS_DROP_AREA (self));
  show_hover (self, hover, target, FALSE);
}
