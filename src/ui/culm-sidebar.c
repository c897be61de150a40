/* culm-sidebar.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sidebar.h"
#include "culm-box-filler.h"
#include "culm-follow.h"
#include "culm-printer-row.h"
#include "culm-transfers-panel.h"
#include "culm-ui.h"

struct _CulmSidebar {
  AdwBin parent_instance;
  CulmBoxFiller *filler;
  CulmPrinter *printer;
  gboolean selecting;
  GtkListBox *list;
  GtkListBoxRow *all;
  GtkSearchEntry *search;
  GtkSearchBar *search_bar;
  CulmTransfersPanel *transfers;
  GtkMenuButton *add_button, *menu_button;
};

typedef enum { PROP_PRINTER = 1, PROP_SEARCH_TEXT, PROP_SEARCH_MODE } CulmSidebarProp;
static GParamSpec *props[PROP_SEARCH_MODE + 1];
enum { SIGNAL_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSidebar, culm_sidebar, ADW_TYPE_BIN)

static gboolean
filter_row (GtkListBoxRow *row, gpointer user_data)
{
  CulmSidebar *self = user_data;
  const char *text = culm_sidebar_get_search_text (self);

  if (row == self->all)
    return *text == '\0';
  return culm_printer_matches (culm_printer_row_get_printer (CULM_PRINTER_ROW (row)), text);
}

static GtkWidget *
create_row (gpointer printer, gpointer user_data G_GNUC_UNUSED)
{
  return culm_printer_row_new (printer);
}

static void
refresh_row (gpointer row, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_row_refresh (row);
}

static gboolean
refresh_rows (gpointer user_data)
{
  culm_box_filler_foreach (CULM_SIDEBAR (user_data)->filler, refresh_row, NULL);
  return G_SOURCE_CONTINUE;
}

static void
select_row (CulmSidebar *self)
{
  GtkWidget *row = self->printer != NULL ? culm_box_filler_find (self->filler, self->printer) : GTK_WIDGET (self->all);

  self->selecting = TRUE;
  gtk_list_box_select_row (self->list, row != NULL ? GTK_LIST_BOX_ROW (row) : NULL);
  self->selecting = FALSE;
}

static void
on_row_selected (CulmSidebar *self, GtkListBoxRow *row)
{
  CulmPrinter *printer;

  if (self->selecting || row == NULL)
    return;
  printer = row != self->all ? culm_printer_row_get_printer (CULM_PRINTER_ROW (row)) : NULL;
  if (g_set_object (&self->printer, printer))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRINTER]);
}

static void
on_row_activated (CulmSidebar *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
on_search_changed (CulmSidebar *self)
{
  gtk_list_box_invalidate_filter (self->list);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEARCH_TEXT]);
}

/* The printer of the selection may have gone, or just have come. */
static void
on_printers_changed (CulmSidebar *self)
{
  if (self->printer != NULL && culm_box_filler_find (self->filler, self->printer) == NULL)
    culm_sidebar_set_printer (self, NULL);
  select_row (self);
}

static void
activate_row (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_signal_emit_by_name (CULM_SIDEBAR (widget)->all, "activate");
}

static void
culm_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmSidebar *self = CULM_SIDEBAR (object);

  switch ((CulmSidebarProp) id) {
  case PROP_PRINTER: g_value_set_object (value, self->printer); break;
  case PROP_SEARCH_TEXT: g_value_set_string (value, culm_sidebar_get_search_text (self)); break;
  case PROP_SEARCH_MODE: g_value_set_boolean (value, gtk_search_bar_get_search_mode (self->search_bar)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CulmSidebar *self = CULM_SIDEBAR (object);

  switch ((CulmSidebarProp) id) {
  case PROP_PRINTER: culm_sidebar_set_printer (self, g_value_get_object (value)); break;
  case PROP_SEARCH_MODE: gtk_search_bar_set_search_mode (self->search_bar, g_value_get_boolean (value)); break;
  case PROP_SEARCH_TEXT:
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_sidebar_dispose (GObject *object)
{
  CulmSidebar *self = CULM_SIDEBAR (object);

  if (self->filler != NULL)
    culm_sidebar_set_printers (self, NULL);
  g_clear_object (&self->filler);
  g_clear_object (&self->printer);
  G_OBJECT_CLASS (culm_sidebar_parent_class)->dispose (object);
}

static void
culm_sidebar_class_init (CulmSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = culm_sidebar_dispose;
  object_class->get_property = culm_sidebar_get_property;
  object_class->set_property = culm_sidebar_set_property;
  props[PROP_PRINTER] = g_param_spec_object ("printer", NULL, NULL, CULM_TYPE_PRINTER,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_SEARCH_TEXT] =
      g_param_spec_string ("search-text", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[SIGNAL_ACTIVATED] =
      g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CULM_TYPE_TRANSFERS_PANEL);
  gtk_widget_class_install_action (widget_class, "sidebar.show-all", NULL, activate_row);
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, CulmSidebar, all);
  gtk_widget_class_bind_template_child (widget_class, CulmSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, CulmSidebar, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CulmSidebar, transfers);
  gtk_widget_class_bind_template_child (widget_class, CulmSidebar, add_button);
  gtk_widget_class_bind_template_child (widget_class, CulmSidebar, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
culm_sidebar_init (CulmSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  culm_ui_name_face (self->add_button);
  culm_ui_name_face (self->menu_button);
  culm_ui_refresh_while_mapped (GTK_WIDGET (self), refresh_rows);
  self->filler = culm_box_filler_new (GTK_WIDGET (self->list), create_row, NULL);
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search));
  select_row (self);
}

GtkWidget *
culm_sidebar_new (void)
{
  return g_object_new (CULM_TYPE_SIDEBAR, NULL);
}

void
culm_sidebar_set_printers (CulmSidebar *self, GListModel *printers)
{
  GListModel *before;

  g_return_if_fail (CULM_IS_SIDEBAR (self));
  before = culm_box_filler_get_model (self->filler);
  if (before == printers)
    return;
  if (before != NULL)
    g_signal_handlers_disconnect_by_func (before, on_printers_changed, self);
  culm_box_filler_set_model (self->filler, printers);
  if (printers != NULL)
    g_signal_connect_object (printers, "items-changed", G_CALLBACK (on_printers_changed), self, G_CONNECT_SWAPPED);
}

void
culm_sidebar_set_transfers (CulmSidebar *self, GListModel *transfers)
{
  g_return_if_fail (CULM_IS_SIDEBAR (self));
  culm_transfers_panel_set_model (self->transfers, transfers);
}

CulmPrinter *
culm_sidebar_get_printer (CulmSidebar *self)
{
  g_return_val_if_fail (CULM_IS_SIDEBAR (self), NULL);
  return self->printer;
}

void
culm_sidebar_set_printer (CulmSidebar *self, CulmPrinter *printer)
{
  g_return_if_fail (CULM_IS_SIDEBAR (self));
  if (g_set_object (&self->printer, printer)) {
    select_row (self);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PRINTER]);
  }
}

const char *
culm_sidebar_get_search_text (CulmSidebar *self)
{
  g_return_val_if_fail (CULM_IS_SIDEBAR (self), "");
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}
