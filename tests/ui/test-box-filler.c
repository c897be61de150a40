/* test-box-filler.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-box-filler.h"
#include "culm-test-display.h"

static guint n_made;

static GtkWidget *
make_child (gpointer item, gpointer user_data G_GNUC_UNUSED)
{
  n_made++;
  return gtk_label_new (gtk_string_object_get_string (item));
}

static int
compare_backwards (gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  return g_strcmp0 (gtk_string_object_get_string ((GtkStringObject *) b),
                    gtk_string_object_get_string ((GtkStringObject *) a));
}

static void
assert_order (GtkWidget *list, const char *const *words)
{
  GtkWidget *row = gtk_widget_get_first_child (list);

  for (guint i = 0; words[i] != NULL; i++, row = gtk_widget_get_next_sibling (row)) {
    g_assert_nonnull (row);
    g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)))), ==,
                     words[i]);
  }
  g_assert_null (row);
}

/* An order that changes moves children, and makes none anew. */
static void
test_keeps_children (void)
{
  g_autoptr (GListStore) store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  GtkWidget *list = g_object_ref_sink (gtk_list_box_new ());
  CulmBoxFiller *filler = culm_box_filler_new (list, make_child, NULL);
  const char *words[] = { "b", "a", "c", NULL };
  g_autoptr (GtkStringObject) first = NULL;
  GtkWidget *child;

  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (GtkStringObject) word = gtk_string_object_new (words[i]);

    g_list_store_append (store, word);
  }
  n_made = 0;
  culm_box_filler_set_model (filler, G_LIST_MODEL (store));
  assert_order (list, words);
  first = g_list_model_get_item (G_LIST_MODEL (store), 0);
  child = culm_box_filler_find (filler, first);
  g_list_store_sort (store, compare_backwards, NULL);
  assert_order (list, (const char *[]){ "c", "b", "a", NULL });
  g_assert_true (culm_box_filler_find (filler, first) == child);
  g_assert_cmpuint (n_made, ==, 3);
  g_list_store_remove (store, 0);
  assert_order (list, (const char *[]){ "b", "a", NULL });
  culm_box_filler_set_model (filler, NULL);
  g_assert_null (gtk_widget_get_first_child (list));
  g_object_unref (filler);
  g_object_unref (list);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/box-filler/keeps-children", test_keeps_children);
  return g_test_run ();
}
