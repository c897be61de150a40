/* culm-box-filler.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-box-filler.h"

struct _CulmBoxFiller {
  GObject parent_instance;
  GtkWidget *box;
  CulmBoxFillerCreate create;
  gpointer user_data;
  GListModel *model;
  GHashTable *children;  /* item → its child */
  GHashTable *positions; /* child, or the row around it → place in the model, counted from 1 */
};

G_DEFINE_FINAL_TYPE (CulmBoxFiller, culm_box_filler, G_TYPE_OBJECT)

/* What the box itself orders: it puts a row of its own around a child that is none. */
static GtkWidget *
find_row (CulmBoxFiller *self, GtkWidget *child)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  return parent == self->box ? child : parent;
}

static int
compare_rows (CulmBoxFiller *self, gconstpointer a, gconstpointer b)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->positions, a)) -
         GPOINTER_TO_INT (g_hash_table_lookup (self->positions, b));
}

static int
compare_list_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer self)
{
  return compare_rows (self, a, b);
}

static int
compare_flow_children (GtkFlowBoxChild *a, GtkFlowBoxChild *b, gpointer self)
{
  return compare_rows (self, a, b);
}

static void
insert_child (CulmBoxFiller *self, GtkWidget *child)
{
  if (GTK_IS_LIST_BOX (self->box)) {
    gtk_list_box_insert (GTK_LIST_BOX (self->box), child, -1);
  } else {
    gtk_flow_box_insert (GTK_FLOW_BOX (self->box), child, -1);
    /* The child is what a person presses; the row around it is no stop of its own. */
    gtk_widget_set_focusable (gtk_widget_get_parent (child), FALSE);
  }
}

static void
remove_child (CulmBoxFiller *self, GtkWidget *child)
{
  GtkWidget *row = find_row (self, child);

  g_hash_table_remove (self->positions, row);
  if (GTK_IS_LIST_BOX (self->box))
    gtk_list_box_remove (GTK_LIST_BOX (self->box), row);
  else
    gtk_flow_box_remove (GTK_FLOW_BOX (self->box), row);
}

static void
drop_missing (CulmBoxFiller *self, GHashTable *present)
{
  GHashTableIter iter;
  gpointer item, child;

  g_hash_table_iter_init (&iter, self->children);
  while (g_hash_table_iter_next (&iter, &item, &child)) {
    if (!g_hash_table_contains (present, item)) {
      remove_child (self, child);
      g_hash_table_iter_remove (&iter);
    }
  }
}

static void
fill_box (CulmBoxFiller *self)
{
  g_autoptr (GHashTable) present = g_hash_table_new (NULL, NULL);
  guint n_items = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (self->model, i);
    GtkWidget *child = g_hash_table_lookup (self->children, item);

    g_hash_table_add (present, item);
    if (child == NULL) {
      child = self->create (item, self->user_data);
      g_hash_table_insert (self->children, g_object_ref (item), child);
      insert_child (self, child);
    }
    g_hash_table_insert (self->positions, find_row (self, child), GINT_TO_POINTER (i + 1));
  }
  drop_missing (self, present);
  if (GTK_IS_LIST_BOX (self->box))
    gtk_list_box_invalidate_sort (GTK_LIST_BOX (self->box));
  else
    gtk_flow_box_invalidate_sort (GTK_FLOW_BOX (self->box));
}

static void
on_items_changed (CulmBoxFiller *self)
{
  fill_box (self);
}

static void
culm_box_filler_dispose (GObject *object)
{
  CulmBoxFiller *self = CULM_BOX_FILLER (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, on_items_changed, self);
  g_clear_object (&self->model);
  if (self->box != NULL && GTK_IS_LIST_BOX (self->box))
    gtk_list_box_set_sort_func (GTK_LIST_BOX (self->box), NULL, NULL, NULL);
  else if (self->box != NULL)
    gtk_flow_box_set_sort_func (GTK_FLOW_BOX (self->box), NULL, NULL, NULL);
  self->box = NULL;
  g_hash_table_remove_all (self->children);
  G_OBJECT_CLASS (culm_box_filler_parent_class)->dispose (object);
}

static void
culm_box_filler_finalize (GObject *object)
{
  CulmBoxFiller *self = CULM_BOX_FILLER (object);

  g_hash_table_unref (self->children);
  g_hash_table_unref (self->positions);
  G_OBJECT_CLASS (culm_box_filler_parent_class)->finalize (object);
}

static void
culm_box_filler_class_init (CulmBoxFillerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_box_filler_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_box_filler_finalize;
}

static void
culm_box_filler_init (CulmBoxFiller *self)
{
  self->children = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->positions = g_hash_table_new (NULL, NULL);
}

CulmBoxFiller *
culm_box_filler_new (GtkWidget *box, CulmBoxFillerCreate create, gpointer user_data)
{
  CulmBoxFiller *self = g_object_new (CULM_TYPE_BOX_FILLER, NULL);

  g_return_val_if_fail (GTK_IS_LIST_BOX (box) || GTK_IS_FLOW_BOX (box), NULL);
  self->box = box;
  self->create = create;
  self->user_data = user_data;
  if (GTK_IS_LIST_BOX (box))
    gtk_list_box_set_sort_func (GTK_LIST_BOX (box), compare_list_rows, self, NULL);
  else
    gtk_flow_box_set_sort_func (GTK_FLOW_BOX (box), compare_flow_children, self, NULL);
  return self;
}

void
culm_box_filler_set_model (CulmBoxFiller *self, GListModel *model)
{
  g_return_if_fail (CULM_IS_BOX_FILLER (self));
  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, on_items_changed, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  fill_box (self);
}

GListModel *
culm_box_filler_get_model (CulmBoxFiller *self)
{
  g_return_val_if_fail (CULM_IS_BOX_FILLER (self), NULL);
  return self->model;
}

GtkWidget *
culm_box_filler_find (CulmBoxFiller *self, gpointer item)
{
  g_return_val_if_fail (CULM_IS_BOX_FILLER (self), NULL);
  return g_hash_table_lookup (self->children, item);
}

void
culm_box_filler_foreach (CulmBoxFiller *self, GFunc each, gpointer user_data)
{
  GHashTableIter iter;
  gpointer child;

  g_return_if_fail (CULM_IS_BOX_FILLER (self));
  g_hash_table_iter_init (&iter, self->children);
  while (g_hash_table_iter_next (&iter, NULL, &child))
    each (child, user_data);
}
