/* culm-printer-list.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-list.h"

struct _CulmPrinterList {
  GObject parent_instance;
  GPtrArray *printers;
};

static GType
culm_printer_list_get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return CULM_TYPE_PRINTER;
}

static guint
culm_printer_list_get_n_items (GListModel *model)
{
  return CULM_PRINTER_LIST (model)->printers->len;
}

static gpointer
culm_printer_list_get_item (GListModel *model, guint position)
{
  GPtrArray *printers = CULM_PRINTER_LIST (model)->printers;

  return position < printers->len ? g_object_ref (g_ptr_array_index (printers, position)) : NULL;
}

static void
culm_printer_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = culm_printer_list_get_item_type;
  iface->get_n_items = culm_printer_list_get_n_items;
  iface->get_item = culm_printer_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmPrinterList, culm_printer_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, culm_printer_list_iface_init))

/* The place of a printer among the others; it is not in the array now. */
static guint
find_place (GPtrArray *printers, CulmPrinter *printer)
{
  guint low = 0, high = printers->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (culm_printer_compare (g_ptr_array_index (printers, middle), printer) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static gboolean
is_in_place (GPtrArray *printers, guint position)
{
  CulmPrinter *printer = g_ptr_array_index (printers, position);

  return (position == 0 || culm_printer_compare (g_ptr_array_index (printers, position - 1), printer) <= 0) &&
         (position + 1 == printers->len ||
          culm_printer_compare (printer, g_ptr_array_index (printers, position + 1)) <= 0);
}

static void
on_rank_changed (CulmPrinter *printer, GParamSpec *pspec G_GNUC_UNUSED, CulmPrinterList *self)
{
  g_autoptr (CulmPrinter) held = g_object_ref (printer);
  guint position, place, span;

  if (!g_ptr_array_find (self->printers, printer, &position) || is_in_place (self->printers, position))
    return;
  g_ptr_array_remove_index (self->printers, position);
  place = find_place (self->printers, held);
  g_ptr_array_insert (self->printers, (int) place, g_object_ref (held));
  /* One change of the stretch between both places: a printer that moves is never away, so that a view keeps its row,
   * selection and focus. */
  span = MAX (position, place) - MIN (position, place) + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), MIN (position, place), span, span);
}

static void
culm_printer_list_dispose (GObject *object)
{
  CulmPrinterList *self = CULM_PRINTER_LIST (object);

  for (guint i = 0; i < self->printers->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->printers, i), self);
  g_ptr_array_set_size (self->printers, 0); /* untold: who still listens holds no list any more */
  G_OBJECT_CLASS (culm_printer_list_parent_class)->dispose (object);
}

static void
culm_printer_list_finalize (GObject *object)
{
  g_ptr_array_unref (CULM_PRINTER_LIST (object)->printers);
  G_OBJECT_CLASS (culm_printer_list_parent_class)->finalize (object);
}

static void
culm_printer_list_class_init (CulmPrinterListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_printer_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_printer_list_finalize;
}

static void
culm_printer_list_init (CulmPrinterList *self)
{
  self->printers = g_ptr_array_new_with_free_func (g_object_unref);
}

CulmPrinterList *
culm_printer_list_new (void)
{
  return g_object_new (CULM_TYPE_PRINTER_LIST, NULL);
}

void
culm_printer_list_add (CulmPrinterList *self, CulmPrinter *printer)
{
  guint place = find_place (self->printers, printer);

  g_return_if_fail (culm_printer_list_find (self, culm_printer_get_serial (printer)) == NULL);
  g_ptr_array_insert (self->printers, (int) place, g_object_ref (printer));
  g_signal_connect_object (printer, "notify::state", G_CALLBACK (on_rank_changed), self, 0);
  g_signal_connect_object (printer, "notify::name", G_CALLBACK (on_rank_changed), self, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

void
culm_printer_list_remove (CulmPrinterList *self, CulmPrinter *printer)
{
  guint position;

  if (!g_ptr_array_find (self->printers, printer, &position))
    return;
  g_signal_handlers_disconnect_by_func (printer, on_rank_changed, self);
  g_ptr_array_remove_index (self->printers, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

CulmPrinter *
culm_printer_list_find (CulmPrinterList *self, const char *serial)
{
  for (guint i = 0; i < self->printers->len; i++) {
    CulmPrinter *printer = g_ptr_array_index (self->printers, i);

    if (g_str_equal (culm_printer_get_serial (printer), serial))
      return printer;
  }
  return NULL;
}
