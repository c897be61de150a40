/* test-drop-area.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-drop-area.h"
#include "culm-printer-row.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"

/* The veil says for which printer the files will be. */
static void
test_says_where (void)
{
  g_autoptr (CulmPrinter) one = culm_test_printer_new ("00M00A000000001", "One", "X1 Carbon", NULL);
  g_autoptr (CulmPrinter) two = culm_test_printer_new ("00M00A000000002", "<i>Two", "X1 Carbon", NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = culm_printer_row_new (two);
  GtkWidget *area = g_object_new (CULM_TYPE_DROP_AREA, "content", list, NULL);
  GtkWidget *window = culm_test_show (area);

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  culm_drop_area_set_hover (CULM_DROP_AREA (area), TRUE, NULL);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Drop to upload to your account"));
  culm_drop_area_set_printer (CULM_DROP_AREA (area), one);
  culm_drop_area_set_hover (CULM_DROP_AREA (area), TRUE, NULL);
  g_assert_true (culm_test_says (window, "Drop to upload for “One”"));
  culm_drop_area_set_hover (CULM_DROP_AREA (area), TRUE, row);
  g_assert_true (culm_test_says (window, "Drop to upload for “<i>Two”"));
  g_assert_true (gtk_widget_has_css_class (row, "drop-here"));
  culm_drop_area_set_hover (CULM_DROP_AREA (area), FALSE, NULL);
  g_assert_false (gtk_widget_has_css_class (row, "drop-here"));
  g_assert_false (culm_test_says (window, "Drop to upload for “One”"));
  culm_test_assert_finalises (window, area);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/drop-area/says-where", test_says_where);
  return g_test_run ();
}
