/* test-transfer-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-display.h"
#include "culm-transfer-row.h"

typedef struct {
  CulmTransfer *transfer;
  GtkWidget *row, *window;
  char *asked; /* the id that came with the last action */
} Fixture;

static void
on_asked (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer fixture)
{
  g_free (((Fixture *) fixture)->asked);
  ((Fixture *) fixture)->asked = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const GActionEntry win[] = {
    { .name = "cancel-transfer", .activate = on_asked, .parameter_type = "s" },
    { .name = "retry-transfer", .activate = on_asked, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/vase.3mf");
  GtkWidget *list = gtk_list_box_new ();

  fixture->transfer = culm_transfer_new ("seven", file, "vase.3mf", 1000, NULL);
  culm_transfer_set_state (fixture->transfer, CULM_TRANSFER_SENDING, NULL, 0);
  fixture->row = culm_transfer_row_new (fixture->transfer);
  gtk_list_box_append (GTK_LIST_BOX (list), fixture->row);
  fixture->window = culm_test_show (list);
  g_action_map_add_action_entries (G_ACTION_MAP (group), win, G_N_ELEMENTS (win), fixture);
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
  culm_test_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_assert_finalises (fixture->window, fixture->row);
  g_assert_finalize_object (fixture->transfer);
  g_free (fixture->asked);
}

/* The first button that can be pressed: the others are for other states. (nullable). */
static GtkWidget *
find_button (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
press (Fixture *fixture, const char *name)
{
  GtkWidget *button = find_button (fixture->row);

  g_assert_nonnull (button);
  culm_test_assert_named (button, name);
  g_clear_pointer (&fixture->asked, g_free);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (fixture->asked, ==, "seven");
}

/* Programs that read the screen for somebody, or press for them, rely on these names. */
static void
test_cancels_and_retries (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_OFFLINE, "No way");

  press (fixture, "Cancel upload");
  culm_transfer_set_state (fixture->transfer, CULM_TRANSFER_FAILED, error, 1);
  culm_test_settle (fixture->window);
  press (fixture, "Retry upload");
  culm_transfer_set_state (fixture->transfer, CULM_TRANSFER_CANCELLED, NULL, 1);
  culm_test_settle (fixture->window);
  press (fixture, "Retry upload");
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/transfer-row/cancels-and-retries", Fixture, NULL, set_up, test_cancels_and_retries, tear_down);
  return g_test_run ();
}
